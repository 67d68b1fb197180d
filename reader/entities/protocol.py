"""What the rest of the program knows of a recogniser: no more than this, and nothing of spaCy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from reader.model.entity import Recognised


class Recogniser(Protocol):
    """Finds the names in articles; the same article gives the same mentions every time.

    `name` says which pipeline is at work, as a reader may be told it.
    """

    @property
    def name(self) -> str: ...

    def recognise(self, documents: Iterable[tuple[str, str]]) -> Iterator[Recognised]:
        """Mentions of each (title, text) pair, in the order given; within each, by start and never overlapping."""
        ...
