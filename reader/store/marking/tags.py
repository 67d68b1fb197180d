"""The reader's tags on articles."""

from __future__ import annotations

from collections.abc import Sequence

from reader.store.connection import Connection, guarded
from reader.store.sql import integer, marks, parts, storable
from reader.store.transactions import transaction


def normal(name: str) -> str:
    """A tag as it is kept: in small letters, on one line; "" for what has no letter and no digit."""
    plain = " ".join(storable(name).translate(dict.fromkeys(map(ord, '"“”„,#'), " ")).casefold().split())
    return plain if any(map(str.isalnum, plain)) else ""


@guarded
def of(db: Connection, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The tags of these articles, by name; articles without one are left out."""
    found: dict[int, tuple[str, ...]] = {}
    for part in parts([integer(article_id) for article_id in ids]):
        rows = db.execute(
            f"SELECT article_id, name FROM tag WHERE article_id IN ({marks(part)}) ORDER BY article_id, name",  # noqa: S608
            part,
        )
        for article_id, name in rows:
            found[article_id] = (*found.get(article_id, ()), name)
    return found


@guarded
def counted(db: Connection) -> list[tuple[str, int]]:
    """Every tag with the number of its articles, by name."""
    return db.execute("SELECT name, count(*) FROM tag GROUP BY name ORDER BY name").fetchall()


@guarded
def replace(db: Connection, article_id: int, names: Sequence[str]) -> tuple[str, ...]:
    """Give an article these tags and no others, on the disk when this returns; those that it had before."""
    article_id = integer(article_id)
    with transaction(db, durable=True):
        before = of(db, [article_id]).get(article_id, ())
        db.execute("DELETE FROM tag WHERE article_id = ?", (article_id,))
        db.executemany(
            "INSERT OR IGNORE INTO tag (article_id, name) SELECT id, ?2 FROM article WHERE id = ?1",
            [(article_id, normal(name)) for name in names if normal(name)],
        )
    return before
