"""The saved searches, each with what it holds and what of it is unread: lists like those of feeds, made of words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from reader.ingest.clean import clean_line
from reader.library import Library
from reader.model.article import ListQuery
from reader.model.query import EVERYTHING, Filter, Words, all_of, both
from reader.query import write

if TYPE_CHECKING:
    from reader.ui.app import TidewireApp


class SavedScreen(ModalScreen[ListQuery | None]):
    """Returns the search to list, or None; `now` is what the list holds, which can be saved by a name."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,S", "close", "Close"),
        Binding("j", "move('cursor_down')", "Down"),
        Binding("k", "move('cursor_up')", "Up"),
        Binding("s", "save", "Save what the list holds"),
        Binding("d", "forget", "Let go of it"),
    ]
    app: TidewireApp

    def __init__(self, now: ListQuery) -> None:
        super().__init__()
        self._now = now
        self._queries: dict[str, ListQuery] = {}
        self._asked: str | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="saved") as box:
            box.border_title = "Saved searches"
            box.border_subtitle = "enter list · s save this one · d let go · esc close"
            yield OptionList(id="saved-list")
            yield Static("", id="saved-note")
            yield Input(placeholder="A name for it · enter saves · esc goes back", id="saved-name")

    def on_mount(self) -> None:
        self.query_one(Input).display = False
        self._fill()

    def _fill(self) -> None:
        self._queries = {name: _as_filter(query) for name, query in self.app.library.subscriptions.filters().items()}
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(self._line(name, query), id=name) for name, query in self._queries.items()])
        options.highlighted = 0 if self._queries else None
        self._note("" if self._queries else "None yet: search with /, then save what is found here with s.")
        options.focus()

    def _line(self, name: str, query: ListQuery) -> Content:
        count = self.app.library.count
        facts = f"  {count(replace(query, unread=True)):,}/{count(query):,}  {said(query)}"
        return Content.assemble((name, "bold"), (facts, "$text-muted"))

    def _note(self, text: str) -> None:
        self.query_one("#saved-note", Static).update(Content(text))

    def _chosen(self) -> str | None:
        options = self.query_one(OptionList)
        return None if options.highlighted is None else options.get_option_at_index(options.highlighted).id

    def action_move(self, action: str) -> None:
        getattr(self.query_one(OptionList), f"action_{action}")()

    def action_close(self) -> None:
        """Leave the line for the name, else the screen."""
        if self.query_one(Input).display:
            self.query_one(Input).display = False
            self.query_one(OptionList).focus()
        else:
            self.dismiss(None)

    def action_save(self) -> None:
        if self._now.filter == EVERYTHING and not self._now.unread:
            self._note("The list holds every article; there is no search to save.")
            return
        self._note(f"Save “{said(self._now)}” as:")
        self.query_one(Input).display = True
        self.query_one(Input).focus()

    def action_forget(self) -> None:
        """Let go of a search when asked twice."""
        name = self._chosen()
        if name is None:
            return
        if self._asked != name:
            self._asked = name
            self._note(f"d again lets go of “{name}”; its articles stay.")
            return
        query, self._asked = self._queries[name], None

        def forget(library: Library) -> None:
            library.subscriptions.forget_filter(name)
            self.app.undo.push(f"let go of “{name}”", lambda again: again.subscriptions.keep_filter(name, query))

        self.app.writer.submit(forget).result()
        self._fill()
        self._note(f"“{name}” is gone · U on the main screen brings it back")

    @on(Input.Submitted)
    def save(self, event: Input.Submitted) -> None:
        name = clean_line(event.value)
        if not name:
            return
        query = ListQuery(filter=self._now.filter, unread=self._now.unread)

        def keep(library: Library) -> None:
            before = library.subscriptions.filters().get(name)
            library.subscriptions.keep_filter(name, query)
            self.app.undo.push(f"saved “{name}”", lambda again: _restore(again, name, before))

        self.app.writer.submit(keep).result()
        event.input.value = ""
        event.input.display = False
        self._fill()
        self._note(f"Saved as “{name}”")

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._queries[event.option.id or ""])


def _restore(library: Library, name: str, before: ListQuery | None) -> None:
    if before is None:
        library.subscriptions.forget_filter(name)
    else:
        library.subscriptions.keep_filter(name, before)


def _as_filter(query: ListQuery) -> ListQuery:
    """A search of plain words, as newsboat's filters are taken over, in the filter language."""
    words = Filter(all_of(tuple(Words(word) for word in query.text.split() if any(map(str.isalnum, word)))))
    return replace(query, text="", filter=both(query.filter, words))


def said(query: ListQuery) -> str:
    """The line that a search is."""
    states = (("is:unread", query.unread), ("is:starred", query.starred))
    return " ".join(part for part in (write(query.filter), *(key for key, so in states if so)) if part)
