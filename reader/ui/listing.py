"""The rows of the article list, fetched in pages as they come into view."""

from __future__ import annotations

from dataclasses import replace

from reader.library import Library
from reader.model.article import ArticleRow, ListQuery

PAGE = 64


class Listing:
    """A window over the articles that a query finds; rows are read when they are first shown."""

    def __init__(self, library: Library, query: ListQuery) -> None:
        self._library = library
        self.query = query
        self._pages: dict[int, list[ArticleRow]] = {}
        self.count = library.count(query)

    def row(self, index: int) -> ArticleRow | None:
        """The article at a place in the list, or None past its end."""
        page, within = divmod(index, PAGE)
        if not 0 <= index < self.count:
            return None
        if page not in self._pages:
            self._pages[page] = self._library.rows(self.query, page * PAGE, PAGE)
        rows = self._pages[page]
        return rows[within] if within < len(rows) else None

    def index_of(self, article_id: int) -> int | None:
        return self._library.position(self.query, article_id)

    def refresh(self) -> None:
        """Forget what was read; the next look reads it again."""
        self._pages.clear()
        self.count = self._library.count(self.query)


def title_of(library: Library, listing: Listing) -> str:
    """What the list holds, and how much."""
    query = listing.query
    if query.text:
        return f"Search · {query.text} · {listing.count} found"
    if query.storyline_id is not None:
        return f"Story of {listing.count}"
    if query.entity_id is not None:
        return f"{library.find_entity(str(query.entity_id)).name} · {listing.count}"
    name = "Watched" if query.watched else "Unread" if query.unread else "Stories" if query.folded else "Articles"
    return f"{name} · unread {library.count(replace(query, unread=True, folded=False))}"
