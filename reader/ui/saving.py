"""Saved searches, as the lists show them: read, said, and let go so that it can be undone."""

from __future__ import annotations

from dataclasses import replace

from reader.library import Library
from reader.model.article import ListQuery
from reader.model.query import Filter, Words, all_of, both
from reader.query import write
from reader.ui.undo import Undo


def saved_queries(library: Library) -> dict[str, ListQuery]:
    """The saved searches by name, each wholly in the filter language."""
    return {name: _as_filter(query) for name, query in library.filters.listed().items()}


def said(query: ListQuery) -> str:
    """The line that a search is."""
    states = (("is:unread", query.unread), ("is:starred", query.starred))
    return " ".join(part for part in (write(query.filter), *(key for key, so in states if so)) if part)


def save(library: Library, undo: Undo, name: str, query: ListQuery) -> str:
    """Keep a search by a name, in place of one that had it; what to say of it."""
    before = library.filters.listed().get(name)
    library.filters.keep(name, query)
    undo.push(f"saved “{name}”", lambda again: _restore(again, name, before))
    return f"Saved as “{name}”"


def forget(library: Library, undo: Undo, name: str) -> str:
    """Let go of a search; what to say of it."""
    before = library.filters.listed().get(name)
    library.filters.forget(name)
    undo.push(f"let go of “{name}”", lambda again: _restore(again, name, before))
    return f"“{name}” is gone, its articles stay · U brings it back"


def rename(library: Library, undo: Undo, name: str, new: str) -> str:
    """Call a search by another name; what to say of it."""
    filters = library.filters.listed()
    before, taken = filters.get(name), filters.get(new)
    if before is not None:
        library.filters.keep(new, before)
        library.filters.forget(name)

    def back(again: Library) -> None:
        _restore(again, new, taken)
        _restore(again, name, before)

    undo.push(f"renamed “{name}”", back)
    return f"“{name}” is called “{new}”"


def _restore(library: Library, name: str, before: ListQuery | None) -> None:
    if before is None:
        library.filters.forget(name)
    else:
        library.filters.keep(name, before)


def _as_filter(query: ListQuery) -> ListQuery:
    """A search of plain words, as newsboat's filters are taken over, in the filter language."""
    words = Filter(all_of(tuple(Words(word) for word in query.text.split() if any(map(str.isalnum, word)))))
    return replace(query, text="", filter=both(query.filter, words))
