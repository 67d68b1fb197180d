"""A line, and below it what has such a name: looked up while one types, so that no letter waits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.widgets import Input, OptionList

from reader.library import Library
from reader.ui.lookup import Lookup
from reader.ui.screens.listed import ListScreen
from reader.ui.widgets.rows import Row

Found = TypeVar("Found")


class NamedScreen(ListScreen[Found], Generic[Found]):
    """Returns what was chosen, or None; a screen of its own kind says what has a name, and how a row shows it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "move('cursor_down')", "Down", priority=True),
        Binding("up,ctrl+p", "move('cursor_up')", "Up", priority=True),
        Binding("pagedown", "move('page_down')", "A page down", priority=True),
        Binding("pageup", "move('page_up')", "A page up", priority=True),
    ]

    def __init__(self, text: str, *, hint: str = "") -> None:
        super().__init__()
        self._text, self._hint = text, hint
        self._hits: Sequence[Found] = ()
        self._behind = self._hurried = False

    def look(self, library: Library, typed: str) -> Sequence[Found]:
        """What has a name like this, the best first; not in the thread of the screen."""
        raise NotImplementedError

    def row(self, found: Found) -> Row:
        """How it is shown; the id of the row is a name of its own."""
        raise NotImplementedError

    def begin(self) -> None:
        self._lookup = Lookup[Sequence[Found]](self, self._found)
        self.ask(self._text, "", self._entered, self._look)
        self.query_one(Input).placeholder = self._hint
        self._look("")

    def rows(self) -> Sequence[Row]:
        return [self.row(hit) for hit in self._hits]

    def _look(self, typed: str) -> None:
        self._behind, self._hurried = True, False
        self._lookup.want(lambda library: self.look(library, typed))

    def _found(self, hits: Sequence[Found]) -> None:
        self._hits, self._behind = hits, False
        self.fill()
        options = self.query_one(OptionList)
        options.highlighted = 0 if hits else None
        options.scroll_home(animate=False, immediate=True)
        if hits:
            self.note(self._text)
        if hits and self._hurried:
            self.choose(self.row(hits[0]).id)
        self.app.typing.go_on()

    def _entered(self, _typed: str) -> str | None:
        """Choose the row under the cursor; where the rows are not those of the line yet, the first that will be."""
        if self._behind:
            self._hurried = True
            self.app.typing.hold()
            return None
        if self.chosen is None:
            return self.empty
        self.choose(self.chosen)
        return None

    def choose(self, row_id: str) -> None:
        self.dismiss(next(hit for hit in self._hits if self.row(hit).id == row_id))

    def action_close(self) -> None:
        self.dismiss(None)
