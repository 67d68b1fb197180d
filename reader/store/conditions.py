"""Conditions of the filter language as SQL: parts of a WHERE, with every value bound."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.errors import NotFoundError
from reader.model.query import AllOf, AnyOf, Condition, Field, Not, Words, conjuncts
from reader.store.arrival.keys import words_key
from reader.store.connection import Connection
from reader.store.search import quoted
from reader.store.sql import marks, storable

if TYPE_CHECKING:
    from reader.model.feed import Feed

FEW = 1000
"""Up to so many articles are looked up one by one and sorted; of more, the list is walked until the window is full."""


@dataclass(frozen=True, slots=True)
class Part:
    """SQL that stands in a WHERE, and the values of its question marks."""

    sql: str
    values: tuple[str | int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class _Ids:
    """Articles given by a query for their ids, which can be counted to see how the list is best read."""

    select: str
    values: tuple[str | int, ...] = ()


def match_of(condition: Condition) -> str | None:
    """What the full-text index is asked for where words have to be there; None where none have to.

    It leaves out what the index cannot answer.
    """
    wanted = [match for part in conjuncts(condition) if (match := _match(part)) is not None]
    if not wanted:
        return None
    unwanted = [match for part in conjuncts(condition) if isinstance(part, Not) and (match := _match(part.of))]
    without = f" NOT ({' OR '.join(unwanted)})" if unwanted else ""
    return f"({' AND '.join(wanted)}){without}"


def where(
    db: Connection,
    condition: Condition,
    key: str,
    *,
    kept: Sequence[int] = (),
    few: int = FEW,
    within: tuple[int, int] | None = None,
) -> list[Part]:
    """The conditions that must all hold of an article, whose id is the column `key`.

    `kept` are articles that count as unread although they have just been read; sets of up to `few` are looked up.
    The full-text index is asked for articles `within` these ids only, where they are given.
    """
    compiler = _Compiler(db, key, ids(kept) if kept else "")
    match = match_of(condition)
    sets = [] if match is None else [_matching(match, within)]
    plain = list[Part]()
    for part in conjuncts(condition):
        if match is None or _match(part.of if isinstance(part, Not) else part) is None:
            found = compiler.compiled(part)
            sets.append(found) if isinstance(found, _Ids) else plain.append(found)
    return [*_planned(db, sets, key, few), *plain]


def ids(articles: Sequence[int]) -> str:
    """Article ids as the value that json_each() takes apart."""
    return json.dumps(list(articles))


def _planned(db: Connection, sets: Sequence[_Ids], key: str, few: int) -> list[Part]:
    """The smallest set, where it has few articles, is looked up; the others are asked of each article.

    The plus sign keeps SQLite from looking up each one of many, which takes ten times as long where half of all
    articles are meant; without it a rare word would walk through the whole list.
    """
    counts = [_up_to(db, ids, few + 1) for ids in sets]
    driving = counts.index(min(counts)) if counts and min(counts) <= few else None
    return [
        Part(f"{'' if index == driving else '+'}{key} IN ({ids.select})", ids.values) for index, ids in enumerate(sets)
    ]


def _up_to(db: Connection, ids: _Ids, most: int) -> int:
    found: int = db.execute(f"SELECT count(*) FROM ({ids.select} LIMIT {most})", ids.values).fetchone()[0]  # noqa: S608
    return found


def _match(condition: Condition) -> str | None:
    """The expression of the full-text index for words joined by AND and OR; None where anything else is asked."""
    match condition:
        case Words(text, column, prefix):
            within = f"{column} : " if column else ""
            return f"{within}{quoted(storable(text))}{' *' if prefix else ''}"
        case AllOf(parts) | AnyOf(parts):
            found = [match for part in parts if (match := _match(part)) is not None]
            word = " AND " if isinstance(condition, AllOf) else " OR "
            return f"({word.join(found)})" if found and len(found) == len(parts) else None
    return None


def _matching(match: str, within: tuple[int, int] | None = None) -> _Ids:
    every = "SELECT rowid FROM article_fts WHERE article_fts MATCH ?"
    return _Ids(every, (match,)) if within is None else _Ids(f"{every} AND rowid BETWEEN ? AND ?", (match, *within))


class _Compiler:
    """Turns conditions into SQL about the article whose id is one column."""

    def __init__(self, db: Connection, key: str, kept: str) -> None:
        self._db, self._key, self._kept = db, key, kept
        db.create_function("folded", 1, _folded, deterministic=True)

    def compiled(self, condition: Condition) -> Part | _Ids:
        match = _match(condition)
        if match is not None:
            return _matching(match)
        match condition:
            case Field(key, value):
                return self._field(key, storable(value))
            case Not(of):
                inner = self._part(of)
                return Part(f"NOT ({inner.sql})", inner.values)
            case AllOf(parts) | AnyOf(parts):
                inner_parts = [self._part(part) for part in parts]
                word = " AND " if isinstance(condition, AllOf) else " OR "
                sql = word.join(f"({part.sql})" for part in inner_parts)
                return Part(f"({sql or 1})", tuple(value for part in inner_parts for value in part.values))
        raise AssertionError(condition)

    def _part(self, condition: Condition) -> Part:
        found = self.compiled(condition)
        return found if isinstance(found, Part) else Part(f"{self._key} IN ({found.select})", found.values)

    def _field(self, key: str, value: str) -> Part | _Ids:
        if (key, value) == ("is", "unread"):
            return self._unread()
        if (key, value) in _STATES:
            return _STATES[key, value]
        if key in ("after", "before", "on"):
            return self._day(key, value)
        found = {
            "entity": self._entity,
            "source": self._source,
            "feed": self._feed,
            "folder": self._folder,
            "tag": _tagged,
        }.get(key)
        return found(value) if found else _holding("authors" if key == "author" else key, value)

    def _unread(self) -> Part:
        unread = f"NOT EXISTS (SELECT 1 FROM status WHERE article_id = {self._key} AND read)"  # noqa: S608
        if not self._kept:
            return Part(unread)
        return Part(f"({unread} OR {self._key} IN (SELECT value FROM json_each(?)))", (self._kept,))  # noqa: S608

    def _entity(self, name: str) -> Part | _Ids:
        from reader.store import entities

        try:
            entity_id = entities.find(self._db, name).id
        except NotFoundError:
            return Part("0")
        return _Ids("SELECT article_id FROM article_entity WHERE entity_id = ?", (entity_id,))

    def _source(self, value: str) -> Part | _Ids:
        key = f" {words_key(value)}"
        meant = [source for source in sources(self._db) if key in f" {words_key(source)}"]
        if not meant or len(meant) > FEW:
            return _holding("source", value) if meant else Part("0")
        return _Ids(f"SELECT id FROM article WHERE source IN ({marks(meant)})", tuple(meant))  # noqa: S608

    def _feed(self, value: str) -> _Ids:
        key = f" {words_key(value)}"
        return _of_feeds(feed.id for feed in _feeds(self._db) if key in f" {words_key(feed.name)}")

    def _folder(self, value: str) -> _Ids:
        key = words_key(value)
        return _of_feeds(
            feed.id for feed in _feeds(self._db) if key in [words_key(name) for name in (feed.folder or "", *feed.tags)]
        )

    def _day(self, key: str, value: str) -> Part:
        from reader.query.days import period

        first, following = period(value, datetime.now(UTC).date())
        listed = f"{self._key.partition('.')[0]}.listed"
        if key == "on":
            return Part(f"({listed} >= ? AND {listed} < ?)", (first, following))
        return Part(f"{listed} >= ?" if key == "after" else f"{listed} < ?", (first,))


_STATES = {
    ("is", "read"): _Ids("SELECT article_id FROM status WHERE read"),
    ("is", "starred"): _Ids("SELECT article_id FROM status WHERE starred"),
    ("is", "muted"): _Ids("SELECT article_id FROM muted"),
    ("is", "teaser"): _Ids("SELECT id FROM article INDEXED BY article_facts WHERE is_teaser"),
    ("has", "quote"): _Ids("SELECT article_id FROM quote WHERE article_id IS NOT NULL"),
    ("has", "citation"): _Ids("SELECT article_id FROM citation"),
    ("has", "tag"): _Ids("SELECT article_id FROM tag"),
    ("has", "entity"): _Ids("SELECT article_id FROM article_entity"),
    ("has", "author"): _Ids("SELECT id FROM article INDEXED BY article_facts WHERE authors <> '[]'"),
    ("has", "address"): _Ids("SELECT id FROM article WHERE url IS NOT NULL"),
}


def sources(db: Connection) -> list[str]:
    """The names of all sources, found by leaping through their index."""
    found = db.execute(
        "WITH RECURSIVE s(name) AS (SELECT min(source) FROM article UNION ALL"
        " SELECT (SELECT min(source) FROM article WHERE source > s.name) FROM s WHERE s.name IS NOT NULL)"
        " SELECT name FROM s WHERE name IS NOT NULL"
    )
    return [name for (name,) in found]


def _feeds(db: Connection) -> list[Feed]:
    """The feeds; what reads them is not needed by most lists."""
    from reader.store.feeds import feeds

    return feeds(db)


def _of_feeds(ids: Iterable[int]) -> _Ids:
    return _Ids(
        "SELECT article_id FROM feed_article WHERE feed_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )


def _tagged(name: str) -> _Ids:
    return _Ids("SELECT article_id FROM tag WHERE name = ?", (name.casefold(),))


def _holding(column: str, value: str) -> _Ids:
    """Articles where words of a column begin with the value's, case and accents aside."""
    return _Ids(
        f"SELECT id FROM article INDEXED BY article_facts WHERE instr(folded({column}), ?)",  # noqa: S608
        (f" {words_key(value)}",),
    )


@lru_cache(maxsize=20_000)
def _folded(text: str | None) -> str | None:
    return None if text is None else f" {words_key(text)}"
