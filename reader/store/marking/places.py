"""Where the reader was in each article."""

from __future__ import annotations

from reader.store.connection import Connection, guarded
from reader.store.sql import integer
from reader.store.transactions import transaction


@guarded
def of(db: Connection, article_id: int) -> tuple[int, int] | None:
    """The place in an article; None where it is to be read from its start."""
    row = db.execute("SELECT offset, above FROM place WHERE article_id = ?", (integer(article_id),)).fetchone()
    return None if row is None else (row[0], row[1])


@guarded
def keep(db: Connection, article_id: int, place: tuple[int, int] | None) -> None:
    """Keep a place, or forget it for None; of an article that is gone nothing is kept."""
    with transaction(db):
        if place is None:
            db.execute("DELETE FROM place WHERE article_id = ?", (integer(article_id),))
        else:
            db.execute(
                "INSERT OR REPLACE INTO place (article_id, offset, above) SELECT id, ?, ? FROM article WHERE id = ?",
                (*place, integer(article_id)),
            )
