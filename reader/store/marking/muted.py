"""Which articles mute rules hide, for all that shows articles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from reader.model.query import Condition, Field, fields
from reader.store.connection import Connection, guarded
from reader.store.sql import integer, marks, parts

LATE = "matched IS NOT NULL AND (until < ?1 OR (by_day AND matched < ?1))"
"""That a rule was looked at before today, ?1, and its last day has passed or its days have moved on since."""


def shown(key: str) -> str:
    """The condition that no rule hides the article whose id is the column `key`."""
    return f"NOT EXISTS (SELECT 1 FROM muted WHERE muted.article_id = {key})"  # noqa: S608


def leaves_out(db: Connection, condition: Condition) -> bool:
    """Whether a list of what fulfils a condition leaves out hidden articles: there are some, and it asks for none."""
    return not asks(condition) and db.execute("SELECT 1 FROM muted LIMIT 1").fetchone() is not None


def asks(condition: Condition) -> bool:
    """Whether a condition says something of hidden articles."""
    return Field("is", "muted") in fields(condition)


def today() -> date:
    """The day by which rules end, as all days of the filter language are: that of UTC."""
    return datetime.now(UTC).date()


@guarded
def late(db: Connection) -> bool:
    """Whether the last day of a rule has passed, or its days have moved on, since it was looked at."""
    found = db.execute(f"SELECT 1 FROM mute WHERE {LATE} LIMIT 1", (today().isoformat(),))  # noqa: S608
    return found.fetchone() is not None


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
