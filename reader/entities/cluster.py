"""The entities of one article while they are put together: mentions as they stand there, gathered in clusters."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from reader.entities.known import Known
from reader.entities.names import PersonName, bare_person, flat, fold, person
from reader.entities.words import words
from reader.model.entity import AliasKind, Label, Mention

_LOWER_WORD = re.compile(r"(?:^|[\s-])[a-z]")
_BRACKET = re.compile(r"^(?P<name>[^()]*\S)\s*\((?P<inside>[^()]*)\)?\s*$")
_POSSESSIVE = re.compile(r"\s*['’]\s*s?$")
_EDGES = ' \t\n,;:."“”„«»()[]'
_SHOUTED = re.compile(r"[^\W\d_]{4,}")
_TITLE_BEFORE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sen|Rep|Gov|Gen|Sgt|Capt|Judge|Justice|Officer|Coach|Mayor|Governor|Senator|Sir|Dame)\.?\s$"
)
_PERSON_AFTER = re.compile(r"^,? (?:(\w+)\b|was born|grew up)")


class Side(StrEnum):
    """Kinds of label that one name is not expected to cross within an article."""

    PERSON = "person"
    PLACE = "place"
    PEOPLE = "people"
    THING = "thing"


_SIDES = {Label.PERSON: Side.PERSON, Label.GPE: Side.PLACE, Label.LOC: Side.PLACE, Label.FAC: Side.PLACE}
_SIDES[Label.NORP] = Side.PEOPLE


def side_of(label: Label) -> Side:
    """The side a label is on; places include buildings."""
    return _SIDES.get(label, Side.THING)


@dataclass(slots=True, eq=False)
class Seen:
    """A mention as it stands: `core` is the name within it, `key` its folded form.

    The rest is there while an article is gathered: the whole `surface`, a bracket after the name, what stands around
    it; `known` is the town of the tables that it names with its country.
    """

    mention: Mention
    in_title: bool
    core: str
    key: str
    surface: str = ""
    inside: str = ""
    before: str = ""
    after: str = ""
    side: Side = Side.THING
    known: Known | None = None

    @property
    def place(self) -> int:
        """Where it stands in reading order; the title comes first."""
        return self.mention.start - 10_000_000 if self.in_title else self.mention.start


@dataclass(slots=True, eq=False)
class Cluster:
    """Mentions held to name one entity; `keys` are its full names, `persons` the ways a person's name is written.

    `apart` says that the article does not tell which of its namesakes is meant, so no guess is made elsewhere.
    """

    side: Side
    seen: list[Seen] = field(default_factory=list)
    keys: dict[str, AliasKind] = field(default_factory=dict)
    persons: list[PersonName] = field(default_factory=list)
    known: Known | None = None
    apart: bool = False
    qualifier: str = ""

    @property
    def full(self) -> bool:
        """Whether a person is named here by more than a surname."""
        return any(name.is_full for name in self.persons)

    def absorb(self, other: Cluster) -> None:
        """Take over all that the other cluster holds."""
        self.seen.extend(other.seen)
        for key, kind in other.keys.items():
            self.keys.setdefault(key, kind)
        self.persons.extend(name for name in other.persons if name not in self.persons)
        self.known = self.known or other.known
        self.qualifier = self.qualifier or other.qualifier

    def label(self) -> Label:
        """The label of most mentions; of equal ones the first met; the tables win."""
        if self.known is not None:
            return self.known.label
        labels = [seen.mention.label for seen in self.seen]
        if labels.count(labels[0]) == len(labels):  # as in most clusters
            return labels[0]
        counts = Counter(labels)
        fitting = {label: n for label, n in counts.items() if side_of(label) == self.side} or counts
        return max(fitting, key=lambda label: fitting[label])


def titled(seen: Seen) -> bool:
    """Whether a person's title stands right before the name."""
    return bool(_TITLE_BEFORE.search(seen.before))


def acts(seen: Seen) -> bool:
    """Whether what follows the name is what persons do: says, told, who."""
    found = _PERSON_AFTER.match(seen.after)
    return bool(found and (found[1] is None or found[1] in words("personal")))


def core_of(surface: str, label: Label) -> tuple[str, str]:
    """The name within a mention, and what stands in a bracket after it."""
    text, inside = surface.strip(_EDGES[:5]), ""
    if "(" in text:
        found = _BRACKET.match(text)
        if found:
            text, inside = found["name"], found["inside"].strip()
    if label is Label.PERSON:
        if inside and " " in inside and person(inside).surnames[-1:] == person(text).surnames[-1:]:
            text, inside = inside, ""
        text = bare_person(text)
    elif _LOWER_WORD.search(text):
        text = _undescribed(text)
    return text.strip(_EDGES[:8]) or surface, inside


def _undescribed(text: str) -> str:
    """A name without the common words around it: "U.S. automaker Chrysler", "Interfax news agency"."""
    parts = text.split()
    for size in (3, 2, 1):
        if len(parts) > size and " ".join(parts[-size:]) in words("describes") and parts[-size - 1][:1].isupper():
            parts = parts[:-size]
            break
    small = words("connecting")
    last = max(
        (at for at, part in enumerate(parts) if part.isalpha() and part.islower() and part not in small), default=-1
    )
    if 0 <= last < len(parts) - 1 and parts[last + 1][:1].isupper():
        parts = parts[last + 1 :]
    return " ".join(parts)


def display(core: str, *, product: bool = False) -> str:
    """A name as it is shown: without possessive, leading "the", trailing full stop, plural of a product."""
    name = _POSSESSIVE.sub("", " ".join(core.split()).strip(_EDGES[:3])) or core
    if name[:4] in ("the ", "The ") and len(name) > 4:
        name = name[4:]
    if product and name[-1:] == "s" and name[-2:-1].isdigit():
        name = name[:-1]
    return name


def shouted(name: str) -> bool:
    """Whether a name is set in capitals as headlines are, which an acronym is not."""
    return name.isupper() and (" " in name or bool(_SHOUTED.search(name)))


def best_surface(cluster: Cluster, product: bool) -> str:
    """The fullest good way of writing the name that the article uses."""
    counts = Counter(display(seen.core, product=product) for seen in cluster.seen)

    def rank(name: str) -> tuple[int, int, int, int, int, int, int]:
        given = person(name).given if cluster.side is Side.PERSON else ()
        size = len(given) if cluster.side is Side.PERSON else len(fold(name))
        spelt = len("".join(given[:1])) > 1
        marks = 0 if name.isascii() else 1
        coded = bool(product and name[-1:].isdigit())
        return (not shouted(name), coded, size, spelt, marks, counts[name], -len(name))

    best = max(counts, key=rank) if len(counts) > 1 else next(iter(counts))
    if cluster.side is Side.PERSON and shouted(best):
        best = best.title()
    return _without_suffix(best)


def _without_suffix(name: str) -> str:
    """A company without Inc. and its like; "Company" and "Co." belong to how it is called."""
    head, _, last = name.rpartition(" ")
    key = flat(last).casefold().strip(".,")
    if head and key in words("corporate") and key not in ("company", "co", "limited", "corporation"):
        return _without_suffix(head.rstrip(","))
    return name
