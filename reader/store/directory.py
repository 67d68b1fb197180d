"""The entities of the collection as the resolver looks them up."""

from __future__ import annotations

from collections.abc import Sequence

from reader.model.entity import AliasKind, Candidate, Label
from reader.store.database import Connection, guarded


class StoreDirectory:
    """Answers from the cache, so that what one article taught is known to the next one resolved."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def candidates(self, key: str) -> Sequence[Candidate]:
        """Entities with this folded alias, most-named first; CacheError."""
        return _candidates(self._db, key)


@guarded
def _candidates(db: Connection, key: str) -> list[Candidate]:
    rows = db.execute(
        "SELECT e.id, e.name, e.label, a.kind, e.articles FROM alias a JOIN entity e ON e.id = a.entity_id"
        " WHERE a.key = ? ORDER BY e.articles DESC, e.mentions DESC, e.id LIMIT 100",
        (key,),
    )
    return [
        Candidate(entity_id, name, Label(label), AliasKind(kind), articles)
        for entity_id, name, label, kind, articles in rows
    ]
