"""Two names side by side, as if one article held both."""

from __future__ import annotations

from typing import Literal

from reader.entities.directory import MemoryDirectory
from reader.entities.guess import guess_label
from reader.entities.known import full_name, is_known, known
from reader.entities.names import fold, person
from reader.entities.resolve import resolve
from reader.model.entity import Label, LinkKind, Mention, Recognised, ResolvedEntity

Likeness = Literal["same", "linked", "different"]


def compare_names(a: str, b: str, label: Label | str | None = None) -> Likeness:
    """What the resolver makes of two names that stand in one article.

    "same": one entity; "linked": shown together and counted apart, like a country and its capital; else
    "different". `label` is the type of both where it is known; else each name's type is guessed from its form.
    """
    if not a.strip() or not b.strip():
        return "different"
    if label is None and _only_begins(a, b):
        return "different"
    if label is None and _namesakes(a, b):
        return "different"
    labels = (Label(label), Label(label)) if label is not None else _labels(a, b)
    text = f"{a}\n{b}"
    spans = ((0, len(a)), (len(a) + 1, len(text)))
    mentions = tuple(Mention(*span, each) for span, each in zip(spans, labels, strict=True))
    entities = resolve("", text, Recognised(text=mentions), MemoryDirectory())
    if len(entities) == 1:
        return "same"
    return "linked" if len(entities) == 2 and _linked(*entities) else "different"


def _only_begins(a: str, b: str) -> bool:
    """Whether one is just the first word of the other: with no type given, Google may not be Google Maps."""
    short, long = (a, b) if len(fold(a)) <= len(fold(b)) else (b, a)
    key = fold(short)
    if is_known(key) or full_name(key) or fold(long).partition(" ")[0] != key or key == fold(long):
        return False
    return guess_label(long) is Label.PERSON and key not in person(long).surnames


def _namesakes(a: str, b: str) -> bool:
    """Whether one is a known place and the other a person or a lesser place named alike.

    Jordan alone is not Michael Jordan, and Birmingham alone not Birmingham, Alabama.
    """
    for place, other in ((a, b), (b, a)):
        head, mark, _ = other.partition(",")
        if mark and fold(head) == fold(place) and known(other) and known(other)[0] != known(place)[0]:
            return True
        if any(each.label in (Label.GPE, Label.LOC) for each in known(place)) and guess_label(other) is Label.PERSON:
            return True
    return False


def _labels(a: str, b: str) -> tuple[Label, Label]:
    """Both labels by guess; a name that does not tell takes the other's, as a surname does."""
    left, right = guess_label(a), guess_label(b)
    if left is None and right is None:
        return Label.PERSON, Label.PERSON
    if left is Label.PERSON and _is_surname_of(b, a):
        return left, left
    if right is Label.PERSON and _is_surname_of(a, b):
        return right, right
    return left or _beside(right), right or _beside(left)


def _is_surname_of(short: str, long: str) -> bool:
    """Whether a name that no table knows is what the person would be called by."""
    whole = person(long)
    return whole.is_full and not is_known(fold(short)) and person(short).surname in (*whole.surnames, whole.surname)


def _beside(label: Label | None) -> Label:
    return label if label in (Label.PERSON, Label.ORG, Label.PRODUCT) else Label.ORG


def _linked(left: ResolvedEntity, right: ResolvedEntity) -> bool:
    """Whether one is shown under the other, or both speak for, or are the people of, one thing."""
    if any(link.name == right.name for link in left.links) or any(link.name == left.name for link in right.links):
        return True
    kinds = (LinkKind.METONYM, LinkKind.DEMONYM)
    return any(link in right.links for link in left.links if link.kind in kinds)
