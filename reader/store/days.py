"""How many articles of a list each day has, where that is known without looking at them: in lists of all, and of all
unread, articles."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reader.model.query import AllOf, Sort
from reader.store import conditions
from reader.store.conditions import Part
from reader.store.selection import EXTRA, condition_of, without_unread

if TYPE_CHECKING:
    from reader.model.article import ListQuery
    from reader.store.connection import Connection


def known(query: ListQuery) -> bool:
    """Whether a list is one of those; by rank there is none without words."""
    special = query.entity_id is not None or query.storyline_id is not None
    if special or query.watched or query.folded or query.feeds or query.group:
        return False
    wanted = condition_of(query)
    return (wanted if (rest := without_unread(wanted)) is None else rest) == AllOf()


def counted(db: Connection, query: ListQuery) -> list[tuple[str, int]]:
    """The days of a list in its order, with their articles; days without one are left out."""
    unread = without_unread(condition_of(query)) is not None
    column = "unread" if unread else "articles"
    order = "" if query.sort is Sort.OLDEST else "DESC"
    found = db.execute(f"SELECT day, {column} FROM day WHERE {column} > 0 ORDER BY day {order}").fetchall()  # noqa: S608
    return _with_kept(db, query, found) if unread and query.kept else found


def _with_kept(db: Connection, query: ListQuery, found: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """The same with the articles that the list keeps although they have been read."""
    shown = (
        f"SELECT substr(listed, 1, 10) FROM ({EXTRA}) e WHERE NOT EXISTS (SELECT 1 FROM muted WHERE article_id = e.id)"  # noqa: S608
    )
    extra = Counter(day for (day,) in db.execute(shown, (conditions.ids(query.kept),)))
    total = Counter(dict(found)) + extra
    return sorted(total.items(), reverse=query.sort is not Sort.OLDEST)


def day_at(db: Connection, query: ListQuery, offset: int) -> tuple[list[Part], int]:
    """From which day on to read for a place in the list, as a condition, and how many articles of it to pass over."""
    if offset == 0:
        return [], 0
    passed = 0
    for day, articles in counted(db, query):
        if passed + articles > offset:
            return [_from(day, query)], offset - passed
        passed += articles
    return [Part("0")], 0


def before(db: Connection, query: ListQuery, listed: str) -> tuple[int, list[Part]]:
    """How many articles of a list stand on days before that of an article; the condition of being on its own."""
    day = listed[:10]
    oldest = query.sort is Sort.OLDEST
    passed = sum(articles for each, articles in counted(db, query) if (each < day if oldest else each > day))
    return passed, [Part("d.listed >= ? AND d.listed <= ?", (day, f"{day}U"))]


def _from(day: str, query: ListQuery) -> Part:
    if query.sort is Sort.OLDEST:
        return Part("d.listed >= ?", (day,))
    return Part("d.listed <= ?", (f"{day}U",))  # a time of that day goes on with T, which is before U
