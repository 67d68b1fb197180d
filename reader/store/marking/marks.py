"""The reader's own marks: kept apart from what publishers send, and on the disk before they are called kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Literal

from reader.model.article import ListQuery
from reader.store import listing
from reader.store.connection import Connection, guarded
from reader.store.sql import integer
from reader.store.transactions import transaction


@guarded
def change(db: Connection, ids: Sequence[int], mark_name: Literal["read", "starred"], value: bool) -> tuple[int, ...]:
    """Set one mark on all these articles or none; those that did not have it so."""
    with transaction(db, durable=True):
        return _changed(db, ids, mark_name, value)


@guarded
def read_all(db: Connection, query: ListQuery, last: int) -> tuple[int, ...]:
    """Mark what the query holds, up to the article of id `last`, as read; those that were unread."""
    with transaction(db, durable=True):
        return _changed(db, [article_id for article_id in listing.ids(db, query) if article_id <= last], "read", True)


@guarded
def cite(db: Connection, ids: Sequence[int]) -> None:
    """Remember that these articles were cited."""
    with transaction(db, durable=True):
        db.executemany(
            "INSERT OR IGNORE INTO citation SELECT id FROM article WHERE id = ?",
            [(integer(article_id),) for article_id in ids],
        )


@guarded
def last(db: Connection) -> int:
    """The id of the article that came last; 0 where there is none."""
    found: int = db.execute("SELECT coalesce(max(id), 0) FROM article").fetchone()[0]
    return found


def _changed(db: Connection, ids: Sequence[int], mark_name: str, value: bool) -> tuple[int, ...]:
    """Within the caller's transaction; each article once, in the order of their ids."""
    wanted = json.dumps([integer(article_id) for article_id in ids])
    found = db.execute(
        "SELECT id FROM article WHERE id IN (SELECT value FROM json_each(?1))"  # noqa: S608
        f" AND coalesce((SELECT {mark_name} FROM status WHERE article_id = id), 0) <> ?2 ORDER BY id",
        (wanted, int(value)),
    )
    changed = tuple(article_id for (article_id,) in found)
    db.executemany(
        f"INSERT INTO status (article_id, {mark_name}) VALUES (?2, ?1)"  # noqa: S608
        f" ON CONFLICT (article_id) DO UPDATE SET {mark_name} = excluded.{mark_name}",
        [(int(value), article_id) for article_id in changed],
    )
    return changed
