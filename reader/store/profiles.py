"""What articles are compared by, as stored: their telling terms, and how much each term and entity says."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reader.model.entity import Label
from reader.relate.rank import Profile, entity_weight, length
from reader.relate.sketch import sketch
from reader.relate.terms import KEPT_TERMS, extract, idf, query_terms, telling
from reader.relate.timeline import parse_day
from reader.store import termcount
from reader.store.database import Connection, marks, parts

_STALE = 1.5  # a collection grown by this factor makes other terms telling


@dataclass(frozen=True, slots=True)
class Naming:
    """An entity as one article names it; `says` is its idf."""

    label: Label
    salience: float
    says: float

    @property
    def weight(self) -> float:
        return entity_weight(self.salience, self.says)


@dataclass(frozen=True, slots=True)
class Subject:
    """An article about to be compared with others.

    `idf` says how much each of its terms tells and `spelling` how it spells them, `names` holds its entities by id,
    `words` the words to look for related articles by with their weights, `total` the number of articles known.
    """

    article_id: int
    profile: Profile
    idf: Mapping[int, float]
    spelling: Mapping[int, str]
    names: Mapping[int, Naming]
    words: Mapping[str, float]
    sketch: Sequence[int]
    total: int


def store_profile(db: Connection, article_id: int, title: str, text: str) -> Subject:
    """Work out what an article is compared by and keep it; its entities have to be stored before.

    The first time, its terms are counted as used by one article more.
    """
    terms = extract(title, text)
    new = db.execute("SELECT 1 FROM vector WHERE article_id = ?", (article_id,)).fetchone() is None
    total, known = termcount.count(db, terms.weights, int(new))
    users = {term: articles for term, (_, articles) in known.items()}
    ranked = telling(terms.weights, users, total, KEPT_TERMS)
    says = {term: idf(users[term], total) for term in ranked}
    names = _names(db, article_id, total)
    profile = Profile(
        terms=[known[term][0] for term in ranked],
        weights=[terms.weights[term] for term in ranked],
        length=length(terms.weights[term] * says[term] for term in ranked),
        entity_length=length(naming.weight for naming in names.values()),
        day=parse_day(_published(db, article_id)),
    )
    _keep(db, article_id, profile, total)
    return Subject(
        article_id=article_id,
        profile=profile,
        idf={known[term][0]: says[term] for term in ranked},
        spelling={known[term][0]: terms.spelling[term] for term in ranked},
        names=names,
        words={
            terms.spelling[term]: terms.weights[term] * says[term] ** 2 for term in query_terms(ranked, users, total)
        },
        sketch=_keep_sketch(db, article_id, sketch(title, text), total),
        total=total,
    )


def _names(db: Connection, article_id: int, total: int) -> dict[int, Naming]:
    rows = db.execute(
        "SELECT e.id, e.label, n.salience, e.articles FROM article_entity n JOIN entity e ON e.id = n.entity_id"
        " WHERE n.article_id = ?",
        (article_id,),
    )
    return {
        entity_id: Naming(Label(label), salience, idf(articles, total)) for entity_id, label, salience, articles in rows
    }


def _published(db: Connection, article_id: int) -> str | None:
    found: str | None = db.execute("SELECT published FROM article WHERE id = ?", (article_id,)).fetchone()[0]
    return found


def _keep(db: Connection, article_id: int, profile: Profile, total: int) -> None:
    terms, weights = array("I", profile.terms).tobytes(), array("f", profile.weights).tobytes()
    day = None if profile.day is None else profile.day.isoformat()
    db.execute(
        "INSERT OR REPLACE INTO vector VALUES (?, ?, ?, ?, ?, ?, ?)",
        (article_id, terms, weights, profile.length, profile.entity_length, total, day),
    )


def _keep_sketch(db: Connection, article_id: int, numbers: array[int], total: int) -> Sequence[int]:
    db.execute("INSERT OR REPLACE INTO sketch VALUES (?, ?, ?)", (article_id, numbers.tobytes(), total))
    return numbers


def load_sketches(db: Connection, ids: Sequence[int]) -> dict[int, Sequence[int]]:
    """The sketches of those of the articles that have one."""
    found: dict[int, Sequence[int]] = {}
    for part in parts(ids):
        rows = db.execute(f"SELECT article_id, numbers FROM sketch WHERE article_id IN ({marks(part)})", part)  # noqa: S608
        found.update((article_id, array("I", numbers)) for article_id, numbers in rows)
    return found


def load_profiles(db: Connection, ids: Sequence[int], total: int) -> dict[int, Profile]:
    """The profiles of those of the articles that have one, their lengths renewed where the collection outgrew them."""
    found: dict[int, Profile] = {}
    stale: dict[int, Profile] = {}
    rows = db.execute(f"SELECT * FROM vector WHERE article_id IN ({marks(ids)})", ids)  # noqa: S608
    for article_id, terms, weights, own_length, entity_length, counted, day in rows:
        profile = Profile(array("I", terms), array("f", weights), own_length, entity_length, parse_day(day))
        (stale if total > _STALE * counted else found)[article_id] = profile
    return found | _renewed(db, stale, total)


def _renewed(db: Connection, stale: Mapping[int, Profile], total: int) -> dict[int, Profile]:
    says = {
        number: idf(articles, total)
        for number, articles in termcount.users(db, {term for each in stale.values() for term in each.terms}).items()
    }
    renewed = {}
    for article_id, profile in stale.items():
        pairs = zip(profile.terms, profile.weights, strict=True)
        renewed[article_id] = replace(
            profile,
            length=length(weight * says[term] for term, weight in pairs),
            entity_length=length(naming.weight for naming in _names(db, article_id, total).values()),
        )
        _keep(db, article_id, renewed[article_id], total)
    return renewed
