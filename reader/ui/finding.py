"""Where the open article has the words that one looks for in it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from reader.typeset.find import Searchable
from reader.ui.painting import Layer, Span


@dataclass(slots=True)
class Found:
    """The places of some words, in order, and at which of them the reader is (`at`, from 0)."""

    spans: list[Span]
    at: int = 0
    layer: Layer = field(init=False)

    def __post_init__(self) -> None:
        self.layer = Layer(self.spans, lambda index: "found found-here" if index == self.at else "found")

    @property
    def here(self) -> Span | None:
        """The place where the reader is; None where nothing was found."""
        return self.spans[self.at] if self.spans else None

    def step(self, by: int) -> None:
        """Go to the next place, or back; after the last comes the first."""
        if self.spans:
            self.at = (self.at + by) % len(self.spans)


class Finder:
    """Looks for words in one text, first at the place from where one began, and goes on from where one has come to."""

    def __init__(self, text: str, start: int) -> None:
        self._text = Searchable(text)
        self._start = start

    def look(self, words: str) -> Found:
        """The places of `words`, at the first one from the place where one began; else at the first of all."""
        spans = self._text.find(words)
        at = bisect_left(spans, (self._start, 0))
        return Found(spans, at if at < len(spans) else 0)
