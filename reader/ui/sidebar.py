"""What the sidebar says, line by line: of an article, or of the selected entity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from reader.model.label import Label
from reader.typeset.cells import cells, fit, fit_end
from reader.ui.sidelines import INDENT, SidebarLine, Target, heading, muted, style_of
from reader.ui.stories import numbered, story_lines
from reader.ui.widgets.pane import Piece, aligned
from reader.ui.wording import counted, parse_date, short_day, sparkline

if TYPE_CHECKING:
    from reader.model.article import ArticleRow
    from reader.model.entity import ArticleEntity, EntityCard, MentionContext, Naming
    from reader.model.relation import Relation

ENTITIES_SHOWN = 24
ELSEWHERE_SHOWN = 15


@dataclass(frozen=True, slots=True)
class ArticleSide:
    """What the sidebar shows of an article: its most salient entities, and its related stories."""

    article: ArticleRow
    entities: Sequence[ArticleEntity]
    relations: Sequence[Relation]


@dataclass(frozen=True, slots=True)
class EntitySide:
    """What the sidebar shows of an entity: its card, its mentions here and elsewhere, related stories through it.

    `at` is the index within `here` of the mention where the reader is, or None; `more` is how many articles name it
    besides those of `elsewhere`.
    """

    card: EntityCard
    here: Sequence[MentionContext]
    elsewhere: Sequence[Naming]
    relations: Sequence[Relation]
    at: int | None
    more: int = 0


def stories(side: ArticleSide | EntitySide) -> list[int]:
    """The articles that the keys 1 to 9 open, in the order in which they are numbered."""
    return numbered(side.relations, side.article if isinstance(side, ArticleSide) else None)


def lines_of(side: ArticleSide | EntitySide, width: int, this_year: int) -> list[SidebarLine]:
    """All lines for a pane of `width` cells."""
    if isinstance(side, EntitySide):
        return _entity_lines(side, width, this_year)
    none = "No related stories." if side.article.annotated else "Related stories will appear here in a moment."
    related = story_lines(side.relations, width, this_year, here=side.article, none=none)
    return [*_entities(side, width), *related]


def _entities(side: ArticleSide, width: int) -> list[SidebarLine]:
    if not side.entities:
        text = (
            "No entities found in this article." if side.article.annotated else "Entities will appear here in a moment."
        )
        return [heading("Entities", width), *muted(text, width), SidebarLine()]
    lines = [heading("Entities", width, str(side.article.entities))]
    for item, depth in _nested(side.entities):
        left = [(INDENT * depth, ""), (item.entity.name, f"entity {style_of(item.entity.label)}")]
        count = f"{item.count:>3}" if item.count else "  ·"
        right = [(f"{_short(item.entity.label)} ", "muted"), (count, "")]
        lines.append(SidebarLine(tuple(aligned(left, right, width)), Target(entity_id=item.entity.id)))
    return [*lines, SidebarLine()]


def _nested(items: Sequence[ArticleEntity]) -> Iterable[tuple[ArticleEntity, int]]:
    """Entities with those shown under them right after them, one step in."""
    present = {item.entity.id for item in items}
    for item in items:
        if item.entity.over in present:
            continue
        yield item, 0
        for below in items:
            if below.entity.over == item.entity.id:
                yield below, 1


def _entity_lines(side: EntitySide, width: int, this_year: int) -> list[SidebarLine]:
    return [
        *_card(side.card, width, this_year),
        SidebarLine(),
        *_here(side, width),
        *_elsewhere(side, width),
        *_often_with(side.card, width),
        *story_lines(side.relations, width, this_year, none="No related stories."),
    ]


def _card(card: EntityCard, width: int, this_year: int) -> list[SidebarLine]:
    entity = card.entity
    own = Target(entity_id=entity.id, card=True)
    lines = [SidebarLine(((fit(entity.name, width), f"strong {style_of(entity.label)}"),), own)]
    said = [*_filled(_facts(card), width), *_filled(_names(card), width)]
    lines += [SidebarLine(((line, "muted"),), own) for line in said]
    for arrow, links in (("under ", card.over), ("", card.under)):
        for link in links:
            left = [(INDENT + arrow, "muted"), (link.entity.name, f"entity {style_of(link.entity.label)}")]
            right = [(f"{link.kind.value} ", "muted"), (f"{link.entity.articles:>3}", "")]
            lines.append(SidebarLine(tuple(aligned(left, right, width)), Target(entity_id=link.entity.id)))
    return [*lines, *_timeline(card.timeline, width, this_year)]


def _facts(card: EntityCard) -> list[str]:
    entity = card.entity
    return [entity.label.value, counted(entity.articles, "article"), *(["watched"] if card.watched else [])]


def _names(card: EntityCard) -> list[str]:
    """How often texts spell it in which way; nothing where there is one way only."""
    if len(card.names) < 2 and all(name == card.entity.name for name, _ in card.names):
        return []
    return [f"{name} {count}" for name, count in card.names]


def _filled(parts: Sequence[str], width: int) -> list[str]:
    """As many parts as two lines have room for, none of them torn; the last ones are left out."""
    lines: list[str] = []
    for said in parts:
        if lines and cells(f"{lines[-1]} · {said}") <= width:
            lines[-1] += f" · {said}"
        elif len(lines) < 2:
            lines.append(fit(said, width))
        else:
            break
    return lines


def _often_with(card: EntityCard, width: int) -> list[SidebarLine]:
    if not card.often_with:
        return []
    lines = [heading("Often with", width, "articles")]
    for entity, count in card.often_with:
        left = [(INDENT, ""), (entity.name, f"entity {style_of(entity.label)}")]
        lines.append(SidebarLine(tuple(aligned(left, [(f"{count:>3}", "")], width)), Target(entity_id=entity.id)))
    return [*lines, SidebarLine()]


def _timeline(timeline: Sequence[tuple[str, int]], width: int, this_year: int) -> list[SidebarLine]:
    shown = timeline[-width:]
    first, last = (parse_date(shown[0][0][:10]), parse_date(shown[-1][0][:10])) if shown else (None, None)
    if len(shown) < 2 or first is None or last is None:
        return []
    left, right = _bucket(shown[0][0], first, this_year), _bucket(shown[-1][0], last, this_year)
    span = max(len(shown), cells(left) + cells(right) + 2)
    legend = left + " " * (min(span, width) - cells(left) - cells(right)) + right
    bars = sparkline([count for _, count in shown])
    return [SidebarLine(((bars, "accent"),)), SidebarLine(((fit(legend, width), "muted"),))]


def _bucket(begins: str, day: date, this_year: int) -> str:
    """The beginning of a bucket of days, or of hours ("25 Oct 14h")."""
    return short_day(day, this_year) if len(begins) == 10 else f"{day.day} {day:%b} {begins[11:]}h"


def _here(side: EntitySide, width: int) -> list[SidebarLine]:
    if not side.here:
        return [heading("Not in this article", width), SidebarLine()]
    count = len(side.here)
    note = f"{side.at + 1}/{count}" if side.at is not None else str(count)
    lines = [heading("In this article", width, note)]
    for index, context in enumerate(side.here):
        mark = "› " if index == side.at else INDENT
        lines.append(SidebarLine(((mark, "accent"), *_snippet(context, width - 2)), _place(context)))
    return [*lines, SidebarLine()]


def _elsewhere(side: EntitySide, width: int) -> list[SidebarLine]:
    if not side.elsewhere:
        return []
    lines = [heading("Elsewhere", width)]
    for naming in side.elsewhere:
        target = _place(naming.first)
        right = [(f"{naming.count:>3}", "muted")] if naming.count > 1 else []
        title = [(INDENT, ""), (naming.first.article_title, "")]
        lines.append(SidebarLine(tuple(aligned(title, right, width)), target))
        snippet = tuple((text, style or "muted") for text, style in _snippet(naming.first, width - 4))
        lines.append(SidebarLine(((INDENT * 2, ""), *snippet), target))
    if side.more:
        lines.append(SidebarLine(((INDENT, ""), (f"and {side.more:,} more", "muted"))))
    return [*lines, SidebarLine()]


def _place(context: MentionContext) -> Target:
    return Target(context.mention.entity_id, context.article_id, context.mention.start)


def _snippet(context: MentionContext, width: int) -> tuple[Piece, ...]:
    """The sentence cut to one line around the name."""
    before, after = context.context[: context.offset], context.context[context.offset + len(context.text) :]
    name = fit(context.text, width)
    room = width - cells(name)
    if cells(before) + cells(after) > room:
        before = fit_end(before, max(room // 3, room - cells(after)))
    after = fit(after, room - cells(before))
    return ((before, ""), (name, f"entity {style_of(context.mention.label)}"), (after, ""))


def _short(label: Label) -> str:
    return "WORK" if label is Label.WORK_OF_ART else label.value
