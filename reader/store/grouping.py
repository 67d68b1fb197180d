"""The groups of a list, in their order. Days lie in the order of the list itself; a group by source or story is a list
of its own, read through the index that has its articles side by side, so that no place in it is far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING

from reader.model.grouping import Group
from reader.model.query import AllOf, Grouping, Sort
from reader.store import days
from reader.store.conditions import Part
from reader.store.connection import Connection, guarded
from reader.store.marking import muted
from reader.store.selection import Selection, condition_of, select

if TYPE_CHECKING:
    from reader.model.article import ListQuery

DAY_MINUTES = 24 * 60
Key = str | int | None


@guarded
def groups(db: Connection, query: ListQuery, east: int = 0) -> tuple[Group, ...]:
    """The groups of a list, in its order; none where it is in order of rank.

    Sources go by name, stories by their newest article in the list; what has none stands last.
    `east` is the reader's zone, in minutes.
    """
    if query.sort is Sort.RANK or query.grouping is Grouping.NONE:
        return ()
    if query.grouping is Grouping.DAY:
        found = _days(db, query, east)
    else:
        found = _sources(db, query) if query.grouping is Grouping.SOURCE else _stories(db, query)
    return tuple([Group(query.grouping, key, articles) for key, articles in found if articles])


def _sources(db: Connection, query: ListQuery) -> list[tuple[Key, int]]:
    chosen = select(db, query, counting=True, by_article=True)
    source = "d.source"
    if chosen.table != "article AS d":
        source, chosen = "g.source", _joined(chosen, "JOIN article AS g ON g.id")
    found = db.execute(chosen.select(f"{source}, count(*)", "GROUP BY 1"), chosen.values).fetchall()
    return sorted(found, key=lambda each: (each[0] is None, str(each[0]).casefold(), each[0]))


def _joined(chosen: Selection, table: str) -> Selection:
    return replace(chosen, table=f"{chosen.table} {table} = {chosen.key}")


def _stories(db: Connection, query: ListQuery) -> list[tuple[Key, int]]:
    """By their articles in the list; of the list of all articles every storyline says how many it has."""
    order = "ASC" if query.sort is Sort.OLDEST else "DESC"
    wanted = condition_of(query)
    if days.known(query) and wanted == AllOf() and not muted.leaves_out(db, wanted):
        every = sum(articles for _, articles in days.counted(db, query))
        stories = db.execute(f"SELECT id, articles FROM storyline ORDER BY last {order}, id").fetchall()  # noqa: S608
        return [*stories, (None, every - sum(map(itemgetter(1), stories)))]
    chosen = _joined(select(db, query, counting=True), "LEFT JOIN storyline_article AS g ON g.article_id")
    rest = f"GROUP BY 1 ORDER BY max(d.listed) {order}, 1"
    found = db.execute(chosen.select("g.storyline_id, count(*)", rest), chosen.values).fetchall()
    return sorted(found, key=lambda each: each[0] is None)


def _days(db: Connection, query: ListQuery, east: int) -> list[tuple[Key, int]]:
    """Days of the reader's zone: two articles in a row are of one group where they are of one day."""
    merged: list[tuple[Key, int]] = []
    for day, articles in _pieces(db, query, east):
        before = merged.pop() if merged and merged[-1][0] == day else (day, 0)
        merged.append((day, before[1] + articles))
    return merged


def _pieces(db: Connection, query: ListQuery, east: int) -> Iterator[tuple[str, int]]:
    """The days of UTC in the order of the list, cut where another day begins for the reader.

    A date without a time is that day everywhere, and stands before all its times.
    """
    cut = f"T{(-east % DAY_MINUTES) // 60:02}:{-east % 60:02}"
    early, late = (0, 1) if east > 0 else (-1, 0)
    between = Part("d.listed >= ? AND d.listed < ?")
    chosen = select(db, query, counting=True)
    sql, values = chosen.but(between).select("count(*)"), chosen.values
    for day, articles in _by_day(db, query):
        if not east:
            yield day, articles
            continue
        after = db.execute(sql, (*values, day + cut, f"{day}U")).fetchone()[0]
        bare = db.execute(sql, (*values, day, f"{day}T")).fetchone()[0]
        counts = [(_moved(day, late), after), (_moved(day, early), articles - after - bare), (day, bare)]
        yield from (each for each in (counts[::-1] if query.sort is Sort.OLDEST else counts) if each[1])


def _by_day(db: Connection, query: ListQuery) -> Iterable[tuple[str, int]]:
    if days.known(query):
        return days.counted(db, query)
    chosen = select(db, query, counting=True)
    order = "" if query.sort is Sort.OLDEST else "DESC"
    return db.execute(
        chosen.select("substr(d.listed, 1, 10), count(*)", f"GROUP BY 1 ORDER BY 1 {order}"), chosen.values
    ).fetchall()


def _moved(day: str, by: int) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days=by)).isoformat()
    except (ValueError, OverflowError):  # at the ends of the calendar
        return day
