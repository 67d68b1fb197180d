"""Mute rules of the cache; what keeps them is imported when it is first asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.store.marking import muted

if TYPE_CHECKING:
    from reader.model.mute import Mute
    from reader.model.query import Filter
    from reader.store.database import Connections


@dataclass(frozen=True, slots=True)
class Mutes:
    """Every call may raise CacheError; a change is on the disk when its call returns."""

    _connections: Connections

    def add(self, wanted: Filter, until: str | None = None) -> Mute:
        """Hide what a filter holds up to a day, and what comes; a rule that is there gets the new last day."""
        from reader.store.marking import mutes

        return mutes.add(self._connections.mine(), wanted, until)

    def listed(self) -> list[Mute]:
        """Every rule, those that are over last."""
        from reader.store.marking import mutes

        return mutes.listed(self._connections.mine())

    def remove(self, mute_id: int) -> Mute:
        """Let go of a rule; what it was. NotFoundError."""
        from reader.store.marking import mutes

        return mutes.remove(self._connections.mine(), mute_id)

    def among(self, ids: Sequence[int]) -> set[int]:
        """Which of these articles are hidden."""
        return muted.among(self._connections.mine(), ids)

    def count(self) -> int:
        """How many articles are hidden."""
        return muted.count(self._connections.mine())

    def keep_time(self) -> None:
        """End the rules whose last day has passed, and match those anew that ask for days counted from today.

        Costs next to nothing where there is none.
        """
        db = self._connections.mine()
        if muted.late(db):
            from reader.store.marking import mutes

            mutes.keep_time(db)
