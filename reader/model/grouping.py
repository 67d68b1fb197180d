"""The groups of a list: articles that stand together under a heading."""

from __future__ import annotations

from typing import NamedTuple

from reader.model.query import Grouping


class Group(NamedTuple):
    """One group of a list, and how many articles of the list it has; a list by story may have a hundred thousand.

    `key` is the day ("2019-10-25", in the reader's zone), the name of the source or the id of the storyline; None is
    the group of the articles that have none.
    """

    grouping: Grouping
    key: str | int | None
    articles: int
