"""A line to write the tags of an article into."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.suggester import Suggester
from textual.widgets import Input, Static

from reader.ingest.clean import clean_line
from reader.ui.screens.window import Window


class TagScreen(Window[tuple[str, ...] | None]):
    """Returns the tags as they are to be, or None where they stay as they were; `known` are all tags there are."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Never mind")]

    def __init__(self, tags: Sequence[str], known: Sequence[tuple[str, int]]) -> None:
        super().__init__()
        self._tags = tags
        self._known = known

    def compose(self) -> ComposeResult:
        often = sorted(self._known, key=lambda each: -each[1])[:12]
        there = f" · there are {', '.join(name for name, _ in often)}" if often else ""
        with Vertical(id="search"):
            yield Static(Content(f"Tags, with commas between · enter keeps them · esc goes back{there}"), id="hint")
            yield Input(
                "".join(f"{tag}, " for tag in self._tags),
                placeholder="later, for the blog",
                select_on_focus=False,
                suggester=_LastTag([name for name, _ in self._known]),
            )

    @on(Input.Submitted)
    def submit(self, event: Input.Submitted) -> None:
        self.dismiss(tuple(tag for part in event.value.split(",") if (tag := clean_line(part))))


class _LastTag(Suggester):
    """Suggests the rest of the tag that is being written; → takes it."""

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._known = known

    async def get_suggestion(self, value: str) -> str | None:
        before, comma, last = value.rpartition(",")
        begun = last.lstrip()
        rest = next((tag for tag in self._known if begun and tag.startswith(begun.casefold())), None)
        return None if rest is None else f"{before}{comma}{last[: len(last) - len(begun)]}{begun}{rest[len(begun) :]}"
