"""The entities of the collection as the resolver looks them up."""

from __future__ import annotations

from collections.abc import Sequence

from reader.entities.names import fold
from reader.model.entity import AliasKind, Candidate, Label
from reader.store.connection import Connection, guarded


class StoreDirectory:
    """Answers from the cache, so that what one article taught is known to the next one resolved."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def candidates(self, key: str) -> Sequence[Candidate]:
        """Entities with this folded alias, most-named first; CacheError."""
        return _candidates(self._db, key)


@guarded
def _candidates(db: Connection, key: str) -> list[Candidate]:
    """Entities as they were found, whatever the reader calls them; of those that were merged one stands for all.

    One that no article names any more gives way to those that some do. What was split off is not among them: it is
    found as what it was, and shown as what the reader made of it. A name that the reader gave is theirs as well: the
    entity has it where it is asked for by that. What is hidden weighs as much as before.
    """
    rows = db.execute(
        "SELECT e.id, e.name, e.found_name, coalesce(e.found_label, e.label), a.kind,"
        " max(s.articles, (SELECT count(DISTINCT article_id) FROM overruled WHERE entity_id = e.id)) AS articles, s.id"
        " FROM alias a JOIN entity e ON e.id = a.entity_id JOIN entity s ON s.id = coalesce(e.merged_into, e.id)"
        " WHERE a.key = ? AND a.kind <> 'given'"
        " ORDER BY 6 DESC, s.mentions DESC, a.kind = 'name' DESC, e.id = s.id DESC, e.id LIMIT 100",
        (key,),
    )
    found: dict[int, Candidate] = {}
    for entity_id, name, found_name, label, kind, articles, survivor in rows:
        known_as = name if found_name is None or fold(name) == key else found_name
        found.setdefault(survivor, Candidate(entity_id, known_as, Label(label), AliasKind(kind), articles))
    candidates = list(found.values())
    if len(candidates) > 1:
        candidates = [each for each in candidates if each.articles or _is_awaited(db, each.entity_id)] or candidates
    return candidates


def _is_awaited(db: Connection, entity_id: int) -> bool:
    """Whether an entity that no article names counts all the same: others stand under it, or the reader spoke of it."""
    found = db.execute(
        "SELECT EXISTS (SELECT 1 FROM found_link WHERE b = ?1)"
        " OR EXISTS (SELECT 1 FROM edit WHERE entity_id = ?1 OR other_id = ?1)",
        (entity_id,),
    ).fetchone()
    return bool(found[0])
