"""The full-text index kept in step with the articles, in batches."""

from __future__ import annotations

import sqlite3

_TAKE_IN = """INSERT INTO article_fts (rowid, title, text)
    SELECT id, title, text FROM article WHERE id IN (SELECT article_id FROM unindexed)"""


def catch_up(db: sqlite3.Connection) -> None:
    """Hand the articles that a transaction has added to the index; to be called before its commit."""
    if db.execute("SELECT 1 FROM unindexed LIMIT 1").fetchone() is not None:
        db.execute(_TAKE_IN)
        db.execute("DELETE FROM unindexed")
