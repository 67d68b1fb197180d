"""How much two articles have to do with each other."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import repeat
from operator import mul

ENTITY_WEIGHT = 0.35
NEIGHBOURS = 30
CANDIDATES = 100
LEAST_SCORE = 0.04
_HALF_LIFE = 30.0
_PRESENCE = 0.2  # what the mere naming of an entity counts for, beside its salience from 0 to 1


@dataclass(frozen=True, slots=True)
class Profile:
    """All that an article is compared by.

    Its terms by their numbers, with weights by frequency alone; the lengths of its vectors of terms and of entities,
    each with what it says (its idf); its day.
    """

    terms: Sequence[int]
    weights: Sequence[float]
    length: float
    entity_length: float
    day: date | None


@dataclass(frozen=True, slots=True)
class Closeness:
    """Two articles compared: score and cosine of their terms, from 0 to 1."""

    score: float
    cosine: float


def length(values: Iterable[float]) -> float:
    """The length of a vector, never 0."""
    return math.sqrt(sum(value * value for value in values)) or 1.0


def entity_weight(salience: float, says: float) -> float:
    """An entity's part in the comparison of an article that names it."""
    return (_PRESENCE + salience) * says


class Ranker:
    """Compares one article with others.

    `idf` knows what each of its terms says, `names` the weight of each of its entities, by their numbers.
    """

    def __init__(self, article: Profile, idf: Mapping[int, float], names: Mapping[int, float]) -> None:
        self._article = article
        self._names = names
        pairs = zip(article.terms, article.weights, strict=True)
        self._dot = {term: weight * idf[term] ** 2 for term, weight in pairs}

    def compare(self, other: Profile, shared: Mapping[int, float]) -> Closeness:
        """How close another article is that gives these weights to the entities it shares."""
        article = self._article
        days = (other.day - article.day).days if article.day and other.day else None
        product = sum(map(mul, map(self._dot.get, other.terms, repeat(0.0)), other.weights))
        cosine = min(1.0, product / (article.length * other.length))
        overlap = sum(self._names[entity] * weight for entity, weight in shared.items())
        overlap /= article.entity_length * other.entity_length
        score = (cosine + ENTITY_WEIGHT * min(1.0, overlap)) / (1 + ENTITY_WEIGHT)
        return Closeness(score * decay(days), cosine)

    def shared_terms(self, other: Profile) -> list[int]:
        """The terms that bring the two together, the strongest first."""
        dot = self._dot
        pairs = zip(other.terms, other.weights, strict=True)
        shares = {term: dot[term] * weight for term, weight in pairs if term in dot}
        return sorted(shares, key=lambda term: (-shares[term], term))


def decay(days: int | None) -> float:
    """How much of a relation remains over a distance in time; all of it where that is not known."""
    return 1.0 if days is None else 0.7 + 0.3 * 2.0 ** (-abs(days) / _HALF_LIFE)
