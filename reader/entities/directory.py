"""The entities of a run in memory: the directory of `annotate --jsonl` and of tests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from reader.model.entity import AliasKind, Candidate, Label, Link, ResolvedEntity

_KIND_ORDER = {AliasKind.NAME: 0, AliasKind.TABLE: 1, AliasKind.ACRONYM: 2, AliasKind.SURNAME: 3}


class _Entry:
    __slots__ = ("articles", "label", "links", "mentions", "name")

    def __init__(self, entity: ResolvedEntity) -> None:
        self.name = entity.name
        self.label: Label = entity.label
        self.links: tuple[Link, ...] = entity.links
        self.articles = 0
        self.mentions = 0


class MemoryDirectory:
    """Entities by id from 1 upwards and by alias key; grows by `add`, one article at a time, and never forgets."""

    def __init__(self) -> None:
        self._entries: dict[int, _Entry] = {}
        self._last = 0
        self._keys: dict[str, dict[int, AliasKind]] = defaultdict(dict)

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, entity: ResolvedEntity) -> int:
        """Count one more article that names the entity, with its name and aliases; gives its id, new or known."""
        entity_id = entity.entity_id if entity.entity_id in self._entries else None
        if entity_id is None:
            entity_id = self._next()
            self._entries[entity_id] = _Entry(entity)
        entry = self._entries[entity_id]
        entry.name = entity.name
        entry.articles += 1
        entry.mentions += len(entity.title) + len(entity.text)
        for alias in entity.aliases:
            kinds = self._keys[alias.key]
            if entity_id not in kinds or _KIND_ORDER[alias.kind] < _KIND_ORDER[kinds[entity_id]]:
                kinds[entity_id] = alias.kind
        return entity_id

    def _next(self) -> int:
        self._last += 1
        return self._last

    def candidates(self, key: str) -> Sequence[Candidate]:
        """The entities that have the alias key, the one named in most articles first."""
        found = [self._candidate(entity_id, kind) for entity_id, kind in self._keys.get(key, {}).items()]
        return sorted(found, key=lambda each: (-each.articles, each.entity_id))

    def _candidate(self, entity_id: int, kind: AliasKind) -> Candidate:
        entry = self._entries[entity_id]
        return Candidate(entity_id, entry.name, entry.label, kind, entry.articles)

    def name(self, entity_id: int) -> str:
        """The fullest name met so far; KeyError for an unknown id."""
        return self._entries[entity_id].name

    def label(self, entity_id: int) -> Label:
        return self._entries[entity_id].label

    def links(self, entity_id: int) -> tuple[Link, ...]:
        return self._entries[entity_id].links

    def counts(self, entity_id: int) -> tuple[int, int]:
        """How many articles name the entity, and how many mentions they hold."""
        entry = self._entries[entity_id]
        return entry.articles, entry.mentions
