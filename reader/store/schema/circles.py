"""The nearest neighbours of each article in one row, so that a sidebar reads thirty rows in place of three hundred."""

from __future__ import annotations

import sqlite3
from array import array

_STATEMENTS = (
    # kin: the ten nearest neighbours as 32-bit ids, the nearest first, then their scores as 32-bit floats. What has no
    # row is read from `neighbour`, which alone is the truth.
    """CREATE TABLE circle (
        article_id INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE, kin BLOB NOT NULL)""",
    """CREATE TRIGGER circle_broken BEFORE DELETE ON article BEGIN
        DELETE FROM circle WHERE article_id IN (SELECT a FROM neighbour WHERE b = old.id); END""",
    # What repeats another article's text, so that it is found without reading reasons.
    "CREATE INDEX neighbour_copies ON neighbour (a, b) WHERE substr(reasons, -3) = ',1]'",
)
_KIN = 10


def apply(db: sqlite3.Connection) -> None:
    """Gather the circles of a cache; copies that were known by their phrases alone are looked at again."""
    for statement in _STATEMENTS:
        db.execute(statement)
    for (article_id,) in db.execute("SELECT DISTINCT a FROM neighbour").fetchall():
        near = db.execute(
            "SELECT b, score FROM neighbour WHERE a = ? ORDER BY score DESC, b LIMIT ?", (article_id, _KIN)
        ).fetchall()
        kin = array("I", [other for other, _ in near]).tobytes() + array("f", [score for _, score in near]).tobytes()
        db.execute("INSERT INTO circle VALUES (?, ?)", (article_id, kin))
    db.execute(
        "UPDATE sketch SET counted = 0 WHERE article_id IN (SELECT a FROM neighbour WHERE substr(reasons, -3) = ',1]')"
    )
