"""The place in each article: a line, said as an offset of the text and how many lines above it the screen begins."""

from __future__ import annotations

from dataclasses import dataclass

from reader.store.database import Connections
from reader.store.marking import places


@dataclass(frozen=True, slots=True)
class Places:
    """Every call may raise CacheError."""

    _connections: Connections

    def of(self, article_id: int) -> tuple[int, int] | None:
        """Where the reader left an article; None where it is to be read from its start."""
        return places.of(self._connections.mine(), article_id)

    def keep(self, article_id: int, place: tuple[int, int] | None) -> None:
        """Keep where the reader is in an article; None forgets it."""
        places.keep(self._connections.mine(), article_id, place)
