"""A tour of one minute at the foot of the screen: each step asks for a real key, and any other key ends it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.keys import Command, shown

if TYPE_CHECKING:
    from reader.ui.app import TidewireApp

STEPS = (
    ("next_entity", "{} selects a name in the text"),
    ("next_mention", "{} goes to its next mention · then on into other articles"),
    ("related", "{} opens the first related story"),
    ("back", "{} leads back to your line"),
    ("cite", "{} copies the article's citation"),
    ("search", "{} searches everything · write a word · enter keeps what is found"),
)
"""A command, and what is said before it."""


class Tour:
    """Where one is in it; what was shown already may be pressed again."""

    def __init__(self, app: TidewireApp) -> None:
        self._app = app
        self._at: int | None = None

    def offer(self) -> None:
        """Begin where nobody has been asked before; nobody is asked twice."""
        if not self._app.memory.toured:
            self.begin()

    def begin(self) -> None:
        """Begin, or begin anew."""
        self._app.memory.toured = True
        self._at = 0
        self._tell()

    def ran(self, command: str) -> None:
        """Hear of a command that was run."""
        if self._at is None or command == "tour":
            return
        if command == STEPS[self._at][0]:
            if self._at == 0 and self._app.main.entity is None:
                self._app.main.status.tip("The names in this article are still being found · once more in a moment")
                return
            self._at += 1
            self._tell()
        elif command not in (step for step, _ in STEPS[: self._at]):
            self._end("")

    def _tell(self) -> None:
        assert self._at is not None  # noqa: S101 - told only while under way
        if self._at == len(STEPS):
            self._end(f"That was the tour · {_key(self._app.commands, 'help')} shows every key")
            return
        command, text = STEPS[self._at]
        step = text.format(_key(self._app.commands, command))
        ends = " · any other key ends it" if self._at == 0 else ""
        self._app.main.status.tip(f"{self._at + 1}/{len(STEPS)} {step}{ends}")

    def _end(self, words: str) -> None:
        self._at = None
        self._app.main.status.tip("")
        if words:
            self._app.main.say(words)


def _key(commands: Sequence[Command], name: str) -> str:
    """The first key of a command, the reader's own where there is one; the palette where it has none."""
    keys = next(command.keys for command in commands if command.id == name)
    return shown(keys[:1]) if keys else "the command palette"
