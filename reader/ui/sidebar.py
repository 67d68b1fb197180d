"""What the sidebar says, line by line: of an article, or of the selected entity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from reader.model.entity import ArticleEntity, EntityCard, Label, MentionContext
from reader.model.relation import Relation, RelationKind
from reader.typeset.cells import cells, fit, fit_end
from reader.ui.widgets.pane import Piece, aligned
from reader.ui.wording import counted, parse_date, short_day, sparkline

ENTITIES_SHOWN = 24
ELSEWHERE_SHOWN = 15
INDENT = "  "


@dataclass(frozen=True, slots=True)
class Target:
    """Where a line leads: an entity, a place in an article with its entity, or an article."""

    entity_id: int | None = None
    article_id: int | None = None
    start: int | None = None


@dataclass(frozen=True, slots=True)
class SidebarLine:
    """One line; lines of one item share a target and are marked together."""

    pieces: tuple[Piece, ...] = ()
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class ArticleSide:
    """What the sidebar shows of an article: its entities by salience and its related stories."""

    entities: Sequence[ArticleEntity]
    relations: Sequence[Relation]
    annotated: bool


@dataclass(frozen=True, slots=True)
class EntitySide:
    """What the sidebar shows of an entity: its card, its mentions here and elsewhere, related stories through it.

    `at` is the index within `here` of the mention where the reader is, or None.
    """

    card: EntityCard
    here: Sequence[MentionContext]
    elsewhere: Sequence[MentionContext]
    relations: Sequence[Relation]
    at: int | None


def stories(side: ArticleSide | EntitySide) -> list[int]:
    """The articles that the keys 1 to 9 open, in the order in which they are numbered."""
    return [relation.article.id for relation in _in_groups(side.relations)]


def lines_of(side: ArticleSide | EntitySide, width: int, this_year: int) -> list[SidebarLine]:
    """All lines for a pane of `width` cells."""
    if isinstance(side, EntitySide):
        return _entity_lines(side, width, this_year)
    return [*_entities(side, width), *_related(side.relations, width, none_yet=not side.annotated)]


def _heading(text: str, width: int, note: str = "") -> SidebarLine:
    return SidebarLine(tuple(aligned([(text, "heading")], [(note, "muted")] if note else [], width)))


def _entities(side: ArticleSide, width: int) -> list[SidebarLine]:
    if not side.entities:
        text = "No entities found in this article." if side.annotated else "Entities will appear here in a moment."
        return [_heading("Entities", width), *_wrapped_note(text, width), SidebarLine()]
    lines = [_heading("Entities", width, str(len(side.entities)))]
    for item, depth in _nested(side.entities[:ENTITIES_SHOWN]):
        left = [(INDENT * depth, ""), (item.entity.name, f"entity {_style(item.entity.label)}")]
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


def _related(relations: Sequence[Relation], width: int, *, none_yet: bool = False) -> list[SidebarLine]:
    if not relations:
        text = "Related stories will appear here in a moment." if none_yet else "No related stories."
        return [_heading("Related stories", width), *_wrapped_note(text, width)]
    lines: list[SidebarLine] = []
    number = 0
    for kind, group in groupby(_in_groups(relations), key=lambda relation: relation.kind):
        if lines:
            lines.append(SidebarLine())
        listed = kind is RelationKind.LISTED
        lines.append(_heading("Listed by the publisher" if listed else "Related stories", width))
        for relation in group:
            number += 1
            lines += _story(number, relation, width)
    return lines


def _in_groups(relations: Sequence[Relation]) -> list[Relation]:
    """Related stories first, then the publisher's own list."""
    return sorted(relations, key=lambda relation: relation.kind is RelationKind.LISTED)


def _story(number: int, relation: Relation, width: int) -> list[SidebarLine]:
    target = Target(article_id=relation.article.id)
    mark = str(number) if number <= 9 else "·"
    style = "muted" if relation.article.read else ""
    first, second = _two_lines(relation.article.title, width - 2)
    lines = [SidebarLine(((f"{mark} ", "accent"), (first, style)), target)]
    if second:
        lines.append(SidebarLine(((INDENT, ""), (second, style)), target))
    lines += [SidebarLine(((INDENT, ""), (note, "muted")), target) for note in _story_notes(relation, width - 2)]
    return lines


def _story_notes(relation: Relation, width: int) -> list[str]:
    """Two lines of reasons, and whether there is no more than a teaser."""
    reasons = relation.reasons if relation.kind is RelationKind.RELATED else ()
    lines = [line for reason in reasons for line in _two_lines(reason, width) if line]
    return [*lines[:2], *([fit("headline and teaser only", width)] if relation.article.is_teaser else [])]


