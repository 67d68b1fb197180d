"""What a line of the search finds, while it is typed and when it is done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.library import Library
from reader.model.article import ListQuery
from reader.query import parse
from reader.query.unfinished import going_on
from reader.ui.listing import Listing

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen


def meant(library: Library, line: str, base: ListQuery) -> ListQuery:
    """What `base` is narrowed to by a line; QueryError.

    A last word that no article has stands for the words that begin with it.
    """
    wanted = replace(base, filter=parse(line), name=base.name if base.feeds else "")
    further = going_on(line, wanted.filter)
    if further is not None and not library.rows(wanted, 0, 1):
        longer = replace(wanted, filter=further)
        if library.rows(longer, 0, 1):
            return longer
    return wanted


def found(library: Library, line: str, base: ListQuery) -> Listing:
    """The list that a line finds, with its first rows read; QueryError."""
    listing = Listing(library, meant(library, line, base))
    listing.row(0)
    return listing


def show_words(screen: MainScreen, article_id: int) -> int:
    """Show in an article that was just opened the words for which the list was searched, as they are written there.

    The next place comes into view, where the screen does not show one yet. Returns how many there are.
    """
    from reader.ui.finding import Finder, Found

    listing, pane = screen.list_pane.listing, screen.reading
    snippet = listing.snippet(article_id) if listing else ()
    words = {text.casefold(): text for text, found in snippet if found}
    if not words or pane.article is None:
        return 0
    finder = Finder(pane.article.text, 0)
    spans = sorted({span for text in words.values() for span in finder.look(text).spans})
    top, bottom = pane.in_view
    seen = next((at for at, (start, _) in enumerate(spans) if top <= start < bottom), None)
    after = next((at for at, (start, _) in enumerate(spans) if start >= bottom), 0)
    if spans:
        pane.show_found(Found(spans, after if seen is None else seen))
    return len(spans)
