"""The first window of a search for a common word, read from the newest articles alone.

To collect all articles that hold a word which half of a million hold takes a third of a second. But then the newest few
thousand hold it often enough to fill a window, and the full-text index looks through a range of ids at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.store import conditions
from reader.store.connection import Connection
from reader.store.selection import Selection, condition_of, select

if TYPE_CHECKING:
    from reader.model.article import ListQuery

NEWEST = 4000
MOST = 256  # a window further down is read from the places around it
SPREAD = 10  # ids that lie further apart, because old articles came last, are no range worth looking through


def selection(db: Connection, query: ListQuery, offset: int, limit: int) -> Selection | None:
    """The query among the newest articles; None where a window of it is not worth looking for there."""
    if offset + limit > MOST or conditions.match_of(condition_of(query)) is None:
        return None
    within = db.execute(
        "SELECT count(*), min(id), max(id), min(listed) FROM"
        " (SELECT id, listed FROM article ORDER BY listed DESC LIMIT ?)",
        (NEWEST,),
    ).fetchone()
    count, first, last, since = within
    if count < NEWEST or last - first > SPREAD * NEWEST:
        return None
    chosen = select(db, query, within=(first, last))
    # of those that came at the very moment of the last one, not all are known
    return chosen.but(conditions.Part("d.listed > ?", (since,))) if chosen.order == "newest" else None
