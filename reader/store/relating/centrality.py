"""How often and how centrally each article names its entities, counted from its mentions."""

from __future__ import annotations

from reader.relate.salience import salience
from reader.store.connection import Connection
from reader.store.relating.profiles import keep_names


def keep_centrality(db: Connection, article_id: int) -> None:
    """Count the entities of an article anew from the mentions that are stored for it."""
    listed, dated, size = db.execute(
        "SELECT listed, published IS NOT NULL, length(text) FROM article WHERE id = ?", (article_id,)
    ).fetchone()
    named = db.execute(
        "SELECT entity_id, sum(NOT in_title), max(in_title), min(CASE WHEN in_title THEN NULL ELSE start END)"
        " FROM mention WHERE article_id = ? GROUP BY entity_id",
        (article_id,),
    ).fetchall()
    most = max((count for _, count, _, _ in named), default=0)
    whole = max(1, size)
    rows = [
        (entity, listed, article_id, dated, count, in_title, _central(count, most, first, whole, in_title))
        for entity, count, in_title, first in named
    ]
    db.execute("DELETE FROM article_entity WHERE article_id = ?", (article_id,))
    db.executemany("INSERT INTO article_entity VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    keep_names(db, article_id, [(row[0], row[-1]) for row in rows])


def _central(count: int, most: int, first: int | None, whole: int, in_title: int) -> float:
    return salience(count, most, 1.0 if first is None else first / whole, in_title=bool(in_title))
