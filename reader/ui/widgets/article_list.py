"""The article list: two lines an article, however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from textual import events

from reader.typeset.cells import cells, fit
from reader.ui.messages import ArticleOpened
from reader.ui.widgets.pane import LinePane, Piece, Spot, aligned
from reader.ui.wording import excerpt, heading_of, row_age, row_note

if TYPE_CHECKING:
    from reader.model.article import ArticleRow
    from reader.ui.listing import Listing

LINES = 2


class ArticleList(LinePane):
    """The articles of a listing with a cursor that stays on its article when others arrive."""

    def __init__(self, *, id: str = "list") -> None:  # noqa: A002
        super().__init__(id=id)
        self._listing: Listing | None = None
        self.cursor = 0
        self._cursor_article: int | None = None
        self.open_article: int | None = None
        self.by_day = False

    @property
    def listing(self) -> Listing | None:
        return self._listing

    @property
    def current(self) -> ArticleRow | None:
        """The article under the cursor."""
        return self._listing.row(self.cursor) if self._listing else None

    def show(self, listing: Listing) -> None:
        """Show another listing, on its first article."""
        self._listing = listing
        self.set_height(listing.count * LINES)
        self.scroll_home_to(0)
        self._put_cursor(0)
        self.refresh()

    def reload(self) -> None:
        """Read the listing again; the cursor stays on its article, and that article on its line."""
        if self._listing is None:
            return
        above = self.cursor * LINES - self.scroll_offset.y
        self._listing.refresh()
        self.set_height(self._listing.count * LINES)
        index = None if self._cursor_article is None else self._listing.index_of(self._cursor_article)
        moved = index is not None and index != self.cursor
        self.cursor = min(self.cursor if index is None else index, max(0, self._listing.count - 1))
        if moved:
            self.scroll_home_to(self.cursor * LINES - above)
        self.refresh_changed()

    def go_to(self, article_id: int) -> None:
        """Put the cursor on an article, if the list holds it, without opening it."""
        self.open_article = article_id
        self.stand_on(article_id)
        self.refresh_changed()

    def stand_on(self, article_id: int) -> None:
        """Put the cursor on an article, if the list holds it."""
        index = self._listing.index_of(article_id) if self._listing else None
        if index is not None:
            self._put_cursor(index)

    def move(self, step: int) -> None:
        self._put_cursor(self.cursor + step)

    def move_page(self, share: float) -> None:
        rows = max(1, int(self.size.height / LINES * abs(share)))
        self.move(rows if share > 0 else -rows)

    def move_to_end(self, *, end: bool) -> None:
        self._put_cursor(self._listing.count - 1 if end and self._listing else 0)

    def activate(self) -> None:
        row = self.current
        if row is not None:
            self.post_message(ArticleOpened(row.id))

    def on_click(self, event: events.Click) -> None:
        """A click selects a row; a click on the selected one, or a double click, opens it."""
        offset = event.get_content_offset(self)
        if offset is None or self._listing is None:
            return
        index = (offset.y + self.scroll_offset.y) // LINES
        if index >= self._listing.count:
            return
        again = index == self.cursor
        self._put_cursor(index)
        if again or event.chain > 1:
            self.activate()

    def spots(self) -> list[Spot]:
        """The articles whose titles are on the screen."""
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.size.height
        rows = range(-(-top // LINES), -(-bottom // LINES))
        shown = [(index, self._listing.row(index)) for index in rows] if self._listing else []
        return [
            (0, index * LINES - top, partial(self.post_message, ArticleOpened(row.id)))
            for index, row in shown
            if row is not None
        ]

    def on_resize(self) -> None:
        self._show_cursor()

    def ground(self, row: int) -> str:
        return "cursor" if row // LINES == self.cursor and self._listing and self._listing.count else ""

    def pieces(self, row: int) -> Sequence[Piece]:
        index, line = divmod(row, LINES)
        article = self._listing.row(index) if self._listing else None
        if article is None:
            return ()
        return self._note(index, article) if line else self._title(article)

    def _title(self, article: ArticleRow) -> Sequence[Piece]:
        is_open = article.id == self.open_article
        mark = ("▸", "accent") if is_open else (" ", "") if article.read else ("●", "unread")
        style = "strong" if is_open else "muted" if article.read else ""
        return aligned([mark, (" ", ""), (article.title, style)], _star(article), self.room)

    def _note(self, index: int, article: ArticleRow) -> Sequence[Piece]:
        """What stands below a title; the heading of a day is a part of it, so that headings move no row."""
        now, snippet = _now(), self._listing.snippet(article.id) if self._listing else ()
        day = self._listing.begins(index, now) if self._listing and self.by_day else None
        heading = fit(f"── {heading_of(day, now)} ", max(0, self.room - 2)) if day else ""
        lead, room = [("  ", ""), (heading, "accent")], max(0, self.room - 2 - cells(heading))
        if any(found for _, found in snippet):
            shown = excerpt(snippet, row_age(article, now), room)
            return [*lead, *((text, "accent" if found else "muted") for text, found in shown)]
        note = row_note(article, now, room)
        names = self._listing.tags(article.id) if self._listing else ()
        tags = fit(" ".join(f"#{name}" for name in names), room // 2)
        if not tags:
            return [*lead, (fit(note, room), "muted")]
        return [*lead, (tags, "accent"), (fit(f" · {note}", room - cells(tags)), "muted")]

    def _put_cursor(self, index: int) -> None:
        """Only the rows that change are drawn again, which is a tenth of the bytes, unless the list scrolls."""
        count, left = self._listing.count if self._listing else 0, self.cursor
        self.cursor = max(0, min(index, count - 1))
        row = self.current
        self._cursor_article = row.id if row else None
        self._show_cursor()
        for each in {left, self.cursor}:
            self.refresh_lines(each * LINES, LINES)

    def _show_cursor(self) -> None:
        """Scroll to the cursor by whole articles, so that no half one stands at the top.

        Where the cursor leaves the pane the list moves on by a third of it: most steps then draw two rows, not all.
        """
        first, top = self.cursor * LINES, self.scroll_offset.y
        if not top <= first <= top + self.size.height - LINES:
            self.keep_visible(first, first + LINES - 1, margin=self.size.height // 3)
        half = self.scroll_offset.y % LINES
        if half and first > self.scroll_offset.y:
            self.scroll_home_to(self.scroll_offset.y + LINES - half)


def _now() -> datetime:
    return datetime.now().astimezone()


def _star(article: ArticleRow) -> Sequence[Piece]:
    return [("★", "accent")] if article.starred else []
