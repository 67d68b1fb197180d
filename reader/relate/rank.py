"""How much two articles have to do with each other."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import repeat
from operator import mul
from typing import NamedTuple

from reader.relate import everyday

ENTITY_WEIGHT = 0.35
NEIGHBOURS = 30
_CANDIDATES = (100, 200)  # articles that a long one and a headline are compared with
_COMPARED = 8000  # terms in all
LEAST_SCORE = 0.04
_HALF_LIFE = 30.0
_NOTHING = repeat(0.0)
_PRESENCE = 0.2  # what the mere naming of an entity counts for, beside its salience from 0 to 1


class Profile(NamedTuple):
    """All that an article is compared by.

    Its terms by their numbers, with weights by frequency alone; its entities by id, with weights by salience alone; the
    lengths of both vectors, each part counted with what it says (its idf); its day.
    """

    terms: Sequence[int]
    weights: Sequence[float]
    length: float
    names: Sequence[int]
    presence: Sequence[float]
    entity_length: float
    day: date | None


class Closeness(NamedTuple):
    """Two articles compared: score and cosine of their terms, from 0 to 1."""

    score: float
    cosine: float


def most_candidates(terms: int) -> int:
    """How many articles one with so many terms is compared with: a headline costs less, and is worse at choosing."""
    least, most = _CANDIDATES
    return min(most, max(least, _COMPARED // max(1, terms)))


def length(values: Iterable[float]) -> float:
    """The length of a vector, never 0."""
    return math.sqrt(sum(value * value for value in values)) or 1.0


def presence(salience: float) -> float:
    """What it counts for that an article names an entity, whatever that entity says."""
    return _PRESENCE + salience


class Ranker:
    """Compares one article with others.

    `idf` knows what each of its terms says, `says` what each of its entities does, by their numbers.
    """

    def __init__(self, article: Profile, idf: Mapping[int, float], says: Mapping[int, float]) -> None:
        self._day = article.day
        pairs = zip(article.terms, article.weights, strict=True)
        self._dot = {term: weight * idf[term] ** 2 / article.length for term, weight in pairs}
        named = zip(article.names, article.presence, strict=True)
        self._named = {name: present * says[name] ** 2 / article.entity_length for name, present in named}

    def compare(self, other: Profile) -> Closeness:
        """How close another article is."""
        product = sum(map(mul, map(self._dot.get, other.terms, _NOTHING), other.weights))
        overlap = sum(map(mul, map(self._named.get, other.names, _NOTHING), other.presence))
        cosine = min(1.0, product / other.length)
        score = (cosine + ENTITY_WEIGHT * min(1.0, overlap / other.entity_length)) / (1 + ENTITY_WEIGHT)
        days = (other.day - self._day).days if self._day and other.day else None
        return Closeness(score * decay(days), cosine)

    def by_one_word(self, other: Profile) -> bool:
        """Whether one everyday word of several is all that both articles say: no name, and no second word."""
        shared = [term for term in other.terms if term in self._dot]
        return (
            len(shared) == 1 < max(len(self._dot), len(other.terms))
            and shared[0] in everyday.shares()
            and self._named.keys().isdisjoint(other.names)
        )

    def shared_names(self, other: Profile) -> dict[int, float]:
        """The entities that another article names as well, with their weights there."""
        return {name: there for name, there in zip(other.names, other.presence, strict=True) if name in self._named}

    def shared_terms(self, other: Profile) -> list[int]:
        """The terms that bring the two together, the strongest first."""
        dot = self._dot
        pairs = zip(other.terms, other.weights, strict=True)
        shares = {term: dot[term] * weight for term, weight in pairs if term in dot}
        return sorted(shares, key=lambda term: (-shares[term], term))


def decay(days: int | None) -> float:
    """How much of a relation remains over a distance in time; all of it where that is not known."""
    return 1.0 if days is None else 0.7 + 0.3 * 2.0 ** (-abs(days) / _HALF_LIFE)
