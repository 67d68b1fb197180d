"""What articles are compared by, as stored: their telling terms, and how much each term and entity says."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from weakref import WeakKeyDictionary

from reader.model.entity import Label
from reader.relate.rank import Profile, length, presence
from reader.relate.terms import KEPT_TERMS, extract, idf, query_terms, says, telling
from reader.relate.timeline import parse_day
from reader.relate.wording import Wording
from reader.store.connection import Connection
from reader.store.relating import termcount
from reader.store.sql import THESE

_STALE = 2  # a collection grown by this factor makes other terms telling
_REMEMBERED = 1500  # profiles, of some 2 kB
_EXPECTED = 0  # in place of how many articles there were: the terms of this one are counted, and no more is known yet

_NOTHING = Profile((), (), 1.0, (), (), 1.0, None)


@dataclass(frozen=True, slots=True)
class Naming:
    """An entity as one article names it; `says` is its idf."""

    label: Label
    presence: float
    says: float

    @property
    def weight(self) -> float:
        return self.presence * self.says


@dataclass(frozen=True, slots=True)
class Subject:
    """An article about to be compared with others.

    `idf` says how much each of its terms tells and `spelling` how it spells them, `names` holds its entities by id,
    `words` the words to look for related articles by with their weights, `total` the number of articles known.
    `expected` says that this is its first profile, and its terms were counted before.
    """

    article_id: int
    profile: Profile
    idf: Mapping[int, float]
    spelling: Mapping[int, str]
    names: Mapping[int, Naming]
    words: Mapping[str, float]
    sketch: Sequence[int]
    total: int
    expected: bool


def store_profile(db: Connection, article_id: int, words: Wording) -> Subject:
    """Work out what an article is compared by and keep it; its entities have to be stored before.

    The first time, its terms are counted as used by one article more.
    """
    terms = words.unpack()
    before = db.execute("SELECT counted FROM vector WHERE article_id = ?", (article_id,)).fetchone()
    total, users = termcount.count(db, terms.weights, int(before is None))
    worth = says(users, total)
    ranked = telling(terms.weights, worth, KEPT_TERMS)
    names = _names(db, article_id, total)
    profile = Profile(
        terms=ranked,
        weights=[terms.weights[term] for term in ranked],
        length=length(terms.weights[term] * worth[term] for term in ranked),
        names=list(names),
        presence=[naming.presence for naming in names.values()],
        entity_length=length(naming.weight for naming in names.values()),
        day=parse_day(_published(db, article_id)),
    )
    _keep(db, article_id, profile, total)
    return Subject(
        article_id=article_id,
        profile=profile,
        idf=worth,
        spelling=terms.spelling,
        names=names,
        words=searched(ranked, terms.weights, worth, users, total, terms.spelling),
        sketch=_keep_sketch(db, article_id, array("I", words.sketched), total),
        total=total,
        expected=before == (_EXPECTED,),
    )


def expect_profile(db: Connection, article_id: int) -> None:
    """Count the terms of an article that has no profile yet, and will be given one soon."""
    text = db.execute(
        "SELECT title, text FROM article WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM vector WHERE article_id = ?1)",
        (article_id,),
    ).fetchone()
    if text is not None:
        termcount.count(db, extract(*text).weights, 1)
        _keep(db, article_id, _NOTHING, _EXPECTED)


def searched(
    ranked: Sequence[int],
    weights: Mapping[int, float],
    worth: Mapping[int, float],
    users: Mapping[int, int],
    total: int,
    spelling: Mapping[int, str],
) -> dict[str, float]:
    """The words to look for candidates by, with what each counts."""
    return {spelling[term]: weights[term] * worth[term] ** 2 for term in query_terms(ranked, users, total)}


def _names(db: Connection, article_id: int, total: int) -> dict[int, Naming]:
    rows = db.execute(
        "SELECT e.id, e.label, n.salience, e.articles FROM article_entity n JOIN entity e ON e.id = n.entity_id"
        " WHERE n.article_id = ?",
        (article_id,),
    )
    return {
        entity_id: Naming(Label(label), presence(salience), idf(articles, total))
        for entity_id, label, salience, articles in rows
    }


def _published(db: Connection, article_id: int) -> str | None:
    found: str | None = db.execute("SELECT published FROM article WHERE id = ?", (article_id,)).fetchone()[0]
    return found


def _keep(db: Connection, article_id: int, profile: Profile, total: int) -> None:
    _forget(db, article_id)
    day = None if profile.day is None else profile.day.isoformat()
    terms, names = (array("I", each).tobytes() for each in (profile.terms, profile.names))
    weights, presences = (array("f", each).tobytes() for each in (profile.weights, profile.presence))
    db.execute(
        "INSERT OR REPLACE INTO vector VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (article_id, terms, weights, profile.length, profile.entity_length, total, day, names, presences),
    )


def keep_names(db: Connection, article_id: int, names: Iterable[tuple[int, float]]) -> None:
    """Let an article be compared by other entities, given with their salience; nothing where it has no profile yet."""
    _forget(db, article_id)
    pairs = list(names)
    ids, presences = array("I", [name for name, _ in pairs]), array("f", [presence(central) for _, central in pairs])
    db.execute(
        "UPDATE vector SET names = ?, presence = ? WHERE article_id = ?",
        (ids.tobytes(), presences.tobytes(), article_id),
    )


def _keep_sketch(db: Connection, article_id: int, numbers: array[int], total: int) -> Sequence[int]:
    db.execute("INSERT OR REPLACE INTO sketch VALUES (?, ?, ?)", (article_id, numbers.tobytes(), total))
    return numbers


def load_sketches(db: Connection, ids: Sequence[int]) -> dict[int, Sequence[int]]:
    """The sketches of those of the articles that have one."""
    rows = db.execute(f"SELECT article_id, numbers FROM sketch WHERE article_id IN ({THESE})", (json.dumps(ids),))  # noqa: S608
    return {article_id: array("I", numbers) for article_id, numbers in rows}


def load_profiles(db: Connection, ids: Sequence[int], total: int) -> dict[int, Profile]:
    """The profiles of those of the articles that have one, their lengths renewed where the collection outgrew them."""
    found: dict[int, Profile] = {}
    stale: dict[int, Profile] = {}
    for article_id, (profile, counted) in _read(db, ids).items():
        (stale if total > _STALE * counted else found)[article_id] = profile
    return found | _renewed(db, stale, total) if stale else found


@dataclass(slots=True)
class _Memory:
    """Profiles that a connection has read, with the size of the collection then: one article after the other is
    compared with much the same ones.

    Of no use once another connection has written, or this one has written articles or taken back what it read.
    """

    state: tuple[int, int]
    rows: dict[int, tuple[Profile, int]] = field(default_factory=dict)


_memories: WeakKeyDictionary[Connection, _Memory] = WeakKeyDictionary()


def _memory(db: Connection) -> _Memory:
    state = db.execute("PRAGMA data_version").fetchone()[0], db.rollbacks
    memory = _memories.get(db)
    if memory is None or memory.state != state or not db.annotates:
        memory = _memories[db] = _Memory(state)
    return memory


def _read(db: Connection, ids: Sequence[int]) -> dict[int, tuple[Profile, int]]:
    known = _memory(db).rows
    unknown = [article_id for article_id in ids if article_id not in known]
    rows = db.execute(
        f"SELECT * FROM vector WHERE article_id IN ({THESE}) AND counted <> ?",  # noqa: S608
        (json.dumps(unknown), _EXPECTED),
    )
    for article_id, terms, weights, own_length, entity_length, counted, day, names, presences in rows:
        profile = Profile(
            array("I", terms),
            array("f", weights),
            own_length,
            array("I", names),
            array("f", presences),
            entity_length,
            parse_day(day),
        )
        known[article_id] = profile, counted
    found = {article_id: known[article_id] for article_id in ids if article_id in known}
    for article_id in list(islice(known, max(0, len(known) - _REMEMBERED))):
        del known[article_id]
    return found


def _forget(db: Connection, article_id: int) -> None:
    if (memory := _memories.get(db)) is not None:
        memory.rows.pop(article_id, None)


def _renewed(db: Connection, stale: Mapping[int, Profile], total: int) -> dict[int, Profile]:
    terms = {term for each in stale.values() for term in each.terms}
    worth = says(termcount.users(db, terms), total)
    renewed = {}
    for article_id, profile in stale.items():
        pairs = zip(profile.terms, profile.weights, strict=True)
        renewed[article_id] = profile._replace(
            length=length(weight * worth[term] for term, weight in pairs),
            entity_length=length(naming.weight for naming in _names(db, article_id, total).values()),
        )
        _keep(db, article_id, renewed[article_id], total)
    return renewed
