"""Mute rules: kept, matched with what is there, and applied to what comes and changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime

from reader.errors import NotFoundError, QueryError
from reader.model.mute import Mute
from reader.model.query import Filter
from reader.query import parse, write
from reader.query.mute import asks
from reader.store import conditions
from reader.store.database import Connection, guarded, storable, transaction

_RULES = "SELECT id, query FROM mute WHERE until IS NULL OR until >= ? ORDER BY id"


def today() -> date:
    """The day by which rules end, as all days of the filter language are: that of UTC."""
    return datetime.now(UTC).date()


@guarded
def add(db: Connection, wanted: Filter, until: str | None) -> Mute:
    """Hide what a filter holds, up to the day `until`, and all like it that comes; on the disk when this returns.

    A rule that is there already gets the new last day.
    """
    line = storable(write(wanted))
    with transaction(db, durable=True):
        known = db.execute("SELECT id FROM mute WHERE query = ?", (line,)).fetchone()
        needs = asks(wanted)
        moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        if known is None:
            known = db.execute(
                "INSERT INTO mute (query, made, by_day, by_mark, by_entity) VALUES (?, ?, ?, ?, ?) RETURNING id",
                (line, moment, needs.by_day, needs.by_mark, needs.by_entity),
            ).fetchone()
        db.execute("UPDATE mute SET until = ? WHERE id = ?", (until, known[0]))
        if until is None or until >= today().isoformat():
            _match(db, known[0], wanted)
    return _one(db, known[0])


@guarded
def listed(db: Connection) -> list[Mute]:
    """Every rule, those that are over last, in the order in which they were made."""
    return sorted(_all(db), key=lambda mute: (mute.over, mute.id))


@guarded
def remove(db: Connection, mute_id: int) -> Mute:
    """Let go of a rule; what it hid is shown, but for what another one hides. What it was; NotFoundError."""
    with transaction(db, durable=True):
        gone = _one(db, mute_id)
        _release(db, gone.id)
        db.execute("DELETE FROM mute WHERE id = ?", (gone.id,))
    return gone


@guarded
def keep_time(db: Connection) -> None:
    """End the rules whose last day has passed, and match those anew whose days have moved on."""
    day = today().isoformat()
    late = "matched IS NOT NULL AND (until < ?1 OR (by_day AND matched < ?1))"
    with transaction(db):
        rows = db.execute(f"SELECT id, query, until < ?1 FROM mute WHERE {late}", (day,)).fetchall()  # noqa: S608
        for rule_id, line, over in rows:
            _release(db, rule_id)
            db.execute("UPDATE mute SET matched = NULL WHERE id = ?", (rule_id,))
            if not over:
                with suppress(QueryError):
                    _match(db, rule_id, parse(line))


def settle(db: Connection) -> None:
    """Look at the articles that are due, within the caller's transaction."""
    db.execute("DELETE FROM muted WHERE article_id IN (SELECT article_id FROM mute_due)")
    for rule_id, wanted in _in_force(db):
        _hide(db, rule_id, wanted, "mute_due AS u CROSS JOIN article AS d ON d.id = u.article_id", few=-1)
    db.execute("DELETE FROM mute_due")


def _in_force(db: Connection) -> Iterator[tuple[int, Filter]]:
    """The rules that hold today; one that cannot be read any more hides nothing."""
    for rule_id, line in db.execute(_RULES, (today().isoformat(),)).fetchall():
        with suppress(QueryError):
            yield rule_id, parse(line)


def _match(db: Connection, rule_id: int, wanted: Filter) -> None:
    _hide(db, rule_id, wanted, "article AS d", few=conditions.FEW)
    db.execute("UPDATE mute SET matched = ? WHERE id = ?", (today().isoformat(), rule_id))


def _hide(db: Connection, rule_id: int, wanted: Filter, table: str, *, few: int) -> None:
    found = conditions.where(db, wanted.where, "d.id", few=few)
    db.execute(
        f"INSERT OR IGNORE INTO muted SELECT d.id, ? FROM {table}"  # noqa: S608
        f" WHERE {' AND '.join(part.sql for part in found) or 1}",
        (rule_id, *(value for part in found for value in part.values)),
    )


def _release(db: Connection, rule_id: int) -> None:
    """Show what a rule hid; another rule may want some of it, so that it is due."""
    db.execute("INSERT OR IGNORE INTO mute_due SELECT article_id FROM muted WHERE rule_id = ?", (rule_id,))
    db.execute("DELETE FROM muted WHERE rule_id = ?", (rule_id,))


def _all(db: Connection) -> list[Mute]:
    day, found = today().isoformat(), list[Mute]()
    rows = db.execute(
        "SELECT id, query, until, made, (SELECT count(*) FROM muted WHERE rule_id = mute.id) FROM mute ORDER BY id"
    )
    for rule_id, line, until, made, articles in rows.fetchall():
        with suppress(QueryError):
            found.append(Mute(rule_id, parse(line), until, made, articles, over=until is not None and until < day))
    return found


def _one(db: Connection, mute_id: int) -> Mute:
    found = next((mute for mute in _all(db) if mute.id == mute_id), None)
    if found is None:
        raise NotFoundError(f"There is no mute rule {mute_id}.")
    return found
