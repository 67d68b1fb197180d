"""The rows of the article list, fetched in pages as they come into view."""

from __future__ import annotations

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
