"""A line to type a search into, at the bottom; the list shows what is found while one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.highlighter import Highlighter
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from reader.errors import QueryError
from reader.ingest.clean import clean_line
from reader.query import parse
from reader.ui.screens.window import Window

HINT = 'words · "side by side" · -without · source:wire · entity:Turkey · after:2019-10 · is:unread · sort:rank'


class SearchScreen(Window[str | None]):
    """Returns the line to search for, "" for every article, or None when the reader thinks better of it.

    `look` is asked to show what a line without mistakes finds. `earlier` are lines of before, the last one last.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Never mind"),
        Binding("tab", "repair", "Write it as it was meant", priority=True),
        Binding("up", "earlier(-1)", "The search before"),
        Binding("down", "earlier(1)", "The search after"),
    ]

    def __init__(self, text: str, look: Callable[[str], None], earlier: Sequence[str] = ()) -> None:
        super().__init__()
        self._text = text
        self._look = look
        self._lines = [*(line for line in earlier if line != text), text]
        self._at = len(self._lines) - 1
        self._pointer = Pointer()
        self.mistake: QueryError | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="search"):
            yield Static(Content(HINT), id="hint")
            yield Input(
                self._text,
                placeholder="Search every article · enter finds · esc goes back",
                select_on_focus=True,
                highlighter=self._pointer,
            )

    def hint(self, text: str) -> None:
        """Say something above the line, where it has no mistake and is still there."""
        if self.mistake is None:
            self._say(text)

    def _say(self, text: str) -> None:
        for hint in self.query("#hint").results(Static):  # none where a key of a burst has closed the window
            hint.set_class(self.mistake is not None, "mistake")
            hint.update(Content(text))

    @on(Input.Changed)
    def read(self, event: Input.Changed) -> None:
        line = clean_line(event.value)
        self._check(event.value)
        if self.mistake is None:
            self.hint("" if line else HINT)
            self._look(event.value if line else "")

    def _check(self, line: str) -> None:
        """Point at the mistake in the line, if it has one."""
        try:
            parse(line)
            self.mistake = None
        except QueryError as mistake:
            self.mistake = mistake
        self._pointer.mistake = self.mistake
        if self.mistake is not None:
            tab = " · tab writes it so" if self.mistake.repaired is not None else ""
            self._say(f"{self.mistake}{tab}")

    @on(Input.Submitted)
    def submit(self, event: Input.Submitted) -> None:
        self._check(clean_line(event.value))
        if self.mistake is None:
            self.dismiss(clean_line(event.value))
        else:
            self.query_one(Input).cursor_position = self.mistake.end

    def action_repair(self) -> None:
        if self.mistake is not None and self.mistake.repaired is not None:
            self._write(self.mistake.repaired)

    def action_earlier(self, step: int) -> None:
        if 0 <= self._at + step < len(self._lines):
            self._at += step
            self._write(self._lines[self._at])

    def _write(self, line: str) -> None:
        field = self.query_one(Input)
        field.value = line
        field.cursor_position = len(line)


class Pointer(Highlighter):
    """Shows where in the line a mistake is."""

    def __init__(self) -> None:
        self.mistake: QueryError | None = None

    def highlight(self, text: Text) -> None:
        if self.mistake is not None:
            text.stylize("reverse underline", self.mistake.start, self.mistake.end)
