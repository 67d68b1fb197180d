"""How much two articles have to do with each other."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

ENTITY_WEIGHT = 0.35
NEIGHBOURS = 20
CANDIDATES = 150
LEAST_SCORE = 0.12
_HALF_LIFE = 30.0


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
    """Two articles compared: score and cosine from 0 to 1, and days from the first to the second where known."""

    score: float
    cosine: float
    days: int | None

    def turned(self) -> Closeness:
        """The same as seen from the second article."""
        return self if self.days is None else replace(self, days=-self.days)


def length(values: Iterable[float]) -> float:
    """The length of a vector, never 0."""
    return math.sqrt(sum(value * value for value in values)) or 1.0


class Ranker:
    """Compares one article with others.

    `idf` knows what each of its terms says, `names` what each of its entities says, by their numbers.
    """

    def __init__(self, article: Profile, idf: Mapping[int, float], names: Mapping[int, float]) -> None:
        self._article = article
        self._names = names
        pairs = zip(article.terms, article.weights, strict=True)
        self._dot = {term: weight * idf[term] ** 2 for term, weight in pairs}

    def compare(self, other: Profile, shared: Iterable[int]) -> Closeness:
        """How close another article is that shares these entities."""
        article = self._article
        days = (other.day - article.day).days if article.day and other.day else None
        product = sum(self._shares(other).values())
        cosine = min(1.0, product / (article.length * other.length))
        overlap = sum(self._names[entity] ** 2 for entity in shared) / (article.entity_length * other.entity_length)
        score = (cosine + ENTITY_WEIGHT * min(1.0, overlap)) / (1 + ENTITY_WEIGHT)
        return Closeness(score * decay(days), cosine, days)

    def shared_terms(self, other: Profile) -> list[int]:
        """The terms that bring the two together, the strongest first."""
        shares = self._shares(other)
        return sorted(shares, key=lambda term: (-shares[term], term))

    def _shares(self, other: Profile) -> dict[int, float]:
        dot = self._dot
        return {
            term: dot[term] * weight for term, weight in zip(other.terms, other.weights, strict=True) if term in dot
        }


def decay(days: int | None) -> float:
    """How much of a relation remains over a distance in time; all of it where that is not known."""
    return 1.0 if days is None else 0.7 + 0.3 * 2.0 ** (-abs(days) / _HALF_LIFE)
