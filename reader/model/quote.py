"""Quotations: words that a reader marked in an article, and where they stand in its present text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NewQuote:
    """Words as they are marked: half-open offsets into the text of an article, as it is on the screen."""

    article_id: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """One kept quotation.

    `words` are as they were marked, `before` and `after` what stood around them. `start` and `end` are where they
    stand in the article's present text, None where it no longer holds them. `article_id` is None where the article
    itself is gone; `cited` is its citation at the time, as CSL-JSON. `created` is ISO 8601 in UTC.
    """

    id: int
    article_id: int | None
    words: str
    before: str
    after: str
    start: int | None
    end: int | None
    cited: str
    created: str

    @property
    def span(self) -> tuple[int, int] | None:
        """Where the words stand now, as half-open offsets."""
        return None if self.start is None or self.end is None else (self.start, self.end)
