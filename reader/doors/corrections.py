"""The reader's corrections of entities: made, taken back, listed, and carried from one cache to another.

What makes them is imported when it is first asked for: it is half of what the library would bring at the start.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reader.model.correction import Correction
from reader.model.entity import Label
from reader.store.database import Connections


@dataclass(frozen=True, slots=True)
class Corrections:
    """Corrections win over all that is found, now and later; each is on the disk when its call returns.

    Calls that make one return its id, by which it can be undone. NotFoundError for an unknown id, CorrectionError for
    what makes no sense.
    """

    _connections: Connections

    def rename(self, entity_id: int, name: str) -> int:
        """Call an entity so from now on, whatever fuller name an article brings."""
        from reader.store.resolving import corrections

        return corrections.rename(self._connections.mine(), entity_id, name)

    def merge(self, entity_id: int, into: int) -> int:
        """Make one entity part of another; the id of the first leads to the second from now on."""
        from reader.store.resolving import corrections

        return corrections.merge(self._connections.mine(), entity_id, into)

    def split(self, entity_id: int, name: str, to: int | None = None) -> int:
        """Take a name away from an entity, for one of its own or for the entity `to`."""
        from reader.store.resolving import corrections

        return corrections.split(self._connections.mine(), entity_id, name, to)

    def wrong_here(self, entity_id: int, article_id: int, name: str | None = None, other: int | None = None) -> int:
        """Say that an article does not mean this entity (by that name, or by any) but `other`, or none at all."""
        from reader.store.resolving import corrections

        return corrections.wrong(self._connections.mine(), entity_id, article_id, name, other)

    def hide(self, entity_id: int) -> int:
        """Show an entity nowhere."""
        from reader.store.resolving import corrections

        return corrections.hide(self._connections.mine(), entity_id)

    def relabel(self, entity_id: int, label: Label) -> int:
        """Say what kind of thing an entity is."""
        from reader.store.resolving import corrections

        return corrections.relabel(self._connections.mine(), entity_id, label)

    def undo(self, edit_id: int) -> None:
        """Take a correction back; later ones stay."""
        from reader.store.resolving import corrections

        corrections.undo(self._connections.mine(), edit_id)

    def listed(self) -> list[Correction]:
        """All corrections in the order in which they were made."""
        from reader.store.resolving import edits

        return edits.listed(self._connections.mine())

    def take_in(self, found: Iterable[Correction]) -> int:
        """Make the corrections of another cache, all or none; how many were new here."""
        from reader.store.resolving import corrections

        return corrections.take_in(self._connections.mine(), found)
