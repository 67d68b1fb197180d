"""The sidebar: lines with a cursor that steps over the items that lead somewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from textual import events

from reader.ui.messages import ArticleOpened, CommandChosen, EntitySelected, MentionChosen, StorylineChosen
from reader.ui.widgets.pane import LinePane, Piece, Spot

if TYPE_CHECKING:
    from reader.ui.sidebar import ArticleSide, EntitySide
    from reader.ui.sidelines import SidebarLine, Target


class Sidebar(LinePane):
    """Shows an article's entities and related stories, or a selected entity, and leads to each of them."""

    def __init__(self, *, id: str = "sidebar") -> None:  # noqa: A002
        super().__init__(id=id)
        self._side: ArticleSide | EntitySide | None = None
        self._lines: list[SidebarLine] = []
        self._items: list[tuple[int, int]] = []
        self._cursor = 0

    @property
    def side(self) -> ArticleSide | EntitySide | None:
        return self._side

    def show(self, side: ArticleSide | EntitySide | None, *, keep: bool = False) -> None:
        """Show another article or entity; `keep` leaves cursor and scroll position where they are."""
        self._side = side
        self.say_instead("")
        if not keep:
            self._cursor = 0
            self.scroll_home_to(0)
        self._build()

    def target(self) -> Target | None:
        """Where the item under the cursor leads."""
        if not self._items:
            return None
        return self._lines[self._items[self._cursor][0]].target

    def move(self, step: int) -> None:
        self._cursor = max(0, min(self._cursor + step, len(self._items) - 1))
        if self._items:
            first, last = self._items[self._cursor]
            self.keep_visible(0 if self._cursor == 0 else first, last)
        self.refresh()

    def move_page(self, share: float) -> None:
        self.move(max(1, int(self.size.height / 2 * abs(share))) * (1 if share > 0 else -1))

    def move_to_end(self, *, end: bool) -> None:
        self.move(len(self._items) if end else -len(self._items))

    def activate(self) -> None:
        target = self.target()
        if target is None:
            return
        if target.card:
            self.post_message(CommandChosen("correct"))
        elif target.storyline_id is not None:
            self.post_message(StorylineChosen(target.storyline_id))
        elif target.article_id is None:
            if target.entity_id is not None:
                self.post_message(EntitySelected(target.entity_id))
        elif target.start is not None and target.entity_id is not None:
            self.post_message(MentionChosen(target.article_id, target.start, target.entity_id))
        else:
            self.post_message(ArticleOpened(target.article_id))

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        row = offset.y + self.scroll_offset.y
        for index, (first, last) in enumerate(self._items):
            if first <= row <= last:
                self._go_to(index)

    def spots(self) -> list[Spot]:
        """The items that are on the screen."""
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.size.height
        return [
            (0, first - top, partial(self._go_to, index))
            for index, (first, _) in enumerate(self._items)
            if top <= first < bottom
        ]

    def _go_to(self, index: int) -> None:
        self._cursor = index
        self.refresh()
        self.activate()

    def on_resize(self) -> None:
        self._build()

    def ground(self, row: int) -> str:
        if not self._items:
            return ""
        first, last = self._items[self._cursor]
        return "cursor" if first <= row <= last else ""

    def pieces(self, row: int) -> Sequence[Piece]:
        return self._lines[row].pieces if row < len(self._lines) else ()

    def _build(self) -> None:
        self._lines = self._written(self._side) if self._side else []
        self._items = _items(self._lines)
        self._cursor = max(0, min(self._cursor, len(self._items) - 1))
        self.set_height(len(self._lines))
        self.refresh_changed()

    def _written(self, side: ArticleSide | EntitySide) -> list[SidebarLine]:
        from reader.ui.sidebar import lines_of  # the first frame has nothing to say here

        return lines_of(side, max(8, self.room), datetime.now().astimezone().year)


def _items(lines: Sequence[SidebarLine]) -> list[tuple[int, int]]:
    """First and last line of each item: neighbouring lines with one target."""
    items: list[tuple[int, int]] = []
    before: Target | None = None
    for row, line in enumerate(lines):
        if line.target is not None and line.target == before:
            items[-1] = (items[-1][0], row)
        elif line.target is not None:
            items.append((row, row))
        before = line.target
    return items
