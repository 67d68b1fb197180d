"""The groups of a list: articles that stand together under a heading."""

from __future__ import annotations

from dataclasses import dataclass

from reader.model.query import Grouping


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a list, and how many articles of the list it has.

    `key` is the day ("2019-10-25", in the reader's zone), the name of the source or the id of the storyline; None is
    the group of the articles that have none.
    """

    grouping: Grouping
    key: str | int | None
    articles: int
