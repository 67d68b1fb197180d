"""How articles relate, as stored: what a sidebar shows is a few rows, read as they are."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Set

from reader.model.relation import Relation, RelationKind
from reader.relate.reasons import LISTED
from reader.store.articles import rows_of
from reader.store.database import Connection, guarded, integer, marks

_NAME = re.compile(r"\{(\d+)\}")  # an entity by its id, as reasons are stored


@guarded
def related(db: Connection, article_id: int) -> list[Relation]:
    """What the publisher printed under an article, in that order, then the related stories, the strongest first."""
    article_id = integer(article_id)
    rows = db.execute("SELECT b, score, reasons FROM neighbour WHERE a = ? ORDER BY score DESC, b", (article_id,))
    stored = rows.fetchall()
    names = _names(db, {int(name) for _, _, reasons in stored for name in _NAME.findall(reasons)})
    found = {other: (score, _in_words(reasons, names)) for other, score, reasons in stored}
    printed = db.execute("SELECT target_id FROM listed WHERE article_id = ? ORDER BY place", (article_id,))
    listed = [other for (other,) in printed]
    relations = []
    for row in rows_of(db, [*listed, *(other for other in found if other not in listed)]):
        score, reasons = found.get(row.id, (0.0, ()))
        if row.id in listed:
            relations.append(Relation(row, score, (LISTED, *reasons)[:3], RelationKind.LISTED))
        else:
            relations.append(Relation(row, score, reasons, RelationKind.RELATED))
    return relations


def _names(db: Connection, ids: Set[int]) -> dict[str, str]:
    rows = db.execute(
        "SELECT e.id, s.name FROM entity e JOIN entity s ON s.id = coalesce(e.merged_into, e.id)"  # noqa: S608
        f" WHERE e.id IN ({marks(ids)})",
        list(ids),
    )
    return {str(entity_id): name for entity_id, name in rows}


def _in_words(reasons: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Reasons with names for ids, without any that rests on an entity that is gone."""
    return tuple(
        _NAME.sub(lambda found: names[found[1]], reason)
        for reason in json.loads(reasons)
        if names.keys() >= set(_NAME.findall(reason))
    )
