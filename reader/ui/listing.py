"""The rows of the article list, fetched in pages as they come into view."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from reader.errors import NotFoundError
from reader.model.article import Anchor
from reader.model.query import EVERYTHING, Grouping, Snippet
from reader.typeset.cells import cells, fit
from reader.ui.grouped import Groups

if TYPE_CHECKING:
    from reader.library import Library
    from reader.model.article import ArticleRow, ListQuery

PAGE = 64
LEAST_NAME = 8  # cells of a list's name that still tell it
PAGES_KEPT = 64


class Listing:
    """A window over the articles that a query finds; rows are read when they are first shown."""

    def __init__(self, library: Library, query: ListQuery) -> None:
        self._library = library
        self.query = query
        self._pages: dict[int, list[ArticleRow]] = {}
        self._snippets: dict[int, Snippet] = {}
        self._tags: dict[int, tuple[str, ...]] = {}
        self._titles: dict[int, str] = {}
        self.groups = Groups()
        self._look()

    def _look(self) -> None:
        """Count the articles, and those of every group."""
        query, library = self.query, self._library
        if query.grouping is not Grouping.NONE:
            self.groups = Groups(library.finding.groups(query, minutes_east()))
        self.count = self.groups.articles if self.groups.groups else library.count(query)
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
        rows = self._grouped(page) if self.groups.are_lists else self._plain(page)
        ids = [row.id for row in rows]
        if self.query.text or self.query.filter != EVERYTHING:
            new = [article_id for article_id in ids if article_id not in self._snippets]
            self._snippets |= dict.fromkeys(new, ()) | self._library.finding.snippets(self.query, new)
        self._tags |= self._library.marks.tags(ids)
        return rows

    def _plain(self, page: int) -> list[ArticleRow]:
        near = self._near(page, 0, self.count)
        return self._library.rows(self.query, page * PAGE, PAGE, near=near, total=self.count)

    def _grouped(self, page: int) -> list[ArticleRow]:
        """A page of a list whose groups are lists of their own."""
        rows: list[ArticleRow] = []
        for group, first, start, limit in self.groups.windows(page * PAGE, PAGE):
            near = self._near(page, first, group.articles)
            within = replace(self.query, group=group)
            rows += self._library.rows(within, start, limit, near=near, total=group.articles)
        return rows

    def _near(self, page: int, first: int, articles: int) -> Anchor | None:
        """An article of the nearest page that was read, of the list that begins at `first`, with its place in that."""
        if articles <= PAGE:
            return None
        last = first + articles - 1
        read = [
            each for each, rows in self._pages.items() if rows and first < (each + 1) * PAGE and each * PAGE <= last
        ]
        if not read:
            return None
        nearest = min(read, key=lambda each: abs(each - page))
        rows, begin = self._pages[nearest], nearest * PAGE
        index = min(begin + len(rows) - 1, last) if nearest < page else max(begin, first)
        if index - begin >= len(rows):
            return None
        row = rows[index - begin]
        return Anchor(index - first, row.listed, row.id)

    def story_title(self, storyline_id: int) -> str:
        """What a storyline is called that a group is of."""
        if storyline_id not in self._titles:
            with suppress(NotFoundError):
                self._titles[storyline_id] = self._library.stories.title(storyline_id)
        return self._titles.get(storyline_id, "")

    def snippet(self, article_id: int) -> Snippet:
        """The words around what was looked for, in an article that was shown."""
        return self._snippets.get(article_id, ())

    def tags(self, article_id: int) -> tuple[str, ...]:
        """The tags of an article that was shown."""
        return self._tags.get(article_id, ())

    def index_of(self, article_id: int) -> int | None:
        """The place of an article in the list; where every story is shown once, of what stands for its story."""
        if not self.groups.are_lists:
            found = self._library.position(self.query, article_id)
            return self._index_of_story(article_id) if found is None and self.query.folded else found
        try:
            row = self._library.article(article_id).row
        except NotFoundError:
            return None
        place = self.groups.named(row.source if self.groups.grouping is Grouping.SOURCE else row.storyline)
        if place is None:
            return None
        group, first = self.groups.groups[place], self.groups.firsts[place]
        within = self._library.position(replace(self.query, group=group), article_id)
        return None if within is None else first + within

    def _index_of_story(self, article_id: int) -> int | None:
        try:
            storyline = self._library.article(article_id).row.storyline
        except NotFoundError:
            return None
        if storyline is None:
            return None
        shown = self._library.rows(replace(self.query, storyline_id=storyline), 0, 1)
        return self._library.position(self.query, shown[0].id) if shown else None

    def keep(self, ids: Iterable[int]) -> None:
        """Let articles stay in a list of unread ones, although they have been read, as long as it is shown."""
        self.query = replace(self.query, kept=tuple({*self.query.kept, *ids}))

    def refresh(self, *, words: bool = True) -> None:
        """Forget what was read; the next look reads it again.

        Without `words` the texts are known to be the same: finding words in long ones takes time.
        """
        self._pages.clear()
        if words:
            self._snippets.clear()
        self._tags.clear()
        self._titles.clear()
        self._look()

    def move_to(self, library: Library) -> Listing:
        """The same list, read on through another opening of the cache."""
        self._library = library
        return self


def minutes_east() -> int:
    """The zone of the reader, in minutes east of Greenwich."""
    offset = datetime.now().astimezone().utcoffset()
    return 0 if offset is None else round(offset.total_seconds() / 60)


def title_of(library: Library, listing: Listing, room: int) -> str:
    """What the list holds, and how much of it is unread, which a long name leaves its place in `room` cells."""
    query = listing.query
    if query.filter != EVERYTHING and (query.feeds or not query.name):
        from reader.query import write

        within = f"{query.name} · " if query.name else ""
        only = " · unread" if query.unread else ""
        return f"{within}{listing.count:,} found · {write(query.filter)}{only}"  # a narrow list cuts the end off
    if query.storyline_id is not None:
        return f"Story of {listing.count:,}"
    if query.entity_id is not None:
        return f"{library.find_entity(str(query.entity_id)).name} · {listing.count:,}"
    unread = library.count(replace(query, unread=True, folded=False, kept=()))
    tail = f" · unread {unread:,}"
    return fit(_name(query), max(LEAST_NAME, room - cells(tail))) + tail


def emptiness(library: Library, listing: Listing) -> str:
    """What to say in a list that holds nothing, and what one can do; "" where it holds something."""
    query = listing.query
    if listing.count:
        return ""
    reasons = (
        (query.filter != EVERYTHING, "Nothing found\n\nesc shows every article"),
        (query.unread, "Nothing unread here\n\nu shows all"),
        (query.starred, "Nothing is starred yet\n\ns stars an article"),
        (query.watched, "No article names what you watch\n\nesc shows every article"),
        (
            query.feeds or library.subscriptions.feeds(),
            "No articles yet\n\nR reloads every feed\nL shows which went wrong",
        ),
        (True, "No articles yet\n\na adds a feed\nI imports files"),
    )
    return next(words for holds, words in reasons if holds)


def _name(query: ListQuery) -> str:
    if query.name:
        return query.name
    return "Watched" if query.watched else "Unread" if query.unread else "Stories" if query.folded else "Articles"
