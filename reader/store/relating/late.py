"""Articles related with a view to the whole collection: anew where it has outgrown them, once in a first large run.

What is telling in a collection is only known once that is there. So an article is related anew when there are twice as
many as when it was; in a first run the words of all that come are counted before the first is compared.
"""

from __future__ import annotations

from reader.relate.wording import wording
from reader.store import storylines
from reader.store.connection import Connection, guarded
from reader.store.relating.lending import borrows
from reader.store.relating.neighbours import renew_neighbours
from reader.store.relating.profiles import Subject, expect_profile, store_profile
from reader.store.transactions import paced

_OUTGROWN = 2  # times the collection of then
_SOON = 3000  # new articles, which are all annotated within a minute: nobody waits longer for a related story


@guarded
def expect(db: Connection) -> None:
    """Count the words of all new articles that wait, where they outgrow the collection and are annotated soon."""
    new = [
        article_id
        for (article_id,) in db.execute(
            "SELECT article_id FROM outbox o WHERE NOT EXISTS"
            " (SELECT 1 FROM vector v WHERE v.article_id = o.article_id) LIMIT ?",
            (_SOON + 1,),
        )
    ]
    known = _known(db)
    if len(new) <= _SOON and _is_outgrown(known, known + len(new)):
        paced(db, new, lambda article_id: expect_profile(db, article_id))


def _is_outgrown(then: int, now: int) -> bool:
    return then < now // _OUTGROWN


def relate(db: Connection, subject: Subject) -> None:
    """Work out an article's relations and place it in a storyline.

    A headline among the first of a first run, which has hardly anybody yet to borrow words from, waits for the others.
    """
    if subject.expected and _is_outgrown(_compared(db), subject.total) and borrows(db, subject):
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


def _compared(db: Connection) -> int:
    found: int = db.execute("SELECT count(*) FROM sketch").fetchone()[0]
    return found


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
