"""How articles relate, as stored: what a sidebar shows is a few rows, read as they are."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reader.model.article import ArticleRow
from reader.model.relation import Relation, RelationGroup
from reader.relate.circle import circle, kinship_to
from reader.relate.folding import copies
from reader.relate.reasons import Evidence, in_words
from reader.relate.timeline import parse_day
from reader.relate.versions import is_correction
from reader.store.articles import rows_of
from reader.store.connection import Connection, guarded
from reader.store.relating.circles import load_kin
from reader.store.relating.neighbours import unpack
from reader.store.sql import THESE, integer, marks

LEAST_SHOWN = 0.05  # of a score; articles with less have nobody in common


@dataclass(frozen=True, slots=True)
class _Kin:
    """An article related to another: how much, and what they have in common."""

    score: float
    evidence: Evidence


@guarded
def related(db: Connection, article_id: int) -> list[Relation]:
    """The related stories of an article, the strongest first, then those that only its publisher lists under it."""
    article_id = integer(article_id)
    kin = _kin(db, article_id)
    listed = [row[0] for row in db.execute(_LISTED, (article_id,))]
    for (other,) in db.execute(_TOGETHER, (article_id, _MEMBERS)):
        kin.setdefault(other, _MEMBER)
    order = sorted(kin, key=lambda other: (-kin[other].score, other))
    rows = rows_of(db, [article_id, *order, *(other for other in listed if other not in kin)])
    if not rows or rows[0].id != article_id:
        return []
    names = _names(db, {name for each in kin.values() for name in each.evidence.names})
    folded = _copies(db, article_id, kin, rows)
    own = rows[0]
    found = []
    for row in rows[1:]:
        near, is_listed = kin.get(row.id, _NOTHING), row.id in listed
        together = own.storyline is not None and own.storyline == row.storyline
        reasons = in_words(
            near.evidence,
            names,
            listed=is_listed,
            together=together,
            days=_days_between(own, row),
            corrected=(together or near.evidence.copy) and is_correction(row.title) and not is_correction(own.title),
        )
        group = _group(own, row, together=together, listed=is_listed)
        found.append(Relation(row, near.score, reasons, group, folded.get(row.id)))
    return found


@guarded
def through(db: Connection, article_id: int, entity_id: int) -> list[Relation]:
    """The related stories of an article that name an entity as well; where none does, all of them."""
    found = related(db, article_id)
    ids = [relation.article.id for relation in found]
    rows = db.execute(
        f"SELECT article_id FROM article_entity WHERE article_id IN ({marks(ids)}) AND +entity_id = ?",  # noqa: S608
        (*ids, integer(entity_id)),
    )
    naming = {row[0] for row in rows}
    return [relation for relation in found if relation.article.id in naming] or found


_LISTED = "SELECT target_id FROM listed WHERE article_id = ? ORDER BY place"
_TOGETHER = """SELECT o.article_id FROM storyline_article m JOIN storyline_article o ON o.storyline_id = m.storyline_id
    WHERE m.article_id = ?1 AND o.article_id <> ?1 ORDER BY o.listed DESC, o.article_id LIMIT ?2"""
_MEMBERS = 30  # of a storyline, the newest, shown even where they are no neighbours
_MEMBER = _Kin(LEAST_SHOWN, Evidence())
_NOTHING = _Kin(0.0, Evidence())


def _kin(db: Connection, article_id: int) -> dict[int, _Kin]:
    """The stored neighbours, scored by the company that both keep and, a little, by themselves."""
    rows = db.execute(
        "SELECT b, score, reasons FROM neighbour WHERE a = ? ORDER BY score DESC, b", (article_id,)
    ).fetchall()
    if not rows:
        return {}
    kin = load_kin(db, [row[0] for row in rows])
    own = circle(article_id, [row[0] for row in rows], [row[1] for row in rows])
    found = []
    for other, score, stored in rows:
        company = kinship_to(own, other, *kin[other])
        value = (company + _ITSELF * score) / (1 + _ITSELF)
        if value >= LEAST_SHOWN:
            found.append((other, round(value, 4), stored))
    evidence = unpack([stored for _, _, stored in found])
    return {other: _Kin(value, each) for (other, value, _), each in zip(found, evidence, strict=True)}


_ITSELF = 0.25  # the part of a plain comparison in the score, beside the company that both articles keep


def _names(db: Connection, ids: set[int]) -> dict[int, str]:
    rows = db.execute(
        "SELECT e.id, s.name FROM entity e JOIN entity s ON s.id = coalesce(e.merged_into, e.id)"  # noqa: S608
        f" WHERE e.id IN ({marks(ids)})",
        list(ids),
    )
    return dict(rows.fetchall())


def _copies(db: Connection, article_id: int, kin: Mapping[int, _Kin], rows: Sequence[ArticleRow]) -> dict[int, int]:
    """Which related stories are folded, and under which one: versions of one text, or of the article itself."""
    found = [(article_id, other) for other, each in kin.items() if each.evidence.copy]
    found += db.execute(
        f"SELECT a, b FROM neighbour INDEXED BY neighbour_copies WHERE a IN ({THESE}) AND substr(reasons, -3) = ',1]'",  # noqa: S608
        (json.dumps(list(kin)),),
    )
    by_id = {row.id: row for row in rows[1:] if row.id in kin}
    return copies(by_id, found, article_id)


def _days_between(own: ArticleRow, row: ArticleRow) -> int | None:
    """Days from one article to another where both are dated."""
    here, there = parse_day(own.published), parse_day(row.published)
    return (there - here).days if here and there else None


def _group(own: ArticleRow, row: ArticleRow, *, together: bool, listed: bool) -> RelationGroup:
    if together:
        return RelationGroup.STORYLINE
    if listed:
        return RelationGroup.LISTED
    return RelationGroup.BACKGROUND if (_days_between(own, row) or 0) < 0 else RelationGroup.RELATED
