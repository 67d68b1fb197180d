"""Storylines: which articles tell one event as it unfolds, under which id, and with which title."""

from __future__ import annotations

import heapq
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from reader.relate.circle import Circle
from reader.relate.terms import extract

SAME_STORY = 0.3  # of the mean kinship between all articles of two groups
_ALL_KIN = 13  # articles; in a larger story no article has all others in its circle
_FULL_DAYS = 7  # that an event may pause without anything lost
_HALF_LIFE = 10.0
_HUB = 200  # articles; a neighbour that more have says nothing, and would cost their square
_LEAST_PAIR = 0.02
_ASIDE = re.compile(r"""^["'“‘«„「]|:\s|[?？]$""")  # a quotation, a kicker or form before a colon, a question
_ASIDE_WORTH = 0.5  # of a title that reports

Pair = tuple[int, int]


def gate(first: date | None, second: date | None) -> float:
    """What remains of a kinship over a distance in time: all of it within a week, then half every ten days."""
    if first is None or second is None:
        return 1.0
    late = max(0, abs((first - second).days) - _FULL_DAYS)
    return float(2.0 ** (-late / _HALF_LIFE))


def akin(circles: Mapping[int, Circle], days: Mapping[int, date | None]) -> dict[Pair, float]:
    """The kinship of all pairs of articles that have any, lower id first, after the gate of time."""
    members: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for article, circle in circles.items():
        for other, weight in circle.items():
            members[other].append((article, weight))
    found: dict[Pair, float] = defaultdict(float)
    for everyone in members.values():
        near = sorted(heapq.nlargest(_HUB, everyone, key=lambda each: (each[1], each[0])))
        for at, (one, weight) in enumerate(near):
            for two, other_weight in near[at + 1 :]:
                found[one, two] += weight * other_weight
    gated = {(one, two): value * gate(days[one], days[two]) for (one, two), value in found.items()}
    return {pair: value for pair, value in gated.items() if value >= _LEAST_PAIR}


class _Groups:
    """Groups of articles that grow by merging; links between them are sums over all their pairs.

    The mean over all pairs alone would tear a large story apart: as each article has ten nearest neighbours, the more
    articles there are the fewer two of them have in common, within any part of the story as between two of them.
    """

    def __init__(self, pairs: Mapping[Pair, float]) -> None:
        self.members: dict[int, list[int]] = {}
        self._links: dict[int, dict[int, float]] = defaultdict(dict)
        self._turn: Counter[int] = Counter()
        for (one, two), value in pairs.items():
            self._links[one][two] = self._links[two][one] = value
            self.members[one], self.members[two] = [one], [two]
        self._queue = [(-value, one, two, 0, 0) for (one, two), value in pairs.items() if value >= SAME_STORY]
        heapq.heapify(self._queue)

    def merge_all(self) -> None:
        while self._queue:
            _, one, two, *turns = heapq.heappop(self._queue)
            if [self._turn[one], self._turn[two]] == turns:
                self._merge(one, two)

    def _merge(self, one: int, two: int) -> None:
        if len(self._links[one]) < len(self._links[two]):
            one, two = two, one
        self.members[one] += self.members.pop(two)
        self._turn[one] += 1
        self._turn[two] += 1
        mine = self._links[one]
        for other, value in self._links.pop(two).items():
            if other != one:
                mine[other] = self._links[other][one] = mine.get(other, 0.0) + value
                del self._links[other][two]
        mine.pop(two, None)
        for other, value in mine.items():
            likeness = value * _spread(len(self.members[one]), len(self.members[other]))
            if likeness >= SAME_STORY:
                low, high = min(one, other), max(one, other)
                heapq.heappush(self._queue, (-likeness, low, high, self._turn[low], self._turn[high]))


def _spread(first: int, second: int) -> float:
    """What makes of a sum of kinship the mean of a pair, as it would be in a story in which all can be neighbours."""
    return max(1.0, (first + second) / _ALL_KIN) / (first * second)


def groups(pairs: Mapping[Pair, float]) -> list[list[int]]:
    """Groups of two and more articles of which any two are kin on average; each sorted, in order of their first."""
    growing = _Groups(pairs)
    growing.merge_all()
    return sorted(sorted(members) for members in growing.members.values() if len(members) > 1)


@dataclass(frozen=True, slots=True)
class Membership:
    """A storyline as it should be: its id where it had one before, and its articles."""

    storyline: int | None
    articles: tuple[int, ...]


def keep_ids(groups: Iterable[Sequence[int]], before: Mapping[int, int]) -> list[Membership]:
    """Give each group the storyline with which it shares most articles, so that ids outlive merges and splits.

    `before` maps articles to the storylines they were in. Of two groups that want one id the one that shares more
    has it; where that is equal, the lower id stays.
    """
    wanted = list(groups)
    shared: Counter[tuple[int, int]] = Counter()
    for index, articles in enumerate(wanted):
        shared.update((index, before[article]) for article in articles if article in before)
    ids: dict[int, int] = {}
    for (index, storyline), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0][1], item[0][0])):
        if index not in ids and storyline not in ids.values():
            ids[index] = storyline
    return [Membership(ids.get(index), tuple(articles)) for index, articles in enumerate(wanted)]


def choose_title(titles: Mapping[int, str]) -> int:
    """Of the articles with these titles the one whose title says most of what all of them say; the earliest of equals.

    A long title holds more words, so what it says is divided by its length. A title that quotes, asks, or names its
    form or subject before a colon ("Analysis: …") stands behind one that reports.
    """
    terms = {article: _said(title) for article, title in titles.items()}
    users = Counter(term for each in terms.values() for term in each)

    def worth(article: int) -> tuple[float, int]:
        mine = terms[article]
        said = sum(users[term] - 1 for term in mine) / (len(mine) + 3)
        return (said * _ASIDE_WORTH if _ASIDE.search(titles[article].strip()) else said, -article)

    return max(titles, key=worth)


@lru_cache(maxsize=4096)  # a storyline chooses among the same titles each time that it grows
def _said(title: str) -> frozenset[int]:
    return frozenset(extract(title, "").weights)
