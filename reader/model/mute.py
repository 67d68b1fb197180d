"""What the reader does not want to see."""

from __future__ import annotations

from dataclasses import dataclass

from reader.model.query import Filter


@dataclass(frozen=True, slots=True)
class Mute:
    """A rule: articles that `filter` holds are hidden up to the day `until`, for ever where that is None.

    `articles` is how many it hides now; one that several rules match counts for the first of them. `made` is the time,
    ISO 8601 in UTC; `over` says that its last day has passed.
    """

    id: int
    filter: Filter
    until: str | None
    made: str
    articles: int
    over: bool = False
