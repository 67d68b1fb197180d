"""The reading pane: one article, typeset, with its entities and links marked."""

from __future__ import annotations

from collections.abc import Iterable, Set
from functools import partial
from typing import TYPE_CHECKING

from textual import events

from reader.model.label import Label
from reader.model.structure import Span, SpanKind
from reader.typeset.page import Layout, LineKind
from reader.ui.messages import EntitySelected, LinkChosen
from reader.ui.painting import Layer
from reader.ui.widgets.page_pane import PagePane
from reader.ui.widgets.pane import Spot

if TYPE_CHECKING:
    from reader.model.article import Article
    from reader.model.entity import Mention


def style_of(label: Label) -> str:
    """The style name of an entity in running text."""
    return label.value.lower().replace("_", "-")


class ReadingPane(PagePane):
    """An article set to a measure; the selected entity is loud wherever it stands, the others quiet."""

    def __init__(self, *, measure: int = 72, id: str = "article") -> None:  # noqa: A002
        super().__init__(measure=measure, id=id)
        self.article: Article | None = None
        self._byline = ""
        self._note = ""
        self._heading: str | None = ""
        self.mentions: tuple[Mention, ...] = ()
        self.links: tuple[Span, ...] = ()
        self._marks = self._linked = Layer((), self._style_of)
        self.selected: int | None = None
        self.mention: int | None = None

    def show(self, article: Article, byline: str, *, note: str = "") -> None:
        """Show an article from its top; its mentions are given apart, when they are known."""
        self.article, self._byline, self._note = article, byline, note
        self.say_instead("")
        self.selected = self.mention = None
        self.links = tuple(sorted((s for s in article.structure if s.kind is SpanKind.LINK), key=lambda s: s.start))
        self._linked = Layer([(link.start, link.end) for link in self.links], lambda _: "link")
        self._shift = 0
        self.mark(())
        self.set_page()
        self._held = None
        self.scroll_home_to(0)

    def compose_page(self, measure: int, reach: int) -> Layout:
        article = self.article
        if article is None:
            return Layout.blank(measure)
        from reader.typeset.layout import typeset  # the first frame shows no article

        return typeset(
            article.title,
            self._byline,
            article.text,
            measure,
            note=self._note,
            structure=article.structure,
            reach=reach,
        )

    def show_heading(self) -> None:
        """Name the source above the article; once its title has gone up, the title."""
        if self.article is not None:
            above = next((row for row, line in enumerate(self._layout.lines) if line.kind is not LineKind.TITLE), 0)
            heading = self.article.title if self.scroll_offset.y >= max(1, above) else self.article.row.source
            if heading != self._heading:
                self._heading = heading
                self.set_title(heading or "Article")

    def laid(self) -> Iterable[Layer]:
        return (self._linked, self._marks)

    def mark(self, mentions: tuple[Mention, ...]) -> None:
        """Mark these mentions in the text, in place of those before."""
        self.mentions = mentions
        self._marks = Layer(mentions, self._style_of)
        if self.mention is not None and self.mention >= len(mentions):
            self.mention = None
        self.refresh()

    def select(self, entity_id: int | None, mention: int | None = None) -> None:
        """Make an entity loud, and one of its mentions the place where the reader is."""
        changed = {self.selected, entity_id}
        self.selected, self.mention = entity_id, mention
        if mention is not None:
            self.reveal(self.mentions[mention].start, self.mentions[mention].end)
        self._redraw(changed)

    def _redraw(self, entities: Set[int | None]) -> None:
        """Draw again the lines in view that name one of these entities: most of a page names none of them."""
        top, bottom = self.in_view
        first = max(0, self._marks.first_from(top) - 1)  # the one before may reach into view
        named = [each for each in self.mentions[first : self._marks.first_from(bottom)] if each.entity_id in entities]
        row_of = self._layout.row_of
        for row in {row for each in named for row in range(row_of(each.start), row_of(each.end - 1) + 1)}:
            self.refresh_lines(row)

    def mention_at(self, offset: int) -> int | None:
        """The index of the mention that begins at an offset of the text."""
        index = self._marks.first_from(offset)
        return index if index < len(self.mentions) and self.mentions[index].start == offset else None

    def first_mention_in_view(self) -> int:
        """The index of the first mention at or below the top line; past the last where there is none."""
        return self._marks.first_from(self.in_view[0])

    def on_click(self, event: events.Click) -> None:
        """An entity leads to its card, a link to its page."""
        place = self.offset_under(event)
        if place is None:
            return
        index, link = self._marks.at(place), self._linked.at(place)
        entity = None if index is None else self.mentions[index].entity_id
        if entity is not None:
            self.post_message(EntitySelected(entity, index))
        elif link is not None:
            self.post_message(LinkChosen(self.links[link].value))

    def activate(self) -> None:
        """Select the entity of the mention in view where none is selected."""
        index = self.first_mention_in_view() if self.mention is None else self.mention
        if index < len(self.mentions) and (entity := self.mentions[index].entity_id) is not None:
            self.post_message(EntitySelected(entity, index))

    def spots(self) -> list[Spot]:
        """The entities on the screen, each at its first mention there, and the links."""
        start, end = self.in_view
        found: list[Spot] = []
        entities: set[int] = set()
        for index in range(self._marks.first_from(start), self._marks.first_from(end)):
            mention = self.mentions[index]
            if mention.entity_id is not None and mention.entity_id not in entities:
                entities.add(mention.entity_id)
                chosen = EntitySelected(mention.entity_id, index)
                found.append((*self.place_of(mention.start), partial(self.post_message, chosen)))
        for index in range(self._linked.first_from(start), self._linked.first_from(end)):
            link = self.links[index]
            if self._marks.at(link.start) is None:
                found.append((*self.place_of(link.start), partial(self.post_message, LinkChosen(link.value))))
        return [(x, y, go) for x, y, go in found if 0 <= y < self.size.height and self.left <= x < self.room]

    def _style_of(self, index: int) -> str:
        mention = self.mentions[index]
        style = f"entity {style_of(mention.label)}"
        if self.selected is None or mention.entity_id != self.selected:
            return style
        return f"{style} selected here" if index == self.mention else f"{style} selected"
