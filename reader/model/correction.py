"""What the reader has set right about entities: kept for ever, and stronger than anything found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reader.model.entity import Label


class EditKind(StrEnum):
    """What a correction does to an entity."""

    RENAME = "rename"
    MERGE = "merge"
    SPLIT = "split"
    WRONG = "wrong"
    HIDE = "hide"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Edit:
    """One correction by ids, in the order of `id` in which they were made.

    `other_id` is what the entity was merged into, what a name was split off to, or what a wrong name stands for; None
    where it stands for no entity. `value` is the new name or label, the name that was split off, or the wrong name
    (None: every name of the entity in the article). `article_id` is set for `WRONG` only, while the article is known.
    """

    id: int
    kind: EditKind
    entity_id: int
    other_id: int | None = None
    value: str | None = None
    article_id: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """An entity as another cache would know it."""

    name: str
    label: Label


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction by names, as it is listed and travels from one cache to another.

    `guid` and `source` say which article a wrong name stands in; `made` is the time, ISO 8601 in UTC. `id` is 0 where
    it comes from elsewhere.
    """

    kind: EditKind
    entity: Named
    other: Named | None = None
    value: str | None = None
    guid: str | None = None
    source: str | None = None
    made: str = ""
    id: int = 0


def sentence(correction: Correction) -> str:
    """What is so since a correction was made; the article of a wrong name is the guid that stands in it."""
    name, value = correction.entity.name, correction.value
    other = correction.other.name if correction.other else None
    so = f" (“{value}”)" if value else ""
    return {
        EditKind.RENAME: f"{name} is called {value}",
        EditKind.MERGE: f"{name} is one with {other}",
        EditKind.SPLIT: f"“{value}” is not {name} but {other}",
        EditKind.WRONG: f"{name}{so} is {other or 'no entity'} in the article {correction.guid}",
        EditKind.HIDE: f"{name} is hidden",
        EditKind.LABEL: f"{name} is {value}",
    }[correction.kind]
