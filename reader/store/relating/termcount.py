"""How many articles use each term: counted when they come, and no longer counted when they go or change."""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from reader.relate.terms import extract
from reader.store.connection import Connection
from reader.store.sql import THESE, new_id

AT_ONCE = 5  # of what is to be forgotten in one transaction, which others wait for
_TOGETHER = 32  # articles of which the terms are entered at one time
# To be executed whenever the table of terms changes, so that nobody trusts what is remembered of it.
NOTE_ENTRY = "INSERT INTO statistic VALUES ('entries', 1) ON CONFLICT (name) DO UPDATE SET value = value + 1"
_REMEMBERED = 60_000  # terms: the everyday ones, and those of a few hundred articles


def count(db: Connection, terms: Collection[int], more: int) -> tuple[int, dict[int, int]]:
    """Count `more` articles with these terms, given by number: how many articles there are, and the users of each."""
    for each in gone(db, AT_ONCE):
        forget(db, each)
    total: int = db.execute(
        "INSERT INTO statistic VALUES ('articles', ?1) ON CONFLICT (name) DO UPDATE SET value = value + ?1"
        " RETURNING value",
        (more,),
    ).fetchone()[0]
    memory = _tally(db, terms, more) if more else _memory(db)
    return max(1, total), _users(db, memory, terms)


def users(db: Connection, terms: Collection[int]) -> dict[int, int]:
    """How many articles use each of the terms of these numbers."""
    return _users(db, _memory(db), terms)


def _users(db: Connection, memory: _Memory, terms: Collection[int]) -> dict[int, int]:
    if unknown := [term for term in terms if term not in memory.entered]:
        rows = db.execute(f"SELECT id, articles FROM term WHERE id IN ({THESE})", (json.dumps(unknown),))  # noqa: S608
        memory.entered.update(dict.fromkeys(unknown, 0) | dict(rows))
    return {term: memory.entered[term] + memory.waiting.get(term, 0) for term in terms}


@dataclass(slots=True)
class _Memory:
    """What a connection remembers of the term table and of what waits to be entered, up to a row of that.

    It is of no use once another connection has entered something, or this one has taken back what it read.
    """

    entries: int
    rollbacks: int
    entered: dict[int, int] = field(default_factory=dict)
    waiting: Counter[int] = field(default_factory=Counter)
    noted: int = 0
    last: int = 0

    def note(self, row: int, more: int, terms: Collection[int]) -> None:
        (self.waiting.update if more > 0 else self.waiting.subtract)(terms)
        self.noted += 1
        self.last = row


_memories: WeakKeyDictionary[Connection, _Memory] = WeakKeyDictionary()


def _memory(db: Connection) -> _Memory:
    """What is remembered, brought up to date."""
    entries = db.execute("SELECT coalesce(max(value), 0) FROM statistic WHERE name = 'entries'").fetchone()[0]
    memory = _memories.get(db)
    if memory is None or (memory.entries, memory.rollbacks) != (entries, db.rollbacks):
        memory = _memories[db] = _Memory(entries, db.rollbacks)
    for row, more, terms in db.execute("SELECT id, n, terms FROM tally WHERE id > ? ORDER BY id", (memory.last,)):
        memory.note(row, more, array("I", terms))
    return memory


def _tally(db: Connection, terms: Collection[int], more: int) -> _Memory:
    """Note what is to be entered, and now and then enter it: many articles have most of their terms in common."""
    memory, numbers = _memory(db), array("I", terms)
    noted = db.execute("INSERT INTO tally (n, terms) VALUES (?, ?)", (more, numbers.tobytes()))
    memory.note(new_id(noted), more, numbers)
    return _entered(db, memory) if memory.noted >= _TOGETHER else memory


def _entered(db: Connection, memory: _Memory) -> _Memory:
    db.executemany(
        "INSERT INTO term VALUES (?1, max(0, ?2)) ON CONFLICT (id) DO UPDATE SET articles = max(0, articles + ?2)",
        sorted(memory.waiting.items()),
    )
    db.execute("DELETE FROM tally")
    db.execute(NOTE_ENTRY)
    entered = memory.entered if len(memory.entered) < _REMEMBERED else {}
    for term in memory.waiting.keys() & entered.keys():
        entered[term] = max(0, entered[term] + memory.waiting[term])
    _memories[db] = _Memory(memory.entries + 1, memory.rollbacks, entered)
    return _memories[db]


@dataclass(frozen=True, slots=True)
class Gone:
    """What an article said that is gone, or says something else now, with its terms by number."""

    row: int
    title: str
    text: str
    terms: Collection[int]


def gone(db: Connection, limit: int) -> list[Gone]:
    """Some of what is to be counted no longer; its terms are worked out here, which needs no lock.

    Triggers keep what such an article said, because only here it is known which terms that was.
    """
    rows = db.execute("SELECT id, title, text FROM forgotten ORDER BY id LIMIT ?", (limit,)).fetchall()
    return [Gone(row, title, text, extract(title, text).weights.keys()) for row, title, text in rows]


def forget(db: Connection, each: Gone) -> None:
    """Count the terms of an article no longer, unless somebody else has done so meanwhile."""
    asked = each.row, each.title, each.text
    if db.execute("DELETE FROM forgotten WHERE id = ? AND title IS ? AND text IS ?", asked).rowcount:
        _tally(db, each.terms, -1)
