"""Which articles mute rules hide, for all that shows articles."""

from __future__ import annotations

from collections.abc import Sequence

from reader.model.query import AllOf, AnyOf, Condition, Field, Not
from reader.store.connection import Connection, guarded
from reader.store.sql import integer, marks, parts


def shown(key: str) -> str:
    """The condition that no rule hides the article whose id is the column `key`."""
    return f"NOT EXISTS (SELECT 1 FROM muted WHERE muted.article_id = {key})"  # noqa: S608


def leaves_out(db: Connection, condition: Condition) -> bool:
    """Whether a list of what fulfils a condition leaves out hidden articles: there are some, and it asks for none."""
    return not asks(condition) and db.execute("SELECT 1 FROM muted LIMIT 1").fetchone() is not None


def asks(condition: Condition) -> bool:
    """Whether a condition says something of hidden articles."""
    match condition:
        case Field("is", "muted"):
            return True
        case Not(of):
            return asks(of)
        case AllOf(parts) | AnyOf(parts):
            return any(map(asks, parts))
    return False


@guarded
def late(db: Connection) -> bool:
    """Whether the last day of a rule has passed, or its days have moved on, since it was looked at."""
    wanted = "matched IS NOT NULL AND (until < date('now') OR (by_day AND matched < date('now')))"
    return db.execute(f"SELECT 1 FROM mute WHERE {wanted} LIMIT 1").fetchone() is not None  # noqa: S608


@guarded
def among(db: Connection, ids: Sequence[int]) -> set[int]:
    """Which of these articles are hidden."""
    found: set[int] = set()
    for part in parts([integer(article_id) for article_id in ids]):
        rows = db.execute(f"SELECT article_id FROM muted WHERE article_id IN ({marks(part)})", part)  # noqa: S608
        found.update(article_id for (article_id,) in rows)
    return found


@guarded
def count(db: Connection) -> int:
    """How many articles are hidden."""
    found: int = db.execute("SELECT count(*) FROM muted").fetchone()[0]
    return found
