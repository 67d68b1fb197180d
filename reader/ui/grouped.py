"""Where the articles and headings of a grouped list stand, by line; and the windows of groups that are lists."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from reader.model.query import Grouping

if TYPE_CHECKING:
    from reader.model.grouping import Group

LINES = 2
"""The lines of an article; a heading has one."""


class Groups:
    """The groups of a list, with how many articles stand before each."""

    def __init__(self, groups: Sequence[Group] = ()) -> None:
        self.groups = groups
        self.firsts = list(accumulate([group.articles for group in groups], initial=0))[:-1]
        self._lines = [first * LINES + before for before, first in enumerate(self.firsts)]
        self._of = {group.key: place for place, group in enumerate(groups)}

    @property
    def articles(self) -> int:
        """How many articles all groups have."""
        return self.firsts[-1] + self.groups[-1].articles if self.groups else 0

    @property
    def grouping(self) -> Grouping:
        """By what the list is grouped."""
        return self.groups[0].grouping if self.groups else Grouping.NONE

    @property
    def are_lists(self) -> bool:
        """Whether each group is a list of its own, instead of a stretch of the list as it is."""
        return self.grouping not in (Grouping.NONE, Grouping.DAY)

    def place_of(self, index: int) -> int:
        """Which group an article's place is in."""
        return bisect_right(self.firsts, index) - 1

    def begins(self, index: int) -> Group | None:
        """The group whose first article stands there."""
        place = self.place_of(index) if self.groups else -1
        return self.groups[place] if place >= 0 and self.firsts[place] == index else None

    def named(self, key: str | int | None) -> int | None:
        """Which group has this key."""
        return self._of.get(key)

    def line_of(self, index: int) -> int:
        """The first line of an article."""
        return index * LINES + (self.place_of(index) + 1 if self.groups else 0)

    def at(self, line: int) -> tuple[int, int]:
        """What stands on a line: an article's place in the list and which of its lines, -1 for the heading above it."""
        if not self.groups:
            return divmod(line, LINES)
        place = max(0, bisect_right(self._lines, line) - 1)
        within = line - self._lines[place] - 1
        first = self.firsts[place]
        return (first, -1) if within < 0 else (first + within // LINES, within % LINES)

    def height(self, articles: int) -> int:
        """The lines of all."""
        return articles * LINES + len(self.groups)

    def windows(self, offset: int, limit: int) -> Iterator[tuple[Group, int, int, int]]:
        """The parts of groups that a window holds: the group, where it begins in the list, offset and limit in it."""
        for place in range(self.place_of(offset), len(self.groups)):
            if limit <= 0:
                return
            group, first = self.groups[place], self.firsts[place]
            start = max(0, offset - first)
            wanted = min(limit, group.articles - start)
            limit -= wanted
            yield group, first, start, wanted
