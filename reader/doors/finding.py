"""What the cache finds beside the articles themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.model.article import ListQuery
from reader.model.grouping import Group
from reader.model.query import Snippet
from reader.store import listing
from reader.store.database import Connections


@dataclass(frozen=True, slots=True)
class Finding:
    """Every call may raise CacheError."""

    _connections: Connections

    def snippets(self, query: ListQuery, ids: Sequence[int]) -> dict[int, Snippet]:
        """The words around what was found, of each of these articles that the query's words are in."""
        return listing.snippets(self._connections.mine(), query, ids)

    def groups(self, query: ListQuery, east: int = 0) -> tuple[Group, ...]:
        """The groups of a list in its order; days are those of a zone so many minutes east of Greenwich."""
        from reader.store import grouping

        return grouping.groups(self._connections.mine(), query, east)
