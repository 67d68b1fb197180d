"""What articles are compared by, made compact: terms by a number that is worked out, entities beside them."""

from __future__ import annotations

import sqlite3
from array import array

from reader.relate.everyday import number
from reader.relate.rank import presence

_TABLES = (
    "DROP TABLE term",
    # How many articles use the term of a number, but for those in `tally`: articles that were counted or, with -1, are
    # no longer counted, and wait to be entered here together.
    "CREATE TABLE term (id INTEGER PRIMARY KEY, articles INTEGER NOT NULL)",
    "CREATE TABLE tally (id INTEGER PRIMARY KEY, n INTEGER NOT NULL, terms BLOB NOT NULL)",
    # The entities of the article by id, with their weights by salience.
    "ALTER TABLE vector ADD COLUMN names BLOB NOT NULL DEFAULT x''",
    "ALTER TABLE vector ADD COLUMN presence BLOB NOT NULL DEFAULT x''",
)


def apply(db: sqlite3.Connection) -> None:
    """Number the terms of a cache anew, and give each vector its entities."""
    numbers: dict[int, int] = {}
    users: dict[int, int] = {}
    for before, text, articles in db.execute("SELECT id, text, articles FROM term"):
        numbers[before] = number(text)
        users[number(text)] = articles
    for statement in _TABLES:
        db.execute(statement)
    db.executemany("INSERT INTO term VALUES (?, ?)", sorted(users.items()))
    for article_id, terms in db.execute("SELECT article_id, terms FROM vector").fetchall():
        known = array("I", [numbers.get(before, 0) for before in array("I", terms)])
        named = db.execute(
            "SELECT entity_id, salience FROM article_entity WHERE article_id = ?", (article_id,)
        ).fetchall()
        names, presences = array("I", [row[0] for row in named]), array("f", [presence(row[1]) for row in named])
        db.execute(
            "UPDATE vector SET terms = ?, names = ?, presence = ? WHERE article_id = ?",
            (known.tobytes(), names.tobytes(), presences.tobytes(), article_id),
        )
