"""Quotations of the cache: kept, listed, let go."""

from __future__ import annotations

from dataclasses import dataclass

from reader.model.quote import NewQuote, Quote
from reader.store import quotes
from reader.store.database import Connections


@dataclass(frozen=True, slots=True)
class Quotes:
    """Every call may raise CacheError."""

    _connections: Connections

    def add(self, marked: NewQuote) -> Quote:
        """Keep marked words; on the disk when this returns. NotFoundError where the article has none there."""
        return quotes.add(self._connections.mine(), marked)

    def listed(self, article_id: int | None = None) -> list[Quote]:
        """All quotations, newest first, or those of one article in the order of its text."""
        return quotes.listed(self._connections.mine(), article_id)

    def remove(self, quote_id: int) -> Quote:
        """Let go of a quotation; what it was. NotFoundError."""
        return quotes.remove(self._connections.mine(), quote_id)
