"""Related stories in the sidebar: the story as it unfolds, what else is related, and what the publisher lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.model.relation import Relation, RelationGroup
from reader.relate.folding import Story, fold
from reader.typeset.cells import cells, fit
from reader.ui.sidelines import INDENT, SidebarLine, Target, heading, muted, two_lines
from reader.ui.wording import counted, day_of

if TYPE_CHECKING:
    from reader.model.article import ArticleRow

HEADINGS = {
    RelationGroup.STORYLINE: "This story",
    RelationGroup.RELATED: "Related stories",
    RelationGroup.BACKGROUND: "Background",
    RelationGroup.LISTED: "Listed by the publisher",
}
_TIMELINE = 8  # stories of a timeline shown around the open article
_SHOWN = 8  # stories of any other group


def grouped(relations: Sequence[Relation], here: ArticleRow | None) -> dict[RelationGroup, list[Story]]:
    """What is shown of each group, in the order of the sidebar; copies of one text are one story.

    The story as it unfolds is in the order of time: where it is long, what stands around the open article.
    """
    groups = {group: fold(each for each in relations if each.group is group) for group in HEADINGS}
    in_time = sorted(groups[RelationGroup.STORYLINE], key=lambda story: _moment(story.row))
    groups[RelationGroup.STORYLINE] = _around(in_time, here)
    for group in (RelationGroup.RELATED, RelationGroup.BACKGROUND):
        del groups[group][_SHOWN:]
    return {group: stories for group, stories in groups.items() if stories}


def _moment(row: ArticleRow) -> tuple[str, int]:
    return (row.published or "9999", row.id)


def _around(timeline: list[Story], here: ArticleRow | None) -> list[Story]:
    at = sum(_moment(story.row) < _moment(here) for story in timeline) if here else 0
    first = max(0, min(at - _TIMELINE // 2, len(timeline) - _TIMELINE))
    return timeline[first : first + _TIMELINE]


def numbered(relations: Sequence[Relation], here: ArticleRow | None = None) -> list[int]:
    """The articles that the keys 1 to 9 open, in the order in which they are numbered."""
    return [story.row.id for stories in grouped(relations, here).values() for story in stories]


def story_lines(
    relations: Sequence[Relation], width: int, this_year: int, *, here: ArticleRow | None = None, none: str = ""
) -> list[SidebarLine]:
    """All groups under their headings; `none` is what to say where there are none."""
    groups = grouped(relations, here)
    if not groups:
        return [heading(HEADINGS[RelationGroup.RELATED], width), *muted(none, width)]
    lines: list[SidebarLine] = []
    number = 0
    for group, stories in groups.items():
        lines += [SidebarLine()] if lines else []
        whole = Target(storyline_id=here.storyline) if here and group is RelationGroup.STORYLINE else None
        note = (
            f"all {here.story_size}"
            if here and whole and here.story_size > sum(1 + story.copies for story in stories) + 1
            else ""
        )
        lines.append(heading(HEADINGS[group], width, note, whole if note else None))
        marked = here is None or group is not RelationGroup.STORYLINE
        for story in stories:
            if not marked and here and _moment(here) < _moment(story.row):
                lines.append(_here(here, width, this_year))
                marked = True
            number += 1
            lines += _lines(number, story, width, this_year)
        if not marked and here:
            lines.append(_here(here, width, this_year))
    return lines


def _here(here: ArticleRow, width: int, this_year: int) -> SidebarLine:
    day = day_of(here.published, this_year)
    whole = " · ".join(part for part in (day, "you are here") if part)
    said = whole if cells(whole) <= width - 2 else f"{day} · here"
    return SidebarLine((("▸ ", "accent"), (fit(said, width - 2), "muted")))


def _lines(number: int, story: Story, width: int, this_year: int) -> list[SidebarLine]:
    target = Target(article_id=story.row.id)
    mark = str(number) if number <= 9 else "·"
    style = "muted" if story.row.read else ""
    first, second = two_lines(story.row.title, width - 2)
    lines = [SidebarLine(((f"{mark} ", "accent"), (first, style)), target)]
    if second:
        lines.append(SidebarLine(((INDENT, ""), (second, style)), target))
    return lines + [
        SidebarLine(((INDENT, ""), (note, "muted")), target) for note in _notes(story, width - 2, this_year)
    ]


def _notes(story: Story, width: int, this_year: int) -> list[str]:
    """Two lines: the day and the reasons; the copies, and whether there is no more than a teaser."""
    in_timeline = story.relation.group is RelationGroup.STORYLINE
    said = [day_of(story.row.published, this_year)] if in_timeline else []
    said += [reason for reason in story.relation.reasons if not (in_timeline and reason.startswith("same event"))]
    if story.relation.group is RelationGroup.LISTED:
        said = []
    whole = " · ".join(part for part in said if part)
    lines = [line for line in two_lines(whole, width) if line]
    if story.copies:
        lines.append(fit(f"and {counted(story.copies, 'other')} with the same text", width))
    if story.row.is_teaser:
        lines.append(fit("headline and teaser only", width))
    return lines
