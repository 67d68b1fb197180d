"""Which articles are nearest to which, and when they came out: what storylines are made of, and sidebars ranked by."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Sequence
from datetime import date

from reader.relate.circle import KIN, Circle, Reach, circle
from reader.relate.timeline import parse_day
from reader.store.connection import Connection
from reader.store.sql import THESE, marks, parts

_NEAREST = "SELECT b, score FROM neighbour WHERE a = ? ORDER BY score DESC, b LIMIT ?"
_BYTES = 4  # of an id, and of a score

Kin = tuple[Sequence[int], Sequence[float]]  # the nearest neighbours, and their scores


def load_circles(db: Connection, ids: Sequence[int], reach: Reach) -> dict[int, Circle]:
    """The circle of each of these articles, wide or narrow."""
    return {article_id: circle(article_id, *kin, reach) for article_id, kin in load_kin(db, ids).items()}


def load_kin(db: Connection, ids: Sequence[int]) -> dict[int, Kin]:
    """What the circle of each of these articles is made of."""
    rows = db.execute(f"SELECT article_id, kin FROM circle WHERE article_id IN ({THESE})", (json.dumps(ids),))  # noqa: S608
    known = {article_id: _unpack(kin) for article_id, kin in rows}
    return known | {each: _nearest(db, each) for each in ids if each not in known}


def renew_circles(db: Connection, ids: Iterable[int]) -> None:
    """Keep the circles of articles of which the neighbours have changed."""
    rows = []
    for article_id in ids:
        others, scores = _nearest(db, article_id)
        rows.append((article_id, array("I", others).tobytes() + array("f", scores).tobytes()))
    db.executemany("INSERT OR REPLACE INTO circle VALUES (?, ?)", rows)


def _nearest(db: Connection, article_id: int) -> Kin:
    near = db.execute(_NEAREST, (article_id, KIN)).fetchall()
    return [other for other, _ in near], [score for _, score in near]


def _unpack(kin: bytes) -> Kin:
    half = len(kin) // (2 * _BYTES) * _BYTES
    return array("I", kin[:half]), array("f", kin[half : 2 * half])


def load_days(db: Connection, ids: Sequence[int]) -> dict[int, date | None]:
    """The day on which each article stands in lists: published, else come in."""
    found: dict[int, date | None] = {}
    for part in parts(ids):
        rows = db.execute(f"SELECT id, listed FROM article WHERE id IN ({marks(part)})", part)  # noqa: S608
        found.update((article_id, parse_day(listed)) for article_id, listed in rows)
    return found
