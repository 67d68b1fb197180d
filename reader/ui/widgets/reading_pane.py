"""The reading pane: one article, typeset, with its entities marked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import ClassVar

from textual import events

from reader.model.article import Article
from reader.model.entity import Label, Mention
from reader.typeset.layout import Layout, Line, LineKind, typeset
from reader.ui.messages import EntitySelected
from reader.ui.widgets.pane import LinePane, Piece

_KINDS = {LineKind.TITLE: "title", LineKind.BYLINE: "muted", LineKind.NOTE: "note"}
_GROUNDS = {LineKind.HEADING: "headline", LineKind.CODE: "code", LineKind.CAPTION: "note", LineKind.QUOTE: "quote"}
MARGIN = 2


def style_of(label: Label) -> str:
    """The style name of an entity in running text."""
    return label.value.lower().replace("_", "-")


class ReadingPane(LinePane):
    """An article set to a measure; the selected entity is loud wherever it stands, the others quiet."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"pane--{style_of(label)}" for label in Label),
        "pane--entity",
        "pane--selected",
        "pane--here",
        "pane--title",
        "pane--note",
        "pane--headline",
        "pane--code",
        "pane--quote",
    }

    def __init__(self, *, measure: int = 72, id: str = "article") -> None:  # noqa: A002
        super().__init__(id=id)
        self.article: Article | None = None
        self._byline = ""
        self._note = ""
        self._measure = measure
        self._layout: Layout = typeset("", "", "", measure)
        self.mentions: tuple[Mention, ...] = ()
        self._starts: list[int] = []
        self._ends: list[int] = []
        self.selected: int | None = None
        self.mention: int | None = None

    def show(self, article: Article, byline: str, *, note: str = "") -> None:
        """Show an article from its top; its mentions are given apart, when they are known."""
        self.article, self._byline, self._note = article, byline, note
        self.selected = self.mention = None
        self.mark(())
        self._typeset()
        self.scroll_home_to(0)

    def mark(self, mentions: tuple[Mention, ...]) -> None:
        """Mark these mentions in the text, in place of those before."""
        self.mentions = mentions
        self._starts = [mention.start for mention in mentions]
        self._ends = [mention.end for mention in mentions]
        if self.mention is not None and self.mention >= len(mentions):
            self.mention = None
        self.refresh()

    def select(self, entity_id: int | None, mention: int | None = None) -> None:
        """Make an entity loud, and one of its mentions the place where the reader is."""
        self.selected, self.mention = entity_id, mention
        if mention is not None:
            self.reveal(self.mentions[mention].start, self.mentions[mention].end)
        self.refresh()

    def reveal(self, start: int, end: int) -> None:
        """Bring a stretch of the text into view, with a little of what stands around it."""
        self.keep_visible(self._layout.row_of(start), self._layout.row_of(max(start, end - 1)), margin=3)

    @property
    def percent(self) -> int:
        """How far down the article one has read; 100 where all of it is on the screen."""
        bottom = self.virtual_size.height - self.size.height
        return 100 if bottom <= 0 else round(100 * min(self.scroll_offset.y, bottom) / bottom)

    @property
    def in_view(self) -> tuple[int, int]:
        """The stretch of the text that is on the screen, as half-open offsets."""
        top = self.scroll_offset.y
        return self._layout.first_offset_from(top), self._layout.first_offset_from(top + self.size.height)

    def first_mention_in_view(self) -> int:
        """The index of the first mention at or below the top line; past the last where there is none."""
        return bisect_left(self._starts, self.in_view[0])

    def on_resize(self) -> None:
        """Set the article to the new width; the words at the top stay at the top."""
        top = self.scroll_offset.y
        anchor = self._layout.first_offset_from(top) if top else None
        self._typeset()
        if anchor is not None:
            self.scroll_home_to(self._layout.row_of(anchor))

    def on_click(self, event: events.Click) -> None:
        index = self._mention_under(event)
        if index is not None and (entity := self.mentions[index].entity_id) is not None:
            self.post_message(EntitySelected(entity, index))

    def activate(self) -> None:
        """Select the entity of the mention in view where none is selected."""
        index = self.first_mention_in_view() if self.mention is None else self.mention
        if index < len(self.mentions) and (entity := self.mentions[index].entity_id) is not None:
            self.post_message(EntitySelected(entity, index))

    def pieces(self, row: int) -> Sequence[Piece]:
        line = self.line(row)
        if line is None:
            return ()
        margin = (" " * self.left, "")
        if line.start < 0:
            return (margin, (line.text, _KINDS.get(line.kind, "")))
        lead = (line.lead, "faint" if line.kind is LineKind.QUOTE else "muted")
        look = _GROUNDS.get(line.kind, "")
        return (margin, lead, *((text, f"{look} {style}".strip()) for text, style in self._marked(line)))

    def line(self, row: int) -> Line | None:
        """A line of the page; None below its end."""
        return self._layout.lines[row] if row < len(self._layout.lines) else None

    @property
    def left(self) -> int:
        """The blank columns left of the text: the column of text stands in the middle of a wide pane."""
        return max(MARGIN, (self.room - self._layout.measure) // 2)

    def _typeset(self) -> None:
        width = min(self._measure, max(1, self.room - 2 * MARGIN))
        article = self.article
        if article is None:
            self._layout = typeset("", "", "", width)
        else:
            self._layout = typeset(
                article.title, self._byline, article.text, width, note=self._note, structure=article.structure
            )
        self.set_height(len(self._layout.lines) + 1)
        self.refresh()

    def _marked(self, line: Line) -> list[Piece]:
        """A line of text cut at the borders of its mentions."""
        pieces: list[Piece] = []
        at = line.start
        first, last = bisect_right(self._ends, line.start), bisect_left(self._starts, line.end)
        for index in range(first, last):
            mention = self.mentions[index]
            start, end = max(at, mention.start), min(line.end, mention.end)
            if start >= end:
                continue
            pieces.append((line.text[at - line.start : start - line.start], ""))
            pieces.append((line.text[start - line.start : end - line.start], self._mention_style(index)))
            at = end
        pieces.append((line.text[at - line.start :], ""))
        return pieces

    def _mention_style(self, index: int) -> str:
        mention = self.mentions[index]
        style = f"entity {style_of(mention.label)}"
        if self.selected is None or mention.entity_id != self.selected:
            return style
        return f"{style} selected here" if index == self.mention else f"{style} selected"

    def offset_under(self, event: events.MouseEvent) -> int | None:
        """The offset of the text under the mouse; None where no text stands there."""
        offset = event.get_content_offset(self)
        if offset is None:
            return None
        return self._layout.offset_at(offset.y + self.scroll_offset.y, offset.x - self.left)

    def _mention_under(self, event: events.Click) -> int | None:
        place = self.offset_under(event)
        if place is None:
            return None
        index = bisect_right(self._starts, place) - 1
        return index if index >= 0 and place < self._ends[index] else None
