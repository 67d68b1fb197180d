"""The article list: how many articles a query holds, which stand in a window of it, and where one stands."""

from __future__ import annotations

from dataclasses import dataclass

from reader.model.article import ArticleRow, ListQuery
from reader.store.articles import rows_of
from reader.store.database import Connection, guarded, integer
from reader.store.search import NO_MATCH, match_expression
from reader.store.survivors import survivor

FEW_MATCHES = 1000


@dataclass(frozen=True, slots=True)
class _Selection:
    """A query in SQL: the table that drives it (`d`), its column of article ids, the conditions and their values."""

    table: str
    key: str
    where: str
    values: tuple[str | int, ...]

    def select(self, what: str, rest: str = "") -> str:
        return f"SELECT {what} FROM {self.table} AS d WHERE {self.where} {rest}"  # noqa: S608


@guarded
def count(db: Connection, query: ListQuery) -> int:
    """How many articles the query holds."""
    if query.text.strip() and query == ListQuery(text=query.text):
        return _matches(db, _words(query))
    chosen = _selection(db, query)
    found: int = db.execute(chosen.select("count(*)"), chosen.values).fetchone()[0]
    return found


@guarded
def rows(db: Connection, query: ListQuery, offset: int, limit: int) -> list[ArticleRow]:
    """A window of the list, newest first; empty past its end."""
    chosen = _selection(db, query)
    order = f"ORDER BY d.listed DESC, {chosen.key} LIMIT ? OFFSET ?"
    found = db.execute(chosen.select(chosen.key, order), (*chosen.values, max(0, limit), max(0, offset)))
    return rows_of(db, [article_id for (article_id,) in found])


@guarded
def position(db: Connection, query: ListQuery, article_id: int) -> int | None:
    """How many articles stand before this one in the list; None where it is not in it."""
    chosen = _selection(db, query)
    here = f"AND {chosen.key} = ?"
    row = db.execute(chosen.select("d.listed", here), (*chosen.values, integer(article_id))).fetchone()
    if row is None:
        return None
    before: int = db.execute(
        chosen.select("count(*)", f"AND d.listed >= ? AND (d.listed > ? OR {chosen.key} < ?)"),
        (*chosen.values, row[0], row[0], article_id),
    ).fetchone()[0]
    return before


def _selection(db: Connection, query: ListQuery) -> _Selection:
    conditions, values = ["1"], list[str | int]()
    table, key = "article", "d.id"
    if query.entity_id is not None:
        table, key = "article_entity", "d.article_id"
        conditions.append("d.entity_id = ?")
        values.append(survivor(db, query.entity_id))
    if query.text.strip():
        words = _words(query)
        conditions.append(f"{_plan(db, words)}{key} IN (SELECT rowid FROM article_fts WHERE article_fts MATCH ?)")  # noqa: S608
        values.append(words)
    if query.unread:
        conditions.append(f"NOT EXISTS (SELECT 1 FROM status WHERE article_id = {key} AND read)")  # noqa: S608
    if query.starred:
        conditions.append(f"{key} IN (SELECT article_id FROM status WHERE starred)")  # noqa: S608
    return _Selection(table, key, " AND ".join(conditions), tuple(values))


def _plan(db: Connection, words: str) -> str:
    """A few matches are looked up and sorted; of many, the list is walked until the window is full.

    The plus sign keeps SQLite from looking up each match, which takes ten times as long where half of all articles
    match; without it a rare word would walk through the whole list.
    """
    return "+" if _matches(db, words) > FEW_MATCHES else ""


def _matches(db: Connection, words: str) -> int:
    found: int = db.execute("SELECT count(*) FROM article_fts WHERE article_fts MATCH ?", (words,)).fetchone()[0]
    return found


def _words(query: ListQuery) -> str:
    return match_expression(query.text) or NO_MATCH
