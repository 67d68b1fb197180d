"""Articles related when more of the collection is there: anew where it has outgrown them, or late in a first large run.

What is telling in a collection is only known once that is there. So an article is related anew when there are twice as
many as when it was; one that is sure to be before long need not be related twice.
"""

from __future__ import annotations

from reader.relate.wording import wording
from reader.store import storylines
from reader.store.connection import Connection, guarded
from reader.store.relating.neighbours import renew_neighbours
from reader.store.relating.profiles import Subject, store_profile
from reader.store.transactions import paced

_OUTGROWN = 2  # times the collection of then
_SOON = 3000  # new articles, which are all annotated within a minute: nobody waits longer for a related story


@guarded
def becoming(db: Connection) -> int:
    """How many articles will be known when all that wait are annotated.

    0 where no article will be outgrown by that, and where it takes too long to wait for it.
    """
    new: int = db.execute(
        "SELECT count(*) FROM outbox o WHERE NOT EXISTS (SELECT 1 FROM vector v WHERE v.article_id = o.article_id)"
    ).fetchone()[0]
    known = _known(db)
    return known + new if new <= _SOON and _is_outgrown(known, known + new) else 0


def _is_outgrown(then: int, now: int) -> bool:
    return then < now // _OUTGROWN


def relate(db: Connection, subject: Subject, size: int = 0) -> None:
    """Work out an article's relations and place it in a storyline; later, where the collection will outgrow them.

    `size` is how many articles there will be soon.
    """
    if _is_outgrown(subject.total, size):
        db.execute("UPDATE sketch SET counted = 0 WHERE article_id = ?", (subject.article_id,))
        storylines.unsettle(db, subject.article_id)
        return
    renew_neighbours(db, subject)
    storylines.place(db, subject.article_id)


def relate_again(db: Connection, most: int) -> int:
    """Relate some of the articles that were related when the collection was half as large, or not yet; how many.

    An upgrade may leave articles without a profile, which are related as well.
    """
    known = "NOT EXISTS (SELECT 1 FROM outbox o WHERE o.article_id = {0}.article_id)"
    ids = [
        row[0]
        for row in db.execute(
            f"SELECT article_id FROM sketch v WHERE counted < ?1 AND {known.format('v')}"  # noqa: S608
            f" UNION SELECT article_id FROM unsettled u WHERE {known.format('u')}"
            " AND NOT EXISTS (SELECT 1 FROM vector WHERE article_id = u.article_id) LIMIT ?2",
            (_known(db) // _OUTGROWN, most),
        )
    ]
    subjects: dict[int, Subject] = {}
    paced(db, ids, lambda article_id: _profile(db, article_id, subjects))
    paced(db, subjects.values(), lambda subject: _relate(db, subject))
    return len(ids)


def _known(db: Connection) -> int:
    found: int = db.execute("SELECT coalesce(max(value), 0) FROM statistic WHERE name = 'articles'").fetchone()[0]
    return found


def _profile(db: Connection, article_id: int, subjects: dict[int, Subject]) -> None:
    """Work out what an article is compared by, for all before the first is compared."""
    row = db.execute(
        "SELECT a.title, a.text, s.numbers FROM article a LEFT JOIN sketch s ON s.article_id = a.id WHERE a.id = ?",
        (article_id,),
    ).fetchone()
    if row is not None:
        subjects[article_id] = store_profile(db, article_id, wording(*row))


def _relate(db: Connection, subject: Subject) -> None:
    if db.execute("SELECT 1 FROM article WHERE id = ?", (subject.article_id,)).fetchone() is not None:
        relate(db, subject)
