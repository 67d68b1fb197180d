"""Rows of a cache read as they stand: of a sound one all or nothing, of a damaged one whatever can still be read."""

from __future__ import annotations

import sqlite3
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, TypeVar

from reader.store.connection import Connection

Row = dict[str, Any]
T = TypeVar("T")
# SQLite names what it cannot read, in bytes that may be damaged themselves
UNREADABLE = (sqlite3.Error, UnicodeDecodeError)
PROBES = 4000  # looks at one damaged table; where a thousand pages are gone, the rest is not looked for row by row


class Rows:
    """The rows of a sound cache; the first fault is an error."""

    def __init__(self, db: Connection | sqlite3.Connection) -> None:
        self._db = db

    def table(self, name: str) -> Iterator[Row]:
        """Every row of a table, in the order in which they lie."""
        return self._asked(f"SELECT * FROM {name}", ())  # noqa: S608 - names are ours

    def ask(self, sql: str, *values: object) -> Iterator[Row]:
        """The rows of a question, one by one."""
        return self._asked(sql, values)

    def look(self, sql: str, *values: object) -> list[Row]:
        """The few rows of a look-up."""
        return list(self.ask(sql, *values))

    def each(self, table: str, make: Callable[[Row], T | None]) -> Iterator[T]:
        """What is made of each row of a table; None is left out."""
        for row in self.table(table):
            made = make(row)
            if made is not None:
                yield made

    def _asked(self, sql: str, values: tuple[object, ...]) -> Iterator[Row]:
        cursor = self._db.execute(sql, values)
        cursor.row_factory = sqlite3.Row
        for row in cursor:
            yield dict(row)


class Rescue(Rows):
    """The rows of a damaged cache.

    `read` counts, by table, the rows that could be read, `lost` those that could not, as far as that can be known; a
    table of `unread` could not be read to its end.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        super().__init__(db)
        db.text_factory = lambda data: data.decode("utf-8", "replace")
        self.read: Counter[str] = Counter()
        self.lost: Counter[str] = Counter()
        self.unread: set[str] = set()

    def table(self, name: str) -> Iterator[Row]:
        """Every row that can be read, each once."""
        if self._is_unknown(name):
            return
        expected = self._count(name)
        rows = self._by_number(name) if self._has_rowid(name) else self._from_both_ends(name)
        for row in rows:
            self.read[name] += 1
            yield row
        missing = (expected or 0) - self.read[name]
        if missing > 0:
            self.lost[name] += missing
            self.unread.add(name)

    def look(self, sql: str, *values: object) -> list[Row]:
        """A look-up; what cannot be read is not there."""
        found: list[Row] = []
        try:
            found.extend(self._asked(sql, values))
        except UNREADABLE:
            self.unread.add(sql.split(" FROM ", 1)[1].split(maxsplit=1)[0])
        return found

    def each(self, table: str, make: Callable[[Row], T | None]) -> Iterator[T]:
        """What is made of each row; a row whose values make no sense is lost."""
        for row in self.table(table):
            try:
                made = make(row)
            except (ValueError, TypeError, KeyError, AttributeError):
                self.read[table] -= 1
                self.lost[table] += 1
                continue
            if made is not None:
                yield made

    def _is_unknown(self, name: str) -> bool:
        """Whether the cache is of a time before there was such a table."""
        try:
            return self._db.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (name,)).fetchone() is None
        except UNREADABLE:
            return False

    def _count(self, name: str) -> int | None:
        """How many rows there should be, by whatever index can be read."""
        with suppress(*UNREADABLE):
            found: int = self._db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608
            return found
        return None

    def _has_rowid(self, name: str) -> bool:
        try:
            self._db.execute(f"SELECT rowid FROM {name} LIMIT 0")  # noqa: S608
        except UNREADABLE:
            return False
        return True

    def _by_number(self, name: str) -> Iterator[Row]:
        """Stretches of rowids, from both ends of each; what lies between two faults is halved and looked at again."""
        waiting = deque([(-(2**63), 2**63 - 1)])
        for _ in range(PROBES):
            if not waiting:
                return
            low, high = waiting.popleft()  # the longest stretches first
            reached = low - 1
            try:
                for row in self._between(name, low, high, "ASC"):
                    reached = row.pop("_rowid")
                    yield row
                continue
            except UNREADABLE:
                self.unread.add(name)
            backwards: list[Row] = []
            last = high + 1
            with suppress(*UNREADABLE):
                for row in self._between(name, reached + 1, high, "DESC"):
                    last = row.pop("_rowid")
                    backwards.append(row)
            yield from reversed(backwards)
            waiting.extend(_halves(reached + 1, last - 1))

    def _between(self, name: str, low: int, high: int, order: str) -> Iterator[Row]:
        sql = f"SELECT rowid AS _rowid, * FROM {name} NOT INDEXED WHERE rowid BETWEEN ? AND ? ORDER BY rowid {order}"  # noqa: S608
        return self._asked(sql, (low, high))

    def _from_both_ends(self, name: str) -> Iterator[Row]:
        """Tables without numbers are read from the front, and from the back where that breaks off."""
        seen: set[tuple[object, ...]] = set()
        try:
            key = ", ".join(f"{column} DESC" for column in self._key(name))
            for order in ("", f" ORDER BY {key}"):
                try:
                    for row in self._asked(f"SELECT * FROM {name}{order}", ()):  # noqa: S608
                        if tuple(row.values()) not in seen:
                            seen.add(tuple(row.values()))
                            yield row
                    return
                except UNREADABLE:
                    self.unread.add(name)
        except UNREADABLE:
            self.unread.add(name)

    def _key(self, name: str) -> list[str]:
        rows = self._db.execute("SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", (name,))
        return [column for (column,) in rows] or ["1"]


def _halves(low: int, high: int) -> list[tuple[int, int]]:
    if low >= high:  # one row, which has just been tried from both sides, or none
        return []
    middle = (low + high) // 2
    return [(low, middle), (middle + 1, high)]
