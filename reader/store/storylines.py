"""Storylines as stored: joined when an article is annotated, and read back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from heapq import nlargest

from reader.errors import NotFoundError
from reader.model.relation import Storyline
from reader.relate.circle import NARROW, kinship
from reader.relate.storyline import SAME_STORY, choose_title, gate
from reader.store.articles import rows_of
from reader.store.connection import Connection, guarded
from reader.store.relating.circles import load_circles, load_days
from reader.store.sql import integer, new_id

_TITLES = 60  # articles, the newest, among which a title is chosen
_NEAREST_MEMBERS = 5  # of a long storyline no more than these are asked whether an article belongs to it


def place(db: Connection, article_id: int) -> None:
    """Let an article join the storyline of its kin, found one with its nearest kin, or leave the one it was in."""
    unsettle(db, article_id)
    before, (target, partner) = _storyline(db, article_id), _best(db, article_id)
    if partner is not None:
        target = found(db)
        put(db, target, [partner])
    if target == before:
        return
    if target is None:
        db.execute("DELETE FROM storyline_article WHERE article_id = ?", (article_id,))
    else:
        put(db, target, [article_id])
    choose_titles(db, (storyline for storyline in (before, target) if storyline is not None))
    db.execute("DELETE FROM storyline WHERE id = ? AND articles < 2", (before,))


def unsettle(db: Connection, article_id: int) -> None:
    """Have the storylines around an article looked at as a whole before long."""
    db.execute("INSERT OR REPLACE INTO unsettled VALUES (?, randomblob(8))", (article_id,))


def _best(db: Connection, article_id: int) -> tuple[int | None, int | None]:
    """The storyline that an article has most kinship with on average, or the article that it founds one with."""
    circles = load_circles(db, [article_id], NARROW)
    circles |= load_circles(db, [other for other in circles[article_id] if other != article_id], NARROW)
    days = load_days(db, list(circles))
    own = circles.pop(article_id)
    members: dict[int | None, list[tuple[float, int]]] = defaultdict(list)
    for other, theirs in circles.items():
        kin = kinship(own, theirs) * gate(days[article_id], days[other])
        members[_storyline(db, other)].append((kin, -other))
    single, partner = max(members.pop(None, []), default=(0.0, 0))
    means = {
        storyline: sum(kin for kin, _ in nlargest(_NEAREST_MEMBERS, near)) / _asked(db, storyline, article_id)
        for storyline, near in members.items()
        if storyline is not None
    }
    best = max(means, key=lambda storyline: (means[storyline], -storyline), default=None)
    if best is not None and means[best] >= max(SAME_STORY, single):
        return best, None
    return None, -partner if single >= SAME_STORY else None


def _asked(db: Connection, storyline: int, article_id: int) -> int:
    others: int = db.execute(
        "SELECT count(*) FROM storyline_article WHERE storyline_id = ? AND article_id <> ?", (storyline, article_id)
    ).fetchone()[0]
    return max(1, min(others, _NEAREST_MEMBERS))


def _storyline(db: Connection, article_id: int) -> int | None:
    row = db.execute("SELECT storyline_id FROM storyline_article WHERE article_id = ?", (article_id,)).fetchone()
    return None if row is None else int(row[0])


def found(db: Connection) -> int:
    """A new storyline, still without articles."""
    return new_id(db.execute("INSERT INTO storyline DEFAULT VALUES"))


def put(db: Connection, storyline: int, ids: Iterable[int]) -> None:
    """Move articles into a storyline, out of any that they were in; one that is gone is passed over."""
    db.executemany(
        "INSERT INTO storyline_article SELECT id, ?1, listed FROM article WHERE id = ?2"
        " ON CONFLICT (article_id) DO UPDATE SET storyline_id = excluded.storyline_id",
        [(storyline, article_id) for article_id in ids],
    )


def members(db: Connection, storyline: int) -> list[int]:
    """The articles of a storyline."""
    rows = db.execute("SELECT article_id FROM storyline_article WHERE storyline_id = ?", (storyline,))
    return [row[0] for row in rows]


def exists(db: Connection, storyline: int) -> bool:
    return db.execute("SELECT 1 FROM storyline WHERE id = ?", (storyline,)).fetchone() is not None


def dissolve(db: Connection) -> None:
    """Let go of storylines of fewer than two articles; the article that is left is in none."""
    db.execute("DELETE FROM storyline WHERE articles < 2")


def choose_titles(db: Connection, changed: Iterable[int]) -> None:
    """Choose the titles of changed storylines anew."""
    for storyline in changed:
        titles = db.execute(
            "SELECT a.id, a.title FROM storyline_article m JOIN article a ON a.id = m.article_id"
            " WHERE m.storyline_id = ? ORDER BY m.listed DESC, m.article_id LIMIT ?",
            (storyline, _TITLES),
        ).fetchall()
        if titles:
            title = choose_title(dict(reversed(titles)))
            db.execute("UPDATE storyline SET title_id = ?1 WHERE id = ?2 AND title_id IS NOT ?1", (title, storyline))


_COLUMNS = """SELECT s.id, coalesce(t.title, (SELECT a.title FROM storyline_article m JOIN article a
    ON a.id = m.article_id WHERE m.storyline_id = s.id ORDER BY m.listed DESC LIMIT 1)), s.articles, s.last
    FROM storyline s LEFT JOIN article t ON t.id = s.title_id"""


@guarded
def storyline(db: Connection, storyline_id: int) -> Storyline:
    """One storyline with all its articles; NotFoundError."""
    row = db.execute(f"{_COLUMNS} WHERE s.id = ?", (integer(storyline_id),)).fetchone()
    if row is None:
        raise NotFoundError(f"There is no storyline {storyline_id} in the cache.")
    return _read(db, row)


@guarded
def title(db: Connection, storyline_id: int) -> str:
    """What a storyline is called, without reading its articles; NotFoundError."""
    row = db.execute(f"{_COLUMNS} WHERE s.id = ?", (integer(storyline_id),)).fetchone()
    if row is None:
        raise NotFoundError(f"There is no storyline {storyline_id} in the cache.")
    return str(row[1])


@guarded
def newest(db: Connection, limit: int | None = None) -> Iterator[Storyline]:
    """All storylines, or the first of them: that with the newest article first."""
    rows = db.execute(f"{_COLUMNS} ORDER BY s.last DESC, s.id LIMIT ?", (-1 if limit is None else limit,)).fetchall()
    return (_read(db, row) for row in rows)


@guarded
def _read(db: Connection, row: tuple[int, str, int, str]) -> Storyline:
    members = db.execute(
        "SELECT article_id, listed FROM storyline_article WHERE storyline_id = ? ORDER BY listed, article_id",
        (row[0],),
    ).fetchall()
    articles = rows_of(db, [article_id for article_id, _ in members])
    first = members[0][1] if members else row[3]
    return Storyline(row[0], row[1], tuple(articles), row[2], first, row[3])
