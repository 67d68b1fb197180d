"""The article list: two lines an article, however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from textual import events

from reader.ui.grouped import LINES, Groups
from reader.ui.messages import ArticleOpened
from reader.ui.rowlines import heading, note, title
from reader.ui.widgets.pane import LinePane, Piece, Spot

if TYPE_CHECKING:
    from reader.model.article import ArticleRow
    from reader.ui.listing import Listing

UNGROUPED = Groups()


class ArticleList(LinePane):
    """The articles of a listing with a cursor that stays on its article when others arrive."""

    def __init__(self, *, id: str = "list") -> None:  # noqa: A002
        super().__init__(id=id)
        self._listing: Listing | None = None
        self.cursor = 0
        self._cursor_article: int | None = None
        self.open_article: int | None = None

    @property
    def listing(self) -> Listing | None:
        return self._listing

    @property
    def groups(self) -> Groups:
        """The groups of the listing, which say what stands on which line."""
        return self._listing.groups if self._listing else UNGROUPED

    @property
    def current(self) -> ArticleRow | None:
        """The article under the cursor."""
        return self._listing.row(self.cursor) if self._listing else None

    def show(self, listing: Listing) -> None:
        """Show another listing, on its first article."""
        self._listing = listing
        self.set_height(listing.groups.height(listing.count))
        self.scroll_home_to(0)
        self._put_cursor(0)
        self.refresh()

    def reload(self, *, words: bool = True) -> None:
        """Read the listing again; the cursor stays on its article, and that article on its line.

        Without `words` marks and entities may have changed, but no text.
        """
        if self._listing is None:
            return
        line = self.groups.line_of(self.cursor)
        self._listing.refresh(words=words)
        self.set_height(self.groups.height(self._listing.count))
        index = self._index_again(self._listing)
        self.cursor = min(self.cursor if index is None else index, max(0, self._listing.count - 1))
        moved = self.groups.line_of(self.cursor) - line
        if index is not None and moved:
            self.scroll_home_to(self.scroll_offset.y + moved)
        self.refresh_changed()

    def _index_again(self, listing: Listing) -> int | None:
        """Where the cursor's article stands now: most often where it stood, which costs less to see than to count."""
        if self._cursor_article is None:
            return None
        row = listing.row(self.cursor)
        return self.cursor if row and row.id == self._cursor_article else listing.index_of(self._cursor_article)

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
        index, part = self.groups.at(offset.y + self.scroll_offset.y)
        if part < 0 or index >= self._listing.count:
            return
        again = index == self.cursor
        self._put_cursor(index)
        if again or event.chain > 1:
            self.activate()

    def spots(self) -> list[Spot]:
        """The articles whose titles are on the screen."""
        places = [(y, *self.groups.at(self.scroll_offset.y + y)) for y in range(self.size.height)]
        shown = [(y, self._listing.row(index)) for y, index, part in places if part == 0] if self._listing else []
        return [(0, y, partial(self.post_message, ArticleOpened(row.id))) for y, row in shown if row is not None]

    def on_resize(self) -> None:
        self._show_cursor()

    def ground(self, row: int) -> str:
        index, part = self.groups.at(row)
        return "cursor" if index == self.cursor and part >= 0 and self._listing and self._listing.count else ""

    def pieces(self, row: int) -> Sequence[Piece]:
        index, part = self.groups.at(row)
        article = self._listing.row(index) if self._listing else None
        if article is None or self._listing is None:
            return ()
        if part < 0:
            return heading(self._listing, index, _now(), self.room)
        if part == 0:
            return title(article, self.room, is_open=article.id == self.open_article)
        return note(self._listing, article, _now(), self.room)

    def _put_cursor(self, index: int) -> None:
        """Only the rows that change are drawn again, which is a tenth of the bytes, unless the list scrolls."""
        count, left = self._listing.count if self._listing else 0, self.cursor
        self.cursor = max(0, min(index, count - 1))
        row = self.current
        self._cursor_article = row.id if row else None
        self._show_cursor()
        for each in {left, self.cursor}:
            self.refresh_lines(self.groups.line_of(each), LINES)

    def _show_cursor(self) -> None:
        """Scroll to the cursor by whole articles, so that no half one stands at the top.

        Where the cursor leaves the pane the list moves on by a third of it: most steps then draw two rows, not all.
        """
        if not self.size.height:
            return  # not laid out yet: the first frame would show the list scrolled, and the second not
        first, top = self.groups.line_of(self.cursor), self.scroll_offset.y
        head = first - 1 if self.groups.begins(self.cursor) else first
        if not (top <= head and first <= top + self.size.height - LINES):
            self.keep_visible(head, first + LINES - 1, margin=self.size.height // 3)
        half = self.groups.at(self.scroll_offset.y)[1]
        if half > 0 and first > self.scroll_offset.y:
            self.scroll_home_to(self.scroll_offset.y + LINES - half)


def _now() -> datetime:
    return datetime.now().astimezone()
