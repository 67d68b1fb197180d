"""Versions of one text as one row: a correction stands for what it corrects, else the newest for the older ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reader.model.article import ArticleRow
from reader.model.relation import Relation
from reader.relate.versions import is_correction


@dataclass(frozen=True, slots=True)
class Story:
    """One row: a related story with the number of other versions of its text that are folded under it."""

    relation: Relation
    copies: int

    @property
    def row(self) -> ArticleRow:
        return self.relation.article


def shown(versions: Iterable[ArticleRow]) -> ArticleRow:
    """The version that stands for all: a correction before others, then the newest, then the first given."""
    return max(versions, key=lambda row: (is_correction(row.title), row.published or ""))


def copies(rows: Mapping[int, ArticleRow], pairs: Iterable[tuple[int, int]], own: int) -> dict[int, int]:
    """For each article that is folded the one that it is folded under, given pairs of versions of one text.

    What is a version of the article `own` is folded under that, whichever is newer: it is the one that is read.
    """
    kin: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        kin[one].add(other)
        kin[other].add(one)
    found: dict[int, int] = {}
    seen: set[int] = set()
    for start in (own, *rows):
        versions = _reached(start, kin) - seen
        seen |= versions
        if len(versions) > 1:
            first = own if own in versions else shown(row for row in rows.values() if row.id in versions).id
            found |= dict.fromkeys(versions - {first}, first)
    return found


def _reached(start: int, kin: Mapping[int, set[int]]) -> set[int]:
    found, waiting = {start}, [start]
    while waiting:
        new = kin.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


def fold(relations: Iterable[Relation]) -> list[Story]:
    """Versions of one text as one story, which stands where the first of them stood."""
    stories: dict[int, list[Relation]] = {}
    for relation in relations:
        text = relation.article.id if relation.copy_of is None else relation.copy_of
        stories.setdefault(text, []).append(relation)
    return [Story(_standing(text, members), len(members) - 1) for text, members in stories.items()]


def _standing(text: int, members: list[Relation]) -> Relation:
    by_id = {each.article.id: each for each in members}
    return by_id.get(text) or by_id[shown(each.article for each in members).id]
