"""Quotations of the cache: kept, listed, let go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.model.quote import NewQuote, Quote
from reader.store.database import Connections

if TYPE_CHECKING:
    from types import ModuleType


@dataclass(frozen=True, slots=True)
class Quotes:
    """Every call may raise CacheError."""

    _connections: Connections

    def add(self, marked: NewQuote) -> Quote:
        """Keep marked words; on the disk when this returns. NotFoundError where the article has none there."""
        added: Quote = _store().add(self._connections.mine(), marked)
        return added

    def listed(self, article_id: int | None = None) -> list[Quote]:
        """All quotations, newest first, or those of one article in the order of its text."""
        found: list[Quote] = _store().listed(self._connections.mine(), article_id)
        return found

    def remove(self, quote_id: int) -> Quote:
        """Let go of a quotation; what it was. NotFoundError."""
        removed: Quote = _store().remove(self._connections.mine(), quote_id)
        return removed


def _store() -> ModuleType:
    """Imported when first asked for: it brings the citations, which the start of the reader does without."""
    from reader.store import quotes

    return quotes
