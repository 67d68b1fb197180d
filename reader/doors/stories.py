"""Related stories and storylines of the cache; what reads them is imported when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reader.model.relation import Relation, Storyline
from reader.store import connection
from reader.store.database import Connections
from reader.store.marking import muted


@dataclass(frozen=True, slots=True)
class Stories:
    """Every call may raise CacheError."""

    _connections: Connections

    def related(self, article_id: int) -> list[Relation]:
        """The related stories of an article, the strongest first, then those that only its publisher lists.

        Muted ones are left out.
        """
        from reader.store import relations

        return self._shown(relations.related(self._connections.mine(), article_id))

    def through(self, article_id: int, entity_id: int) -> list[Relation]:
        """Those of the related stories that name an entity as well; where none does, all of them."""
        from reader.store import relations

        return self._shown(relations.through(self._connections.mine(), article_id, entity_id))

    def _shown(self, found: list[Relation]) -> list[Relation]:
        hidden = muted.among(self._connections.mine(), [each.article.id for each in found])
        return [each for each in found if each.article.id not in hidden]

    def storyline(self, storyline_id: int) -> Storyline:
        """One storyline with its articles, oldest first; NotFoundError."""
        from reader.store import storylines

        return storylines.storyline(self._connections.mine(), storyline_id)

    def title(self, storyline_id: int) -> str:
        """What a storyline is called; NotFoundError."""
        from reader.store import storylines

        return storylines.title(self._connections.mine(), storyline_id)

    def storylines(self, *, limit: int | None = None) -> Iterator[Storyline]:
        """All storylines, or the first of them: that with the newest article first."""
        from reader.store import storylines

        return storylines.newest(self._connections.mine(), limit)

    def unsettled(self) -> int:
        """How many articles have come around which storylines were not looked at as a whole yet."""
        from reader.store.relating import settling

        return settling.unsettled(self._connections.mine())

    def version(self) -> int:
        """A number that changes when somebody else has written to the cache, such as the worker."""
        return connection.version(self._connections.mine())

    def written(self) -> tuple[int, int]:
        """What changes with every write to the cache, be it from here or from elsewhere."""
        return connection.written(self._connections.mine())
