"""Related stories worked out when an article is annotated, for itself and for the older ones it belongs to."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache

from reader.model.entity import Label
from reader.relate.rank import LEAST_SCORE, NEIGHBOURS, Closeness, Profile, Ranker, most_candidates
from reader.relate.reasons import COPY_COSINE, Evidence, quotable
from reader.relate.sketch import may_be_copies
from reader.relate.terms import COMMON_FROM, NEWEST_USERS, as_written, idf
from reader.relate.timeline import days_apart
from reader.relate.versions import look_alike, one_text, version
from reader.store.connection import Connection
from reader.store.relating.circles import renew_circles
from reader.store.relating.lending import LEAST, LENDERS, borrows, widened
from reader.store.relating.profiles import Subject, load_profiles, load_sketches
from reader.store.search import quoted
from reader.store.sql import THESE

_TELLING = 0.2  # of all articles: a name in more of them is no reason to read two of them together
_OTHER_STORY = 0.1  # the most that two reports have from one form of different things: related, but no storyline
_LOOKED_AT = 6  # shared words, for two that can be quoted
_KEPT_NAMES = 4  # more than are shown: of some it may turn out that they are one


@dataclass(frozen=True, slots=True)
class _Field:
    """An article among its candidates: how close each is that is close at all, and which are versions of its text."""

    subject: Subject
    ranker: Ranker
    profiles: Mapping[int, Profile]
    near: Mapping[int, Closeness]
    copies: Set[int]


def renew_neighbours(db: Connection, subject: Subject) -> None:
    """Replace all relations of an article, in both directions; every article keeps its thirty strongest."""
    article_id = subject.article_id
    before = [row[0] for row in db.execute("SELECT a FROM neighbour WHERE b = ?", (article_id,))]
    db.execute("DELETE FROM neighbour WHERE a = ?", (article_id,))
    db.execute("DELETE FROM neighbour WHERE b = ?", (article_id,))
    field = _field(db, subject)
    if borrows(db, subject) and (lenders := _lenders(field)):
        field = _field(db, widened(db, subject, lenders))
    order = sorted(field.near, key=lambda other: (-field.near[other].score, other))
    to_beat = _to_beat(db, order)
    backs = {other for other in order if field.near[other].score > to_beat.get(other, 0.0)}
    evidence = _evidence(db, field, {*order[:NEIGHBOURS], *backs})
    rows = []
    for place, other in enumerate(order):
        if place < NEIGHBOURS:
            rows.append(_row(article_id, other, field.near[other], evidence[other]))
        if other in backs:
            rows.append(_row(other, article_id, field.near[other], evidence[other]))
    db.executemany("INSERT INTO neighbour VALUES (?, ?, ?, ?)", rows)
    db.executemany(_TRIM, [(other, NEIGHBOURS) for other in backs if other in to_beat])
    renew_circles(db, {article_id, *backs, *before})


_TRIM = """DELETE FROM neighbour WHERE a = ?1 AND b IN
    (SELECT b FROM neighbour WHERE a = ?1 ORDER BY score DESC, b LIMIT -1 OFFSET ?2)"""


def _row(a: int, b: int, closeness: Closeness, evidence: Evidence) -> tuple[int, int, float, str]:
    return a, b, round(closeness.score, 4), pack(evidence)


_COPY, _LINKED = 1, 2  # how two articles relate beyond what they share
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


def pack(evidence: Evidence) -> str:
    """Evidence as it is stored; `unpack` reads it."""
    return _ENCODER.encode([evidence.names, evidence.terms, _COPY if evidence.copy else _LINKED * evidence.linked])


def unpack(stored: Sequence[str]) -> list[Evidence]:
    """Evidence as it was stored, of all that is shown at once; ValueError where a file is damaged."""
    return [
        Evidence(tuple(names), tuple(terms), kind == _COPY, kind == _LINKED)
        for names, terms, kind in json.loads(f"[{','.join(stored)}]")
    ]


def _to_beat(db: Connection, ids: Sequence[int]) -> dict[int, float]:
    """For articles that have all the neighbours they may have, the lowest score among them."""
    rows = db.execute(
        f"SELECT a, min(score) FROM neighbour WHERE a IN ({THESE}) GROUP BY a HAVING count(*) >= ?",  # noqa: S608
        (json.dumps(ids), NEIGHBOURS),
    )
    return dict(rows.fetchall())


def _field(db: Connection, subject: Subject) -> _Field:
    profiles = load_profiles(db, _candidates(db, subject), subject.total)
    ranker = Ranker(subject.profile, subject.idf, {entity: naming.says for entity, naming in subject.names.items()})
    compared = {other: ranker.compare(profile) for other, profile in profiles.items()}
    near = {other: closeness for other, closeness in compared.items() if closeness.score >= LEAST_SCORE}
    if subject.total < COMMON_FROM:  # how common a word is cannot be known yet
        near = {other: near[other] for other in near if not ranker.by_one_word(profiles[other])}
    copies, others = _versions(db, subject, [other for other in near if near[other].cosine >= COPY_COSINE], profiles)
    near |= {other: near[other]._replace(score=min(near[other].score, _OTHER_STORY)) for other in others}
    return _Field(subject, ranker, profiles, near, copies)


def _lenders(field: _Field) -> dict[int, float]:
    """The nearest of those near enough to lend a headline their words, with their scores."""
    scores = {other: closeness.score for other, closeness in field.near.items() if closeness.score >= LEAST}
    return {other: scores[other] for other in sorted(scores, key=lambda other: (-scores[other], other))[:LENDERS]}


def _candidates(db: Connection, subject: Subject) -> list[int]:
    """The articles that share most of the subject's words, each counted by its weight.

    Asking for one word after the other spares the cost of FTS5's own ranking, which the comparison makes needless.
    """
    if not subject.words:
        return []
    every = " UNION ALL ".join([_USERS] * len(subject.words))
    values: list[float | str | int] = []
    for word, weight in subject.words.items():
        values += [weight, quoted(word), NEWEST_USERS]
    rows = db.execute(
        f"SELECT id FROM ({every}) WHERE id <> ? GROUP BY id ORDER BY sum(weight) DESC, id DESC LIMIT ?",  # noqa: S608
        (*values, subject.article_id, most_candidates(len(subject.profile.terms))),
    )
    return [other for (other,) in rows]


_USERS = """SELECT * FROM (SELECT rowid AS id, ? AS weight FROM article_fts WHERE article_fts MATCH ?
    ORDER BY rowid DESC LIMIT ?)"""


def _evidence(db: Connection, field: _Field, others: set[int]) -> dict[int, Evidence]:
    spelt = _speller(db, field.subject.article_id)
    found = {}
    for other in others:
        names = _shared_names(field.subject, field.ranker.shared_names(field.profiles[other]))
        terms = [] if names else field.ranker.shared_terms(field.profiles[other])
        own = [field.subject.spelling[term] for term in terms if term in field.subject.spelling]
        words = [spelt(word) for word in own[:_LOOKED_AT] if quotable(word)]
        copy = other in field.copies
        found[other] = Evidence(names[:_KEPT_NAMES], words[:2], copy, linked=not (own or names or copy))
    return found


def _speller(db: Connection, article_id: int) -> Callable[[str], str]:
    """How an article writes a word; it is read when the first is asked for."""

    @cache
    def written() -> str:
        row = db.execute("SELECT title || char(10) || text FROM article WHERE id = ?", (article_id,)).fetchone()
        return str(row[0])

    return cache(lambda word: as_written(word, written()))


def _versions(
    db: Connection, subject: Subject, alike: Sequence[int], profiles: Mapping[int, Profile]
) -> tuple[set[int], set[int]]:
    """Of articles much like the subject the versions of its text, and those that only look so; few are read."""
    sketches = load_sketches(db, alike)
    likely = [other for other, numbers in sketches.items() if may_be_copies(subject.sketch, numbers)]
    if not likely:
        return set(), set()
    asked = json.dumps([subject.article_id, *likely])
    rows = db.execute(f"SELECT id, title, text FROM article WHERE id IN ({THESE})", (asked,))  # noqa: S608
    told = {article_id: version(title, text) for article_id, title, text in rows}
    own = told.pop(subject.article_id)
    copies = {other for other in likely if one_text(own, told[other])}
    apart = {other: days_apart(subject.profile.day, profiles[other].day) for other in likely if other not in copies}
    return copies, {other for other, days in apart.items() if look_alike(own, told[other], days)}


def _shared_names(subject: Subject, shared: Mapping[int, float]) -> list[int]:
    """Entities both articles name, first what is central to both and tells much; a people's name ("Turkish") last.

    They are kept as ids and put into words when they are read: a name may grow fuller meanwhile.
    """
    least = idf(int(_TELLING * subject.total), subject.total) if subject.total >= COMMON_FROM else 0.0
    mine = subject.names
    return sorted(
        (entity for entity in shared if mine[entity].says >= least),
        key=lambda entity: (
            mine[entity].label == Label.NORP,
            -mine[entity].says * mine[entity].presence * shared[entity],
        ),
    )
