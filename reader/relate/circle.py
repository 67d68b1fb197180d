"""Articles known by the company they keep: the circle of an article is itself with its nearest neighbours.

Two articles on one event may share few words, but they share neighbours; and how much texts have in common depends
on their length and noise, while the order of an article's neighbours does not. So circles are what related stories
are ranked by in the end, and what storylines are made of, with one setting for headlines and long articles.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul

KIN = 10


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a circle goes: the least score of kin, and the least share of the nearest neighbour's score."""

    least: float
    share: float


WIDE = Reach(0.07, 0.3)  # what is related
NARROW = Reach(0.12, 0.5)  # what is the same story

Circle = Mapping[int, float]


def circle(article: int, others: Sequence[int], scores: Sequence[float], reach: Reach = WIDE) -> Circle:
    """An article and its ten nearest neighbours with weights, as a vector of length 1; `others` come nearest first."""
    near, best = _near(scores, reach)
    kin = dict(zip(others, near, strict=False))
    kin[article] = best
    weights = kin.values()
    length = math.sqrt(sum(map(mul, weights, weights)))
    return {other: weight / length for other, weight in kin.items()}


def kinship(first: Circle, second: Circle) -> float:
    """How far two circles are the same, from 0 to 1."""
    if len(second) < len(first):
        first, second = second, first
    return sum([weight * second[other] for other, weight in first.items() if other in second])


def kinship_to(own: Circle, article: int, others: Sequence[int], scores: Sequence[float], reach: Reach = WIDE) -> float:
    """The kinship of a circle to the one that `circle` would make of the rest, which is not made for that."""
    near, best = _near(scores, reach)
    length = math.sqrt(sum(map(mul, near, near), best * best))
    shared = [own[other] * weight for other, weight in zip(others, near, strict=False) if other in own]
    return sum(shared, own.get(article, 0.0) * best) / length


def _near(scores: Sequence[float], reach: Reach) -> tuple[Sequence[float], float]:
    """Of scores, the highest first, those within reach, and what the article itself counts for."""
    best = scores[0] if scores and scores[0] >= reach.least else 1.0
    bound = max(reach.least, reach.share * best)
    count = min(KIN, len(scores))
    while count and scores[count - 1] < bound:
        count -= 1
    return scores[:count], best
