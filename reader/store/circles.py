"""Which articles are nearest to which, and when they came out: what storylines are made of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reader.relate.circle import KIN, Circle, Reach, circle
from reader.relate.timeline import parse_day
from reader.store.database import Connection, marks, parts

_NEAREST = "SELECT b, score FROM neighbour WHERE a = ? ORDER BY score DESC, b LIMIT ?"


def load_circles(db: Connection, ids: Sequence[int], reach: Reach) -> dict[int, Circle]:
    """The circle of each of these articles, wide or narrow."""
    return {
        article_id: circle(article_id, db.execute(_NEAREST, (article_id, KIN)).fetchall(), reach) for article_id in ids
    }


def load_days(db: Connection, ids: Sequence[int]) -> dict[int, date | None]:
    """The day on which each article stands in lists: published, else come in."""
    found: dict[int, date | None] = {}
    for part in parts(ids):
        rows = db.execute(f"SELECT id, listed FROM article WHERE id IN ({marks(part)})", part)  # noqa: S608
        found.update((article_id, parse_day(listed)) for article_id, listed in rows)
    return found
