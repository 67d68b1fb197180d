"""What a reader looks for, as values: conditions that an article fulfils or not, and the order of what is found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """How a list is ordered; RANK is by how much an article has to do with the words."""

    NEWEST = "newest"
    OLDEST = "oldest"
    RANK = "rank"


class Grouping(StrEnum):
    """Under which headings the articles of a list stand."""

    NONE = ""
    DAY = "day"
    SOURCE = "source"
    STORY = "story"


@dataclass(frozen=True, slots=True)
class Words:
    """Words side by side; `column` says where ("title", "text"; "" is both), `prefix` that the last one may go on."""

    text: str
    column: str = ""
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """Anything else that is asked of an article, by the key and value of the filter language."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be so."""

    of: Condition


@dataclass(frozen=True, slots=True)
class AllOf:
    """Conditions of which each holds; of none, every article."""

    parts: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Conditions of which one holds at least."""

    parts: tuple[Condition, ...]


Condition = Words | Field | Not | AllOf | AnyOf


@dataclass(frozen=True, slots=True)
class Filter:
    """A whole query of the filter language, in the order of the list where it asks for none; the default holds all."""

    where: Condition = AllOf()
    sort: Sort | None = None


EVERYTHING = Filter()

Snippet = tuple[tuple[str, bool], ...]
"""Some words of a text in pieces, of which those that were looked for are marked with True."""


def all_of(parts: tuple[Condition, ...]) -> Condition:
    """Conditions joined, with none that only holds others; one alone is itself."""
    flat = tuple(inner for part in parts for inner in (part.parts if isinstance(part, AllOf) else (part,)))
    return flat[0] if len(flat) == 1 else AllOf(flat)


def any_of(parts: tuple[Condition, ...]) -> Condition:
    """Alternatives joined, with none that only holds others; one alone is itself."""
    flat = tuple(inner for part in parts for inner in (part.parts if isinstance(part, AnyOf) else (part,)))
    return flat[0] if len(flat) == 1 else AnyOf(flat)


def both(first: Filter, second: Filter) -> Filter:
    """What both filters hold, in the order that the second one asks for, else the first."""
    return Filter(all_of((first.where, second.where)), second.sort or first.sort)


def conjuncts(condition: Condition) -> tuple[Condition, ...]:
    """The conditions that must all hold."""
    return condition.parts if isinstance(condition, AllOf) else (condition,)


def fields(condition: Condition) -> list[Field]:
    """Every key with its value that a condition asks for, at any depth."""
    match condition:
        case Field():
            return [condition]
        case Not(of):
            return fields(of)
        case AllOf(parts) | AnyOf(parts):
            return [each for part in parts for each in fields(part)]
    return []
