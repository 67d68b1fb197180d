"""The bottom line: what the keys do, or what just happened; at its right, how far the worker is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from reader.keys import Command, shown
from reader.typeset.cells import cells, fit
from reader.ui.messages import CommandChosen

MESSAGE_SECONDS = 6.0
BAR = 8
PART = " · "
LEAST_PART = 16
FIRST = (
    "help",
    "search",
    "open",
    "next_entity",
    "next_mention",
    "related",
    "cite",
    "down",
    "back",
    "next_pane",
    "quit",
)
"""The commands that the foot names where there is no room for all, the most useful first."""
PAIRS = {"down": "up"}
"""Commands that one word of the foot stands for."""


class StatusLine(Widget):
    """One line that never moves anything else when it changes."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "status--key",
        "status--message",
        "status--error",
        "status--progress",
    }

    def __init__(self, commands: tuple[Command, ...]) -> None:
        super().__init__(id="status")
        self._hints = hints(commands)
        self.message = ""
        self._tip = ""
        self._error = False
        self.progress = ""
        self.reloading = ""
        self._timer: Timer | None = None

    def say(self, text: str, *, error: bool = False) -> None:
        """Say something for a few seconds, in place of the keys."""
        self.message, self._error = " ".join(text.split()), error
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(MESSAGE_SECONDS, self._forget)
        self.refresh()

    def unsay(self, beginning: str) -> None:
        """Take back what begins so, which is no longer true."""
        if self.message.startswith(beginning):
            self._forget()

    def tip(self, text: str) -> None:
        """Show a hint until another one, or none, takes its place; only errors are more urgent."""
        self._tip = text
        self.refresh()

    def set_progress(self, done: int, pending: int) -> None:
        """Show how far the worker is; nothing when nothing is pending."""
        total = done + pending
        filled = BAR * done // total if total else 0
        self.progress = f"entities {done:,}/{total:,} {'▓' * filled}{'░' * (BAR - filled)}" if pending else ""
        self.refresh()

    def set_reload(self, done: int, total: int, new: int, errors: int) -> None:
        """Show how far a reload is; nothing where there is none."""
        filled = BAR * done // total if total else 0
        said = [f"reload {done}/{total} {'▓' * filled}{'░' * (BAR - filled)}"]
        said += [f"{new:,} new"] if new else []
        said += [f"{errors:,} failed"] if errors else []
        self.reloading = " · ".join(said) if total else ""
        self.refresh()

    def render_line(self, _y: int) -> Strip:
        width = self.size.width
        tip = "" if self.message and self._error else self._tip
        right = self._right(tip)
        room = max(0, width - cells(right))
        left = self._said(room, tip) if tip or self.message else self._keys(room)
        used = sum(cells(segment.text) for segment in left)
        gap = Segment(" " * max(0, room - used), self.rich_style)
        strip = Strip([*left, gap, Segment(right, self.get_component_rich_style("status--progress"))])
        return strip.adjust_cell_length(width, self.rich_style)

    def _right(self, tip: str) -> str:
        """How far things are, in what is left beside the words or the keys."""
        width = self.size.width
        said = cells(tip or self.message) or width // 2  # the keys
        shown = beside([each for each in (self.reloading, self.progress) if each], said, width)
        return f" {shown} " if shown else ""

    def _said(self, room: int, tip: str) -> list[Segment]:
        error = self._error and not tip
        style = self.get_component_rich_style("status--error" if error else "status--message")
        return [Segment(" " + shortened(tip or self.message, room - 2), style)]

    def _keys(self, room: int) -> list[Segment]:
        key_style = self.get_component_rich_style("status--key")
        segments: list[Segment] = []
        for _, keys, word in fitting(self._hints, room):
            segments += [Segment(f" {keys}", key_style), Segment(f" {word} ", self.rich_style)]
        return segments

    def on_click(self, event: events.Click) -> None:
        """A click on a key does what the key does."""
        if self.message or self._tip:
            return
        end = 0
        for command, keys, word in fitting(self._hints, max(0, self.size.width - cells(self._right("")))):
            end += cells(f" {keys} {word} ")
            if event.x < end:
                self.post_message(CommandChosen(command))
                return

    def _forget(self) -> None:
        self.message, self._timer = "", None
        self.refresh()


def hints(commands: Sequence[Command]) -> list[tuple[str, str, str]]:
    """What the foot can name: a command, its first key or the run of digits that it has, and its word."""
    first = {command.id: shown(command.keys if len(command.keys) > 8 else command.keys[:1]) for command in commands}
    for one, other in PAIRS.items():
        if first.get(one) and first.get(other):
            first[one] = f"{first[one]}/{first[other]}"
    return [(command.id, first[command.id], command.footer) for command in commands if command.footer and command.keys]


def beside(progresses: Sequence[str], said: int, width: int) -> str:
    """How far things are, without bars, then without names, then the first alone, where what is said needs the room."""
    parts = [each.partition(" ") for each in progresses]
    plain = [" ".join(part for part in counts.split(" ") if part.strip("▓░")) for _, _, counts in parts]
    named = [f"{name} {counts}" for (name, _, _), counts in zip(parts, plain, strict=True)]
    for shorter in (progresses, named, named[:1], plain[:1]):
        if said + cells("  ".join(shorter)) + 4 <= width:
            return "  ".join(shorter)
    return "  ".join(plain[:1])


def shortened(text: str, room: int) -> str:
    """A text cut to a room: a last part of which little would be left goes as a whole."""
    if cells(text) <= room:
        return text
    shown = fit(text, room)
    whole, _, torn = shown.rpartition(PART)
    return whole if whole and cells(torn) < LEAST_PART else shown


def fitting(hints: Sequence[tuple[str, str, str]], room: int) -> list[tuple[str, str, str]]:
    """The hints (command, keys, word) that have room, in their own order: first those that are needed most."""
    rank = {command: at for at, command in enumerate(FIRST)}
    chosen: set[str] = set()
    for command, keys, word in sorted(hints, key=lambda hint: rank.get(hint[0], len(FIRST))):
        room -= cells(f" {keys} {word} ")
        if room < 0:
            break
        chosen.add(command)
    return [hint for hint in hints if hint[0] in chosen]
