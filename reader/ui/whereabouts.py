"""Going from place to place: what is remembered of each, and when an article counts as read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.history import History, Place

if TYPE_CHECKING:
    from reader.library import Library
    from reader.typeset.page import Anchor
    from reader.ui.screens.main import MainScreen


class Whereabouts:
    """The places of one screen; that of each article is kept in the cache when it is left.

    `unread` is the open article as long as it does not count as read: one that the program showed by itself, or that
    one went to for a mention in it. It counts as soon as one moves in it.
    """

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._tops: dict[int, Anchor | None] = {}
        self.history = History()
        self.unread: int | None = None

    def here(self) -> Place | None:
        """Where the reader is now."""
        screen, pane = self._screen, self._screen.reading
        if screen.article is None:
            return None
        at = None if pane.mention is None else pane.mentions[pane.mention].start
        return Place(screen.article, pane.top, screen.entity, at)

    def visit(self, place: Place, *, remember: bool = True) -> bool:
        """Go to a place, and remember the present one for the way back; True where one goes on reading there."""
        screen, pane, here = self._screen, self._screen.reading, self.here()
        top = place.top
        if here is None or here.article_id != place.article_id:
            self.keep()
            if remember and here is not None:
                self.history.leave(here)
            screen.article = place.article_id
            row = pane.article.row if pane.article else None
            self.unread = row.id if row and row.id == place.article_id and not row.read else None
            top = top or self._kept(place.article_id)
        screen.entity = place.entity_id
        at = None if place.at is None else pane.mention_at(place.at)
        pane.select(place.entity_id, at)
        if top is not None:
            pane.go_to(top)
        screen.show_side()
        return place.top is None and top is not None

    def keep(self) -> None:
        """Keep the place in the open article for the next time; at its start and its end there is nothing to keep."""
        article_id, pane = self._screen.article, self._screen.reading
        if article_id is None:
            return
        top = pane.top if pane.scroll_offset.y and pane.percent < 100 else None
        if top != self._kept(article_id):
            self._tops[article_id] = top
            self._screen.app.writer.submit(lambda library: library.places.keep(article_id, top))

    def _kept(self, article_id: int) -> Anchor | None:
        """The place that was kept of an article; what is on its way to the cache is known here first."""
        if article_id not in self._tops:
            self._tops[article_id] = self._screen.app.library.places.of(article_id)
        return self._tops[article_id]

    def count_as_read(self) -> None:
        """Mark the open article as read, if it is not yet; in a list of unread articles it stays for now."""
        article_id, self.unread = self.unread, None
        if article_id is None:
            return
        if self._screen.list_pane.listing is not None:
            self._screen.list_pane.listing.keep([article_id])

        def read(library: Library) -> None:
            library.marks.change([article_id], "read", True)

        self._screen.app.mark(read)
