"""The saved searches, each with what it holds and what of it is unread: lists like those of feeds, made of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType

from reader.model.article import ListQuery
from reader.model.query import EVERYTHING
from reader.ui.saving import forget, said, save, saved_queries
from reader.ui.screens.listed import ListScreen
from reader.ui.widgets.rows import Row


class SavedScreen(ListScreen[ListQuery]):
    """Returns the search to list, or None; `now` is what the list holds, which can be saved by a name."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("S", "close", "Close", show=False),
        Binding("s", "save", "Save what the list holds"),
        Binding("d", "forget", "Let go of it"),
    ]
    heading = "Saved searches"
    keys: ClassVar[str] = "enter list · s save this one · d let go · esc close"
    keys_empty: ClassVar[str] = "s save this one · esc close"
    empty: ClassVar[str] = "None yet: search with /, then save what is found here with s."

    def __init__(self, now: ListQuery) -> None:
        super().__init__()
        self._now = now
        self._queries: dict[str, ListQuery] = {}

    def rows(self) -> Sequence[Row]:
        self._queries = saved_queries(self.app.library)
        return [Row(name, name, self._counts(query), said(query)) for name, query in self._queries.items()]

    def _counts(self, query: ListQuery) -> str:
        count = self.app.library.count
        return f"{count(replace(query, unread=True)):,} of {count(query):,}"

    def action_save(self) -> None:
        if self._now.filter == EVERYTHING and not self._now.unread:
            self.note("The list holds every article; there is no search to save.")
        else:
            self.ask(f"Save “{said(self._now)}” by the name:", "", self._save)

    def _save(self, name: str) -> str | None:
        if not name:
            return "It needs a name."
        query = ListQuery(filter=self._now.filter, unread=self._now.unread)
        text = self.write(lambda library: save(library, self.app.undo, name, query))
        self.stop_asking()
        self.fill(name)
        self.note(text)
        return None

    def action_forget(self) -> None:
        name = self.chosen
        if name is not None:
            text = self.write(lambda library: forget(library, self.app.undo, name))
            self.fill()
            self.note(text)

    def choose(self, row_id: str) -> None:
        self.dismiss(self._queries[row_id])
