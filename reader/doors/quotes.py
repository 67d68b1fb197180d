"""Quotations of the cache: kept, listed, let go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.model.quote import NewQuote, Quote
from reader.store.database import Connections
from reader.store.marking import quotes

if TYPE_CHECKING:
    from reader.cite import Citation


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

    def put_back(self, quote: Quote) -> None:
        """Keep a quotation again that was let go, as it was."""
        quotes.put_back(self._connections.mine(), quote)

    def source(self, quote: Quote) -> tuple[Citation, str]:
        """The citation of what a quotation is from, as it was when that is gone; and the address of the words."""
        import json

        from reader.cite import Citation
        from reader.cite.fragment import address_of_words
        from reader.store.articles import article

        if quote.article_id is None:
            citation = Citation.from_csl(json.loads(quote.cited))
            return citation, address_of_words(citation.url or "", quote.words)
        source = article(self._connections.mine(), quote.article_id)
        citation = Citation.from_article(source)
        if quote.start is None:
            return citation, address_of_words(citation.url or "", quote.words)
        return citation, address_of_words(citation.url or "", quote.words, text=source.text, start=quote.start)
