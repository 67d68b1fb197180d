"""Watched entities of the cache."""

from __future__ import annotations

from dataclasses import dataclass

from reader.model.entity import Watched
from reader.store.database import Connections
from reader.store.marking import watches


@dataclass(frozen=True, slots=True)
class Watches:
    """Every call may raise CacheError."""

    _connections: Connections

    def listed(self) -> tuple[Watched, ...]:
        """The watched entities with what is new of each since the last visit, those with most of it first."""
        return watches.watched(self._connections.mine())

    def set(self, entity_id: int, watched: bool) -> None:
        """Watch an entity, or no longer; on the disk when this returns."""
        (watches.watch if watched else watches.unwatch)(self._connections.mine(), entity_id)

    def is_watched(self, entity_id: int) -> bool:
        """Whether the reader watches the entity."""
        return watches.is_watched(self._connections.mine(), entity_id)

    def visit(self, entity_id: int | None = None) -> None:
        """Note that the reader has looked at the news of an entity; of all watched ones for None."""
        watches.visit(self._connections.mine(), entity_id)
