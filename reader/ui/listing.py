"""The rows of the article list, fetched in pages as they come into view."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.model.article import Anchor
from reader.model.query import EVERYTHING, Snippet, Sort
from reader.ui.wording import local_day

if TYPE_CHECKING:
    from datetime import date, datetime

    from reader.library import Library
    from reader.model.article import ArticleRow, ListQuery

PAGE = 64
PAGES_KEPT = 64


class Listing:
    """A window over the articles that a query finds; rows are read when they are first shown."""

    def __init__(self, library: Library, query: ListQuery) -> None:
        self._library = library
        self.query = query
        self._pages: dict[int, list[ArticleRow]] = {}
        self._snippets: dict[int, Snippet] = {}
        self._tags: dict[int, tuple[str, ...]] = {}
        self.count = library.count(query)
        self.last = library.marks.last()

    def row(self, index: int) -> ArticleRow | None:
        """The article at a place in the list, or None past its end."""
        page, within = divmod(index, PAGE)
        if not 0 <= index < self.count:
            return None
        if page not in self._pages:
            if len(self._pages) >= PAGES_KEPT:
                del self._pages[next(iter(self._pages))]
            self._pages[page] = self._read(page)
        rows = self._pages[page]
        return rows[within] if within < len(rows) else None

    def _read(self, page: int) -> list[ArticleRow]:
        rows = self._library.rows(self.query, page * PAGE, PAGE, near=self._near(page), total=self.count)
        ids = [row.id for row in rows]
        if self.query.text or self.query.filter != EVERYTHING:
            self._snippets |= self._library.finding.snippets(self.query, ids)
        self._tags |= self._library.marks.tags(ids)
        return rows

    def _near(self, page: int) -> Anchor | None:
        """An article of the nearest page that was read."""
        read = [each for each, rows in self._pages.items() if rows]
        if not read:
            return None
        nearest = min(read, key=lambda each: abs(each - page))
        within = -1 if nearest < page else 0
        rows = self._pages[nearest]
        row = rows[within]
        return Anchor(nearest * PAGE + (len(rows) - 1 if within else 0), row.listed, row.id)

    def begins(self, index: int, now: datetime) -> date | None:
        """The day, in the zone of `now`, whose first article stands there; None within a day or in a list by rank."""
        row, before = self.row(index), self.row(index - 1)
        if row is None or self.query.sort is Sort.RANK:
            return None
        day = local_day(row.listed, now)
        return None if before is not None and local_day(before.listed, now) == day else day

    def snippet(self, article_id: int) -> Snippet:
        """The words around what was looked for, in an article that was shown."""
        return self._snippets.get(article_id, ())

    def tags(self, article_id: int) -> tuple[str, ...]:
        """The tags of an article that was shown."""
        return self._tags.get(article_id, ())

    def index_of(self, article_id: int) -> int | None:
        return self._library.position(self.query, article_id)

    def keep(self, ids: Iterable[int]) -> None:
        """Let articles stay in a list of unread ones, although they have been read, as long as it is shown."""
        self.query = replace(self.query, kept=tuple({*self.query.kept, *ids}))

    def refresh(self) -> None:
        """Forget what was read; the next look reads it again."""
        self._pages.clear()
        self._snippets.clear()
        self._tags.clear()
        self.count = self._library.count(self.query)
        self.last = self._library.marks.last()

    def move_to(self, library: Library) -> Listing:
        """The same list, read on through another opening of the cache."""
        self._library = library
        return self


def title_of(library: Library, listing: Listing) -> str:
    """What the list holds, and how much."""
    query = listing.query
    if query.filter != EVERYTHING and (query.feeds or not query.name):
        from reader.query import write

        within = f"{query.name} · " if query.name else ""
        only = " · unread" if query.unread else ""
        return f"{within}Search · {write(query.filter)}{only} · {listing.count} found"
    if query.storyline_id is not None:
        return f"Story of {listing.count}"
    if query.entity_id is not None:
        return f"{library.find_entity(str(query.entity_id)).name} · {listing.count}"
    unread = library.count(replace(query, unread=True, folded=False, kept=()))
    return f"{_name(query)} · unread {unread}"


def _name(query: ListQuery) -> str:
    if query.name:
        return query.name
    return "Watched" if query.watched else "Unread" if query.unread else "Stories" if query.folded else "Articles"
