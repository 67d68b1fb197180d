"""Letting go of a feed so that it can be brought back whole: what was known of it, and which articles it brought."""

from __future__ import annotations

from dataclasses import dataclass

from reader.store.connection import Connection, guarded
from reader.store.sql import integer, marks
from reader.store.transactions import transaction

_TABLES = {"feed": "id", "feed_article": "feed_id", "secret": "feed_id", "let_go": "feed_id"}
_Values = tuple[str | int | float | bytes | None, ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """The rows of a feed that was let go of, by table; they are values to nobody but this room."""

    rows: tuple[tuple[str, tuple[_Values, ...]], ...]


@guarded
def let_go(db: Connection, feed_id: int) -> Gone:
    """Let go of a feed, its articles stay; what brings it back."""
    with transaction(db, durable=True):
        rows = tuple(
            (table, tuple(db.execute(f"SELECT * FROM {table} WHERE {key} = ?", (integer(feed_id),))))  # noqa: S608
            for table, key in _TABLES.items()
        )
        db.execute("DELETE FROM feed WHERE id = ?", (integer(feed_id),))
        return Gone(rows)


@guarded
def bring_back(db: Connection, gone: Gone) -> None:
    """Make a feed as it was; where the address has been subscribed to anew, or an article has gone, that stays so."""
    rows = dict(gone.rows)
    with transaction(db, durable=True):
        feed_id = _subscribed_again(db, rows.pop("feed"))
        if feed_id is None:
            return
        for table, values in rows.items():
            for _, *rest in values:
                if table != "feed_article" or _is_there(db, rest[1]):
                    row = (feed_id, *rest)
                    db.execute(f"INSERT INTO {table} VALUES ({marks(row)})", row)  # noqa: S608


def _subscribed_again(db: Connection, rows: tuple[_Values, ...]) -> int | None:
    """The feed's number, another one where a feed that came later has its own; None where it is not wanted.

    Its articles are counted as they are given back to it.
    """
    for former, *rest in rows:
        row = (None if _has(db, former) else former, *rest)
        made = db.execute(f"INSERT OR IGNORE INTO feed VALUES ({marks(row)})", row)  # noqa: S608
        if made.rowcount:
            db.execute("UPDATE feed SET articles = 0, unread = 0 WHERE id = ?", (made.lastrowid,))
            return made.lastrowid
    return None


def _is_there(db: Connection, article_id: object) -> bool:
    return db.execute("SELECT 1 FROM article WHERE id = ?", (article_id,)).fetchone() is not None


def _has(db: Connection, feed_id: object) -> bool:
    return db.execute("SELECT 1 FROM feed WHERE id = ?", (feed_id,)).fetchone() is not None
