"""Storylines looked at as a whole: what articles that came one by one could not know is put right in the background.

Everything is read and worked out without a lock; what has to change is then written a few articles at a time, so
that nobody waits for it. An article that comes or changes meanwhile is looked at the next time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from reader.relate.circle import NARROW
from reader.relate.storyline import Membership, akin, groups, keep_ids
from reader.relate.timeline import parse_day
from reader.store import storylines
from reader.store.connection import Connection, guarded
from reader.store.relating import termcount
from reader.store.relating.circles import load_circles, load_days
from reader.store.relating.late import relate_again
from reader.store.sql import marks, parts
from reader.store.transactions import paced, transaction

DAYS = 30  # as far as a storyline may reach from an article
_MANY = 300  # articles: of fewer only the surroundings are looked at
_BELOW, _ABOVE, _MARGIN = 6000, 2000, 1500  # articles looked at together; the last ones lack what stands below them
_RELATED_AT_ONCE = 100
_FORGOTTEN_AT_ONCE = 50
_AT_ONCE = 25  # articles written in one transaction


@dataclass(frozen=True, slots=True)
class _Scene:
    """Articles looked at together: those that wait, with their tokens; those that may change; and all."""

    waiting: Mapping[int, bytes]
    core: frozenset[int]
    whole: tuple[int, ...]


@guarded
def unsettled(db: Connection) -> int:
    """How many articles have come since storylines were last looked at as a whole around them."""
    count: int = db.execute("SELECT count(*) FROM unsettled").fetchone()[0]
    return count


@guarded
def settle(db: Connection) -> int:
    """Look at the storylines around some of the articles that have come; how many are settled by that, 0 at the end."""
    _forget(db)
    if again := relate_again(db, _RELATED_AT_ONCE):
        return again
    scene = _scene(db)
    if not scene.waiting:
        return 0
    before = _memberships(db, scene.whole)
    pairs = akin(load_circles(db, scene.whole, NARROW), load_days(db, scene.whole))
    wanted = keep_ids(groups(pairs), before)
    _write(db, scene, [each for each in wanted if not scene.core.isdisjoint(each.articles)], before)
    with transaction(db):
        db.executemany("DELETE FROM unsettled WHERE article_id = ? AND token = ?", scene.waiting.items())
    return len(scene.waiting)


def _forget(db: Connection) -> None:
    while gone := termcount.gone(db, _FORGOTTEN_AT_ONCE):
        paced(db, gone, lambda each: termcount.forget(db, each))


def _scene(db: Connection) -> _Scene:
    waiting = dict(db.execute("SELECT article_id, token FROM unsettled LIMIT ?", (_MANY + 1,)).fetchall())
    if len(waiting) > _MANY:
        return _stretch(db)
    near = {*waiting, *_company(db, waiting)}
    return _Scene(waiting, frozenset(near), tuple(sorted({*near, *_company(db, near)})))


def _company(db: Connection, ids: Iterable[int]) -> set[int]:
    """The kin of articles, and whatever is in one storyline with them."""
    found = {other for circle in load_circles(db, list(ids), NARROW).values() for other in circle}
    for part in parts(list(found)):
        found.update(
            row[0]
            for row in db.execute(
                "SELECT article_id FROM storyline_article WHERE storyline_id IN (SELECT storyline_id"  # noqa: S608
                f" FROM storyline_article WHERE article_id IN ({marks(part)}))",
                part,
            )
        )
    return found


def _stretch(db: Connection) -> _Scene:
    """The newest of many articles that wait, and what stands around them in time."""
    listed, first = db.execute(
        "SELECT a.listed, a.id FROM unsettled u JOIN article a ON a.id = u.article_id ORDER BY 1 DESC, 2 LIMIT 1"
    ).fetchone()
    low, high = _bounds(listed)
    below = db.execute(
        "SELECT a.id, u.token FROM article a LEFT JOIN unsettled u ON u.article_id = a.id"
        " WHERE a.listed >= ?1 AND (a.listed < ?2 OR (a.listed = ?2 AND a.id >= ?3))"
        " ORDER BY a.listed DESC, a.id LIMIT ?4",
        (low, listed, first, _BELOW),
    ).fetchall()
    above = db.execute(
        "SELECT id FROM article WHERE listed <= ?1 AND (listed > ?2 OR (listed = ?2 AND id < ?3))"
        " ORDER BY listed, id DESC LIMIT ?4",
        (high, listed, first, _ABOVE),
    ).fetchall()
    sure = below if len(below) < _BELOW else below[:-_MARGIN]
    whole = [article_id for article_id, *_ in [*above, *below]]
    waiting = {article_id: token for article_id, token in sure if token is not None}
    return _Scene(waiting, frozenset(whole), tuple(sorted(whole)))


def _bounds(listed: str) -> tuple[str, str]:
    day = parse_day(listed)
    if day is None:
        return listed, listed
    return (day - timedelta(days=DAYS)).isoformat(), (day + timedelta(days=DAYS)).isoformat()


def _memberships(db: Connection, ids: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for part in parts(ids):
        rows = db.execute(
            f"SELECT article_id, storyline_id FROM storyline_article WHERE article_id IN ({marks(part)})",  # noqa: S608
            part,
        )
        found.update(rows.fetchall())
    return found


def _write(db: Connection, scene: _Scene, wanted: Sequence[Membership], before: Mapping[int, int]) -> None:
    """Bring the storylines of a scene into the wanted state, in short transactions."""
    grouped = {article_id for each in wanted for article_id in each.articles}
    for each in wanted:
        moving = [article_id for article_id in each.articles if before.get(article_id, -1) != each.storyline]
        storyline = each.storyline
        for ids in parts(moving, _AT_ONCE):
            storyline = _move(db, storyline, ids, before)
    leaving = [article_id for article_id in sorted(scene.core & before.keys()) if article_id not in grouped]
    for ids in parts(leaving, _AT_ONCE):
        _dismiss(db, ids, before, frozenset(scene.whole))
    with transaction(db):
        storylines.dissolve(db)


def _move(db: Connection, storyline: int | None, ids: Sequence[int], before: Mapping[int, int]) -> int:
    """Move articles into a storyline, a new one for None; what another process has moved meanwhile stays there.

    The storylines they leave are not dissolved yet, as others may be about to join those.
    """
    with transaction(db):
        now = _memberships(db, ids)
        if storyline is None or not storylines.exists(db, storyline):
            storyline = storylines.found(db)
        storylines.put(db, storyline, [each for each in ids if now.get(each) == before.get(each)])
        storylines.choose_titles(db, {storyline, *now.values()})
    return storyline


def _dismiss(db: Connection, ids: Sequence[int], before: Mapping[int, int], seen: frozenset[int]) -> None:
    """Let articles go out of storylines of which all articles were looked at."""
    with transaction(db):
        now = _memberships(db, ids)
        for article_id, storyline in now.items():
            if storyline == before[article_id] and seen.issuperset(storylines.members(db, storyline)):
                db.execute("DELETE FROM storyline_article WHERE article_id = ?", (article_id,))
        storylines.choose_titles(db, set(now.values()))
