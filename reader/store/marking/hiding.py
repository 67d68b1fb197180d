"""What the mute rules hide: worked out when articles come and change, and when a rule does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from reader.errors import QueryError
from reader.model.query import Filter
from reader.query import parse
from reader.store import conditions
from reader.store.connection import Connection
from reader.store.marking import muted

_RULES = "SELECT id, query FROM mute WHERE until IS NULL OR until >= ? ORDER BY id"


def settle(db: Connection) -> None:
    """Look at the articles that are due, within the caller's transaction."""
    db.execute("DELETE FROM muted WHERE article_id IN (SELECT article_id FROM mute_due)")
    for rule_id, wanted in _in_force(db):
        _hide(db, rule_id, wanted, "mute_due AS u CROSS JOIN article AS d ON d.id = u.article_id", few=-1)
    db.execute("DELETE FROM mute_due")


def _in_force(db: Connection) -> Iterator[tuple[int, Filter]]:
    """The rules that hold today; one that cannot be read any more hides nothing."""
    for rule_id, line in db.execute(_RULES, (muted.today().isoformat(),)).fetchall():
        with suppress(QueryError):
            yield rule_id, parse(line)


def match(db: Connection, rule_id: int, wanted: Filter) -> None:
    """Hide what a rule matches today, within the caller's transaction."""
    _hide(db, rule_id, wanted, "article AS d", few=conditions.FEW)
    db.execute("UPDATE mute SET matched = ? WHERE id = ?", (muted.today().isoformat(), rule_id))


def _hide(db: Connection, rule_id: int, wanted: Filter, table: str, *, few: int) -> None:
    found = conditions.where(db, wanted.where, "d.id", few=few)
    db.execute(
        f"INSERT OR IGNORE INTO muted SELECT d.id, ? FROM {table}"  # noqa: S608
        f" WHERE {' AND '.join(part.sql for part in found) or 1}",
        (rule_id, *(value for part in found for value in part.values)),
    )


def release(db: Connection, rule_id: int) -> None:
    """Show what a rule hid; another rule may want some of it, so that it is due."""
    db.execute("INSERT OR IGNORE INTO mute_due SELECT article_id FROM muted WHERE rule_id = ?", (rule_id,))
    db.execute("DELETE FROM muted WHERE rule_id = ?", (rule_id,))
