"""Related stories worked out when an article is annotated, for itself and for the older ones it belongs to."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from reader.model.entity import Label
from reader.relate.rank import CANDIDATES, LEAST_SCORE, NEIGHBOURS, Closeness, Profile, Ranker
from reader.relate.reasons import COPY_COSINE, Evidence, is_copy, reasons
from reader.relate.terms import COMMON_FROM, idf
from reader.store.database import Connection, marks
from reader.store.profiles import Subject, load_profiles, term_texts
from reader.store.search import quoted

_NEWEST_USERS = 2000  # of a word; so a search costs no more in a large collection
_TELLING = 0.2  # of all articles: a name in more of them is no reason to read two of them together


@dataclass(frozen=True, slots=True)
class _Field:
    """An article among its candidates: how close each is, and which entities it shares, with their salience there."""

    subject: Subject
    ranker: Ranker
    profiles: Mapping[int, Profile]
    shared: Mapping[int, Mapping[int, float]]
    near: Mapping[int, Closeness]


def renew_neighbours(db: Connection, subject: Subject) -> None:
    """Replace all relations of an article, in both directions; every article keeps its twenty strongest."""
    article_id = subject.article_id
    db.execute("DELETE FROM neighbour WHERE a = ?", (article_id,))
    db.execute("DELETE FROM neighbour WHERE b = ?", (article_id,))
    field = _field(db, subject)
    order = sorted(field.near, key=lambda other: (-field.near[other].score, other))
    to_beat = _to_beat(db, order)
    for place, other in enumerate(order):
        closeness = field.near[other]
        back = closeness.score > to_beat.get(other, 0.0)
        if place >= NEIGHBOURS and not back:
            continue
        evidence = _evidence(db, field, other)
        if place < NEIGHBOURS:
            _insert(db, article_id, other, closeness, evidence)
        if back:
            _insert(db, other, article_id, closeness.turned(), evidence)
            _trim(db, other)


def _insert(db: Connection, a: int, b: int, closeness: Closeness, evidence: Evidence) -> None:
    words = json.dumps(reasons(closeness, evidence), ensure_ascii=False)
    db.execute("INSERT INTO neighbour VALUES (?, ?, ?, ?)", (a, b, round(closeness.score, 4), words))


def _to_beat(db: Connection, ids: Sequence[int]) -> dict[int, float]:
    """For articles that have all the neighbours they may have, the lowest score among them."""
    rows = db.execute(
        f"SELECT a, min(score) FROM neighbour WHERE a IN ({marks(ids)}) GROUP BY a HAVING count(*) >= ?",  # noqa: S608
        (*ids, NEIGHBOURS),
    )
    return dict(rows.fetchall())


def _trim(db: Connection, a: int) -> None:
    db.execute(
        "DELETE FROM neighbour WHERE a = ?1 AND b IN"
        " (SELECT b FROM neighbour WHERE a = ?1 ORDER BY score DESC, b LIMIT -1 OFFSET ?2)",
        (a, NEIGHBOURS),
    )


def _field(db: Connection, subject: Subject) -> _Field:
    profiles = load_profiles(db, _candidates(db, subject), subject.total)
    shared = _shared(db, list(profiles), list(subject.names))
    says = {entity: naming.says for entity, naming in subject.names.items()}
    ranker = Ranker(subject.profile, subject.idf, says)
    compared = {other: ranker.compare(profile, shared.get(other, ())) for other, profile in profiles.items()}
    near = {other: closeness for other, closeness in compared.items() if closeness.score >= LEAST_SCORE}
    return _Field(subject, ranker, profiles, shared, near)


def _candidates(db: Connection, subject: Subject) -> list[int]:
    """The articles that share most of the subject's words, each counted by its weight.

    Asking for one word after the other spares the cost of FTS5's own ranking, which the comparison makes needless.
    """
    found: dict[int, float] = defaultdict(float)
    for word, weight in subject.words.items():
        rows = db.execute(
            "SELECT rowid FROM article_fts WHERE article_fts MATCH ? ORDER BY rowid DESC LIMIT ?",
            (quoted(word), _NEWEST_USERS),
        )
        for (other,) in rows:
            found[other] += weight
    found.pop(subject.article_id, None)
    return nlargest(CANDIDATES, found, key=lambda other: (found[other], other))


def _shared(db: Connection, ids: Sequence[int], entities: Sequence[int]) -> dict[int, dict[int, float]]:
    """Which of these entities each article names, and how central they are there."""
    found: dict[int, dict[int, float]] = defaultdict(dict)
    for other, entity, salience in db.execute(
        f"SELECT article_id, entity_id, salience FROM article_entity WHERE article_id IN ({marks(ids)})"  # noqa: S608
        f" AND +entity_id IN ({marks(entities)})",  # by article: an entity may have a hundred thousand
        (*ids, *entities),
    ):
        found[other][entity] = salience
    return found


def _evidence(db: Connection, field: _Field, other: int) -> Evidence:
    names = _shared_names(field.subject, field.shared.get(other, {}))
    copy = field.near[other].cosine >= COPY_COSINE and is_copy(_text(db, field.subject.article_id), _text(db, other))
    terms = [] if names else field.ranker.shared_terms(field.profiles[other])
    return Evidence(names, term_texts(db, terms[:2]), copy)


def _shared_names(subject: Subject, shared: Mapping[int, float]) -> list[str]:
    """Entities both articles name, the most telling first; a people's name ("Turkish") only after all others.

    They stand as their ids in braces, to be put into words when they are read: a name may grow fuller meanwhile.
    """
    least = idf(int(_TELLING * subject.total), subject.total) if subject.total >= COMMON_FROM else 0.0
    mine = subject.names
    telling = sorted(
        (entity for entity in shared if mine[entity].says >= least),
        key=lambda entity: (
            mine[entity].label == Label.NORP,
            -mine[entity].says * (mine[entity].salience + shared[entity]),
        ),
    )
    return [f"{{{entity}}}" for entity in telling]


def _text(db: Connection, article_id: int) -> str:
    text: str = db.execute("SELECT text FROM article WHERE id = ?", (article_id,)).fetchone()[0]
    return text
