"""The reader's own marks: kept apart from what publishers send, and on the disk before they are called kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from reader.store.database import Connection, guarded, integer, transaction


@guarded
def mark(db: Connection, ids: Sequence[int], mark_name: Literal["read", "starred"], value: bool) -> None:
    """Set one mark on all these articles or none; an article that is not there is passed over."""
    with transaction(db, durable=True):
        db.executemany(
            f"INSERT INTO status (article_id, {mark_name}) SELECT id, ?1 FROM article WHERE id = ?2"  # noqa: S608
            f" ON CONFLICT (article_id) DO UPDATE SET {mark_name} = excluded.{mark_name}",
            [(int(value), integer(article_id)) for article_id in ids],
        )
