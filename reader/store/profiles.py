"""What articles are compared by, as stored: their telling terms, and how much each term and entity says."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reader.model.entity import Label
from reader.relate.rank import Profile, length
from reader.relate.terms import KEPT_TERMS, extract, idf, query_terms, telling
from reader.relate.timeline import parse_day
from reader.store.database import Connection, marks, parts
from reader.store.outbox import PendingArticle

_STALE = 1.5  # a collection grown by this factor makes other terms telling


@dataclass(frozen=True, slots=True)
class Naming:
    """An entity as one article names it; `says` is its idf."""

    label: Label
    salience: float
    says: float


@dataclass(frozen=True, slots=True)
class Subject:
    """An article about to be compared with others.

    `idf` says how much each of its terms tells, `names` holds its entities by id, `words` the words to look for
    related articles by with their weights, `total` the number of articles known.
    """

    article_id: int
    profile: Profile
    idf: Mapping[int, float]
    names: Mapping[int, Naming]
    words: Mapping[str, float]
    total: int


def store_profile(db: Connection, article: PendingArticle) -> Subject:
    """Work out what an article is compared by and keep it; its entities have to be stored before.

    The first time, its terms are counted as used by one article more.
    """
    terms = extract(article.title, article.text)
    new = db.execute("SELECT 1 FROM vector WHERE article_id = ?", (article.id,)).fetchone() is None
    total = _count(db, int(new))
    known = _counted(db, terms.weights, int(new))
    users = {term: articles for term, (_, articles) in known.items()}
    ranked = telling(terms.weights, users, total, KEPT_TERMS)
    says = {term: idf(users[term], total) for term in ranked}
    names = _names(db, article.id, total)
    profile = Profile(
        terms=[known[term][0] for term in ranked],
        weights=[terms.weights[term] for term in ranked],
        length=length(terms.weights[term] * says[term] for term in ranked),
        entity_length=length(naming.says for naming in names.values()),
        day=parse_day(_published(db, article.id)),
    )
    _keep(db, article.id, profile, total)
    words = {terms.spelling[term]: terms.weights[term] * says[term] ** 2 for term in query_terms(ranked, users, total)}
    return Subject(article.id, profile, {known[term][0]: says[term] for term in ranked}, names, words, total)


def _count(db: Connection, more: int) -> int:
    db.execute(
        "INSERT INTO statistic VALUES ('articles', ?1) ON CONFLICT (name) DO UPDATE SET value = value + ?1", (more,)
    )
    total: int = db.execute("SELECT value FROM statistic WHERE name = 'articles'").fetchone()[0]
    return total


def _counted(db: Connection, terms: Iterable[str], more: int) -> dict[str, tuple[int, int]]:
    """For each term its number and the count of articles that use it, after `more` of them."""
    db.executemany(
        "INSERT INTO term (text, articles) VALUES (?, 1) ON CONFLICT (text) DO UPDATE SET articles = articles + ?",
        [(term, more) for term in terms],
    )
    found: dict[str, tuple[int, int]] = {}
    for part in parts(list(terms)):
        rows = db.execute(f"SELECT text, id, articles FROM term WHERE text IN ({marks(part)})", part)  # noqa: S608
        found.update((text, (number, articles)) for text, number, articles in rows)
    return found


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
    db.execute(
        "INSERT OR REPLACE INTO vector VALUES (?, ?, ?, ?, ?, ?)",
        (article_id, terms, weights, profile.length, profile.entity_length, total),
    )


def term_texts(db: Connection, numbers: Sequence[int]) -> list[str]:
    """The terms of these numbers, in their order."""
    return [db.execute("SELECT text FROM term WHERE id = ?", (number,)).fetchone()[0] for number in numbers]


def load_profiles(db: Connection, ids: Sequence[int], total: int) -> dict[int, Profile]:
    """The profiles of those of the articles that have one, their lengths renewed where the collection outgrew them."""
    found: dict[int, Profile] = {}
    stale: dict[int, Profile] = {}
    rows = db.execute(
        "SELECT v.*, a.published FROM vector v JOIN article a ON a.id = v.article_id"  # noqa: S608
        f" WHERE v.article_id IN ({marks(ids)})",
        ids,
    )
    for article_id, terms, weights, own_length, entity_length, counted, published in rows:
        day = parse_day(published)
        profile = Profile(array("I", terms), array("f", weights), own_length, entity_length, day)
        (stale if total > _STALE * counted else found)[article_id] = profile
    return found | _renewed(db, stale, total)


def _renewed(db: Connection, stale: Mapping[int, Profile], total: int) -> dict[int, Profile]:
    says: dict[int, float] = {}
    for part in parts(sorted({term for profile in stale.values() for term in profile.terms})):
        rows = db.execute(f"SELECT id, articles FROM term WHERE id IN ({marks(part)})", part)  # noqa: S608
        says.update((number, idf(articles, total)) for number, articles in rows)
    renewed = {}
    for article_id, profile in stale.items():
        pairs = zip(profile.terms, profile.weights, strict=True)
        renewed[article_id] = replace(
            profile,
            length=length(weight * says[term] for term, weight in pairs),
            entity_length=length(naming.says for naming in _names(db, article_id, total).values()),
        )
        _keep(db, article_id, renewed[article_id], total)
    return renewed
