"""The article list: how many articles a query holds, which stand in a window of it, and where one stands.

A list of all, or of all unread, articles is read from the counts of its days, whatever its length. Others are read on
from the nearest article whose place is known, or from their end, so that only what lies between is walked over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.store import conditions, days, newest, search
from reader.store.articles import rows_of
from reader.store.conditions import Part
from reader.store.connection import Connection, guarded
from reader.store.marking import muted
from reader.store.selection import Selection, condition_of, select
from reader.store.sql import integer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.model.article import Anchor, ArticleRow, ListQuery
    from reader.model.query import Snippet

RANKED = 2000
"""So many of the articles that match, those that came last, are ordered by their rank; the others follow by date."""


@guarded
def count(db: Connection, query: ListQuery) -> int:
    """How many articles the query holds."""
    if days.known(query):
        return sum(each for _, each in days.counted(db, query))
    wanted = condition_of(query)
    match = conditions.match_of(wanted)
    plain = query.entity_id is None and query.storyline_id is None
    plain = plain and not (query.watched or query.folded or query.feeds or query.group)
    if match is not None and plain and search.only_words(wanted) and not muted.leaves_out(db, wanted):
        return search.matches(db, match)
    chosen = select(db, query, counting=True)
    found: int = db.execute(chosen.select("count(*)"), chosen.values).fetchone()[0]
    return found


@guarded
def rows(
    db: Connection, query: ListQuery, offset: int, limit: int, *, near: Anchor | None = None, total: int | None = None
) -> list[ArticleRow]:
    """A window of the list, in its order; empty past its end.

    `near` is an article of the list whose place is known, `total` how many it holds.
    """
    offset, limit = max(0, offset), max(0, limit)
    chosen = select(db, query)
    if chosen.order == "rank":
        return rows_of(db, _ranked(db, query, chosen, offset, limit))
    if days.known(query):
        first, within = days.day_at(db, query, offset)
        return rows_of(db, _window(db, chosen.but(*first), within, limit))
    found = _among_newest(db, query, offset, limit) if chosen.collects else None
    return rows_of(db, found or _from_nearest(db, chosen, offset, limit, near, total))


def _among_newest(db: Connection, query: ListQuery, offset: int, limit: int) -> list[int] | None:
    """The window, where the newest articles fill it."""
    chosen = newest.selection(db, query, offset, limit)
    found = [] if chosen is None else _window(db, chosen, offset, limit)
    return found if len(found) == limit else None


def _window(db: Connection, chosen: Selection, offset: int, limit: int) -> list[int]:
    found = db.execute(chosen.select(chosen.key, f"{chosen.ordered} LIMIT ? OFFSET ?"), (*chosen.values, limit, offset))
    return [article_id for (article_id,) in found]


def _from_nearest(
    db: Connection, chosen: Selection, offset: int, limit: int, near: Anchor | None, total: int | None
) -> list[int]:
    """The window, read from the nearest place: the beginning, the known article, or the end."""
    if total is not None:
        limit = max(0, min(limit, total - offset))
    ways = {"start": (offset, chosen)}
    if near is not None:
        on = chosen if offset > near.index else chosen.backwards
        skipped = offset - near.index - 1 if offset > near.index else near.index - offset - limit
        ways["on" if offset > near.index else "back"] = skipped, on.but(on.beyond(near.listed, near.article_id))
    if total is not None:
        ways["end"] = total - offset - limit, chosen.backwards
    way = min((name for name, (skipped, _) in ways.items() if skipped >= 0), key=lambda name: ways[name][0])
    found = _window(db, ways[way][1], ways[way][0], limit)
    return found[::-1] if way in ("back", "end") else found


def _ranked(db: Connection, query: ListQuery, chosen: Selection, offset: int, limit: int) -> list[int]:
    """A window of a list by rank: ranking tens of thousands would make every window wait for all of them."""
    first = _first_ranked(db, query)
    if first is None:
        return _window(db, chosen, offset, limit)
    later = chosen.but(Part("article_fts.rowid >= ?", (first,)))
    ranked: int = db.execute(later.select("count(*)"), later.values).fetchone()[0]
    found = _window(db, later, offset, limit) if offset < ranked else []
    if len(found) < limit:
        found += _window(db, _unranked(db, query, first), max(0, offset - ranked), limit - len(found))
    return found


def _first_ranked(db: Connection, query: ListQuery) -> int | None:
    """The article that came first of those that are ranked; None where all are."""
    found = db.execute(
        "SELECT rowid FROM article_fts WHERE article_fts MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?",
        (conditions.match_of(condition_of(query)), RANKED - 1),
    ).fetchone()
    return None if found is None else int(found[0])


def _unranked(db: Connection, query: ListQuery, first: int) -> Selection:
    chosen = select(db, query, counting=True)
    return chosen.but(Part(f"{chosen.key} < ?", (first,)))


@guarded
def ids(db: Connection, query: ListQuery) -> list[int]:
    """The ids of all that the query holds, in no order."""
    chosen = select(db, query, counting=True)
    return [article_id for (article_id,) in db.execute(chosen.select(chosen.key), chosen.values)]


@guarded
def position(db: Connection, query: ListQuery, article_id: int) -> int | None:
    """How many articles stand before this one in the list; None where it is not in it."""
    chosen = select(db, query)
    one = chosen.but(Part(f"{chosen.key} = ?", (integer(article_id),)))
    row = db.execute(one.select("d.listed"), one.values).fetchone()
    if row is None:
        return None
    if chosen.order == "rank":
        return _rank(db, query, chosen, article_id)
    before, parts = days.before(db, query, row[0]) if days.known(query) else (0, [])
    behind = chosen.backwards
    ahead = behind.but(behind.beyond(row[0], article_id), *parts)
    found: int = db.execute(ahead.select("count(*)"), ahead.values).fetchone()[0]
    return before + found


def _rank(db: Connection, query: ListQuery, chosen: Selection, article_id: int) -> int | None:
    first = _first_ranked(db, query)
    if first is not None and article_id < first:
        older = _unranked(db, query, first)
        every = [*_window(db, chosen.but(Part("article_fts.rowid >= ?", (first,))), 0, -1), *_window(db, older, 0, -1)]
    else:
        later = chosen if first is None else chosen.but(Part("article_fts.rowid >= ?", (first,)))
        every = _window(db, later, 0, -1)
    return every.index(article_id) if article_id in every else None


@guarded
def snippets(db: Connection, query: ListQuery, articles: Sequence[int]) -> dict[int, Snippet]:
    """The surroundings of what was found in each of these articles; none where no words are looked for."""
    match = conditions.match_of(condition_of(query))
    return {} if match is None else search.snippets(db, match, articles)
