"""Mute rules as the reader keeps them: made, listed, ended, let go of."""

from __future__ import annotations

from contextlib import suppress

from reader.errors import NotFoundError, QueryError
from reader.model.mute import Mute
from reader.model.query import Filter
from reader.query import parse, write
from reader.query.mute import asks
from reader.store.connection import Connection, guarded
from reader.store.marking import hiding, muted
from reader.store.sql import now, storable
from reader.store.transactions import transaction


@guarded
def add(db: Connection, wanted: Filter, until: str | None) -> Mute:
    """Hide what a filter holds, up to the day `until`, and all like it that comes; on the disk when this returns.

    A rule that is there already gets the new last day.
    """
    line = storable(write(wanted))
    with transaction(db, durable=True):
        known = db.execute("SELECT id FROM mute WHERE query = ?", (line,)).fetchone()
        needs = asks(wanted)
        if known is None:
            known = db.execute(
                "INSERT INTO mute (query, made, by_day, by_mark, by_entity) VALUES (?, ?, ?, ?, ?) RETURNING id",
                (line, now(), needs.by_day, needs.by_mark, needs.by_entity),
            ).fetchone()
        db.execute("UPDATE mute SET until = ? WHERE id = ?", (until, known[0]))
        if until is None or until >= muted.today().isoformat():
            hiding.match(db, known[0], wanted)
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
        hiding.release(db, gone.id)
        db.execute("DELETE FROM mute WHERE id = ?", (gone.id,))
    return gone


@guarded
def keep_time(db: Connection) -> None:
    """End the rules whose last day has passed, and match those anew whose days have moved on."""
    day = muted.today().isoformat()
    with transaction(db):
        rows = db.execute(f"SELECT id, query, until < ?1 FROM mute WHERE {muted.LATE}", (day,)).fetchall()  # noqa: S608
        for rule_id, line, over in rows:
            hiding.release(db, rule_id)
            db.execute("UPDATE mute SET matched = NULL WHERE id = ?", (rule_id,))
            if not over:
                with suppress(QueryError):
                    hiding.match(db, rule_id, parse(line))


def _all(db: Connection) -> list[Mute]:
    day, found = muted.today().isoformat(), list[Mute]()
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