def _two_lines(text: str, width: int) -> tuple[str, str]:
    if cells(text) <= width:
        return text, ""
    words = text.split(" ")
    first = ""
    while words and cells(f"{first} {words[0]}".strip()) <= width:
        first = f"{first} {words.pop(0)}".strip()
    return (first, fit(" ".join(words), width)) if first else (fit(text, width), "")


def _wrapped_note(text: str, width: int) -> list[SidebarLine]:
    return [SidebarLine(((part, "muted"),)) for part in _two_lines(text, width) if part]


def _entity_lines(side: EntitySide, width: int, this_year: int) -> list[SidebarLine]:
    return [
        *_card(side.card, width, this_year),
        SidebarLine(),
        *_here(side, width),
        *_elsewhere(side, width),
        *_related(side.relations, width),
    ]


def _card(card: EntityCard, width: int, this_year: int) -> list[SidebarLine]:
    entity = card.entity
    lines = [
        SidebarLine(((fit(entity.name, width), f"strong {_style(entity.label)}"),)),
        SidebarLine(((fit(f"{entity.label.value} · {counted(entity.articles, 'article')}", width), "muted"),)),
    ]
    others = [name for name in entity.aliases if name != entity.name]
    if others:
        lines.append(SidebarLine(((fit("also " + ", ".join(others), width), "muted"),)))
    for arrow, links in (("under ", card.over), ("", card.under)):
        for link in links:
            left = [(INDENT + arrow, "muted"), (link.entity.name, f"entity {_style(link.entity.label)}")]
            right = [(f"{link.kind.value} ", "muted"), (f"{link.entity.articles:>3}", "")]
            lines.append(SidebarLine(tuple(aligned(left, right, width)), Target(entity_id=link.entity.id)))
    return [*lines, *_timeline(card.timeline, width, this_year)]


def _timeline(timeline: Sequence[tuple[str, int]], width: int, this_year: int) -> list[SidebarLine]:
    shown = timeline[-width:]
    first, last = (parse_date(shown[0][0]), parse_date(shown[-1][0])) if shown else (None, None)
    if len(shown) < 2 or first is None or last is None:
        return []
    left, right = short_day(first, this_year), short_day(last, this_year)
    span = max(len(shown), cells(left) + cells(right) + 2)
    legend = left + " " * (min(span, width) - cells(left) - cells(right)) + right
    bars = sparkline([count for _, count in shown])
    return [SidebarLine(((bars, "accent"),)), SidebarLine(((fit(legend, width), "muted"),))]


def _here(side: EntitySide, width: int) -> list[SidebarLine]:
    if not side.here:
        return [_heading("Not in this article", width), SidebarLine()]
    count = len(side.here)
    note = f"{side.at + 1}/{count}" if side.at is not None else str(count)
    lines = [_heading("In this article", width, note)]
    for index, context in enumerate(side.here):
        mark = "› " if index == side.at else INDENT
        lines.append(SidebarLine(((mark, "accent"), *_snippet(context, width - 2)), _place(context)))
    return [*lines, SidebarLine()]


def _elsewhere(side: EntitySide, width: int) -> list[SidebarLine]:
    if not side.elsewhere:
        return []
    lines = [_heading("Elsewhere", width)]
    groups = [list(group) for _, group in groupby(side.elsewhere, key=lambda context: context.article_id)]
    for group in groups[:ELSEWHERE_SHOWN]:
        target = _place(group[0])
        right = [(f"{len(group):>3}", "muted")] if len(group) > 1 else []
        lines.append(SidebarLine(tuple(aligned([(INDENT, ""), (group[0].article_title, "")], right, width)), target))
        snippet = tuple((text, style or "muted") for text, style in _snippet(group[0], width - 4))
        lines.append(SidebarLine(((INDENT * 2, ""), *snippet), target))
    if len(groups) > ELSEWHERE_SHOWN:
        lines.append(SidebarLine(((INDENT, ""), (f"and {len(groups) - ELSEWHERE_SHOWN} more", "muted"))))
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
    return ((before, ""), (name, f"entity {_style(context.mention.label)}"), (after, ""))


def _style(label: Label) -> str:
    return label.value.lower().replace("_", "-")


def _short(label: Label) -> str:
    return "WORK" if label is Label.WORK_OF_ART else label.value
