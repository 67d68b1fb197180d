"""The palette: one line, and below it all that has such a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from reader.library import Library
from reader.ui.lookup import Lookup
from reader.ui.palette import Hit, find
from reader.ui.screens.listed import ListScreen
from reader.ui.widgets.rows import Row

HINT = "A few letters of a command, a feed, a saved search, a person, place or thing, or of an article's title"


class PaletteScreen(ListScreen[Hit]):
    """Returns what was chosen, or None; it is looked for in the background, so that no letter waits."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "move('cursor_down')", "Down", priority=True),
        Binding("up,ctrl+p", "move('cursor_up')", "Up", priority=True),
        Binding("pagedown", "move('page_down')", "A page down", priority=True),
        Binding("pageup", "move('page_up')", "A page up", priority=True),
    ]
    heading: ClassVar[str] = "Go to"
    keys: ClassVar[str] = "↑ ↓ enter choose · esc close"
    empty: ClassVar[str] = "Nothing has such a name · / searches the texts"

    def __init__(self) -> None:
        super().__init__()
        self._hits: list[Hit] = []
        self._behind = self._hurried = False

    def begin(self) -> None:
        self._lookup = Lookup[list[Hit]](self.app, self._found)
        self.ask(HINT, "", self._entered, self._look)
        self._look("")

    def rows(self) -> Sequence[Row]:
        return [Row(hit.id, hit.name, hit.kind) for hit in self._hits]

    def _look(self, typed: str) -> None:
        self._behind, self._hurried = True, False
        commands = self.app.commands

        def look(library: Library) -> list[Hit]:
            return find(library, commands, typed)

        self._lookup.want(look)

    def _found(self, hits: list[Hit]) -> None:
        self._hits, self._behind = hits, False
        self.fill()
        options = self.query_one(OptionList)
        options.highlighted = 0 if hits else None
        options.scroll_home(animate=False, immediate=True)
        if hits:
            self.note(HINT)
        if hits and self._hurried:
            self.choose(hits[0].id)

    def _entered(self, _typed: str) -> str | None:
        """Choose the row under the cursor; where the rows are not those of the line yet, the first that will be."""
        if self._behind:
            self._hurried = True
            return None
        if self.chosen is None:
            return self.empty
        self.choose(self.chosen)
        return None

    def choose(self, row_id: str) -> None:
        self._lookup.over()
        self.dismiss(next(hit for hit in self._hits if hit.id == row_id))

    def action_close(self) -> None:
        self._lookup.over()
        self.dismiss(None)
