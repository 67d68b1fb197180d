"""What a line of the search finds, while it is typed and when it is done."""

from __future__ import annotations

from dataclasses import replace

from reader.library import Library
from reader.model.article import ListQuery
from reader.query import parse
from reader.query.unfinished import going_on
from reader.ui.listing import Listing


def meant(library: Library, line: str, base: ListQuery) -> ListQuery:
    """What `base` is narrowed to by a line; QueryError.

    A last word that no article has stands for the words that begin with it.
    """
    wanted = replace(base, filter=parse(line), name=base.name if base.feeds else "")
    further = going_on(line, wanted.filter)
    if further is not None and not library.count(wanted):
        longer = replace(wanted, filter=further)
        if library.count(longer):
            return longer
    return wanted


def found(library: Library, line: str, base: ListQuery) -> Listing:
    """The list that a line finds, with its first rows read; QueryError."""
    listing = Listing(library, meant(library, line, base))
    listing.row(0)
    return listing
