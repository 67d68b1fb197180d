"""Saved searches of the cache."""

from __future__ import annotations

from dataclasses import dataclass

from reader.model.article import ListQuery
from reader.store.database import Connections
from reader.store.marking import filters


@dataclass(frozen=True, slots=True)
class Filters:
    """Every call may raise CacheError; a change is on the disk when its call returns."""

    _connections: Connections

    def keep(self, name: str, query: ListQuery) -> None:
        """Remember a selection of articles by a name; one of the same name is replaced."""
        filters.keep(self._connections.mine(), name, query)

    def listed(self) -> dict[str, ListQuery]:
        """The selections that are remembered, by name."""
        return filters.listed(self._connections.mine())

    def forget(self, name: str) -> None:
        """Let go of a selection; its articles are not touched."""
        filters.forget(self._connections.mine(), name)
