"""Across the collection: which known entity a cluster of one article is, only where one reading dominates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from reader.entities.cluster import Cluster, Side, side_of
from reader.entities.known import readings
from reader.entities.names import PersonName, fold, person, same_person
from reader.entities.persons import DOMINANCE
from reader.entities.things import is_acronym
from reader.entities.words import words
from reader.model.entity import AliasKind, Candidate, Label

_COMMON_ENOUGH = 5


class Directory(Protocol):
    """The entities of the collection by their alias keys."""

    def candidates(self, key: str) -> Sequence[Candidate]:
        """The entities that have the alias key, the one named in most articles first."""
        ...


def choose(cluster: Cluster, directory: Directory, taken: set[int]) -> Candidate | None:
    """The collection's entity that the cluster names, or None; a person in `taken` is another cluster's already."""
    if cluster.known is not None:
        return _known(cluster, directory)
    if cluster.side is Side.PERSON:
        found = _full_person(cluster, directory) if cluster.full else _bare_person(cluster, directory, taken)
    else:
        return _thing(cluster, directory)
    return None if found is None or found.entity_id in taken else found


def dominating(candidates: Sequence[Candidate]) -> Candidate | None:
    """The candidate named in at least three times as many articles as all others together."""
    if not candidates:
        return None
    best = max(candidates, key=lambda each: each.articles)
    rest = sum(each.articles for each in candidates) - best.articles
    return best if len(candidates) == 1 or best.articles >= DOMINANCE * max(rest, 1) else None


def _known(cluster: Cluster, directory: Directory) -> Candidate | None:
    """The entity of a table's entry: found by the entry's own name, so that namesakes never meet."""
    entry = cluster.known
    assert entry is not None  # noqa: S101  (the caller has looked)
    found = [
        each
        for each in directory.candidates(fold(entry.name))
        if each.kind is AliasKind.NAME and side_of(each.label) is side_of(entry.label)
    ]
    return max(
        found, key=lambda each: (each.name == entry.name, each.label == entry.label, each.articles), default=None
    )


def _full_person(cluster: Cluster, directory: Directory) -> Candidate | None:
    ours = [name for name in cluster.persons if name.is_full]
    for key in sorted((key for key in cluster.keys if " " in key), key=len, reverse=True):
        exact = [
            each
            for each in directory.candidates(key)
            if each.kind is AliasKind.NAME and each.label is not Label.NORP and _fits(person(each.name), ours)
        ]
        if exact:
            return max(exact, key=lambda each: (each.label is Label.PERSON, each.articles))
    return _by_surname(ours, directory)


def _fits(name: PersonName, ours: Sequence[PersonName]) -> bool:
    return not name.is_full or all(same_person(name, each) for each in ours)


def _by_surname(ours: Sequence[PersonName], directory: Directory) -> Candidate | None:
    keys = {ours[0].family, *ours[0].surnames}
    found = {each.entity_id: each for key in sorted(keys) for each in directory.candidates(key)}
    family = [each for each in found.values() if each.label is Label.PERSON]
    named = [(each, person(each.name)) for each in family]
    full = [each for each, name in named if name.is_full]
    fitting = [each for each, name in named if name.is_full and _surely_same(name, ours)]
    if fitting:
        return dominating(fitting)
    bare = [each for each, name in named if not name.is_full]
    if full or len(bare) != 1 or ours[0].family in words("common"):
        return None
    return bare[0]


def _surely_same(name: PersonName, ours: Sequence[PersonName]) -> bool:
    """The same person in another article: initials alone are too little there, and so are nicknames of a Smith."""

    def alike(left: str, right: str) -> bool:
        return left == right if name.family in words("common") else (len(left) > 1) == (len(right) > 1)

    return all(same_person(name, each) and alike(name.given[0], each.given[0]) for each in ours)


def _bare_person(cluster: Cluster, directory: Directory, taken: set[int]) -> Candidate | None:
    keys = {key for name in cluster.persons for key in name.surnames} or set(cluster.keys)
    family = {each.entity_id: each for key in keys for each in directory.candidates(key) if each.label is Label.PERSON}
    bare = [each for each in family.values() if not person(each.name).is_full and each.entity_id not in taken]
    full = [each for each in family.values() if person(each.name).is_full]
    best = None if cluster.apart else dominating(full)
    if best is not None and (keys & words("common")) and best.articles < _COMMON_ENOUGH:
        best = None
    own = max(bare, key=lambda each: each.articles, default=None)
    if best is None or best.entity_id in taken:
        return own
    return own if own is not None and own.articles > best.articles else best


def _thing(cluster: Cluster, directory: Directory) -> Candidate | None:
    label = cluster.label()
    for key in sorted(cluster.keys, key=len, reverse=True):
        found = _things_at(key, cluster, label, directory)
        if found is not None:
            return found
    return None


def _things_at(key: str, cluster: Cluster, label: Label, directory: Directory) -> Candidate | None:
    if cluster.qualifier and key in words("genericbody"):
        return None
    strict = " " not in key
    others = {entry.name for entry in readings(key) if key in entry.weak}
    found = [each for each in directory.candidates(key) if _labels_agree(each.label, label, strict=strict)]
    found = [each for each in found if each.name not in others]
    found = [each for each in found if each.kind is not AliasKind.SURNAME and _acronym_fits(each, key, cluster)]
    found = [each for each in found if each.label is label] or found
    own = max((each for each in found if fold(each.name) == key), key=lambda each: each.articles, default=None)
    long = dominating([each for each in found if fold(each.name) != key])
    if own is None or long is None:
        return own or long
    return long if _initials_only(cluster) and long.articles >= own.articles else own


def _initials_only(cluster: Cluster) -> bool:
    return all(is_acronym(seen.core) for seen in cluster.seen)


def _acronym_fits(candidate: Candidate, key: str, cluster: Cluster) -> bool:
    """An acronym may lead to its entity unless both sides have a long name and these differ."""
    if candidate.kind is not AliasKind.ACRONYM and cluster.keys.get(key) is not AliasKind.ACRONYM:
        return True
    ours = [other for other in cluster.keys if " " in other and other != key]
    theirs = fold(candidate.name)
    tails = any(f" {other}".endswith(f" {theirs}") or theirs.endswith(f" {other}") for other in ours)
    return not ours or is_acronym(candidate.name) or theirs == key or tails


def _labels_agree(left: Label, right: Label, *, strict: bool) -> bool:
    """Whether two labels may be one thing's: places among themselves, organisations, products and works loosely."""
    if left is right:
        return True
    if side_of(left) is not side_of(right):
        return not strict and Label.NORP not in (left, right)
    return side_of(left) is Side.PLACE or not strict or {left, right} == {Label.ORG, Label.PRODUCT}
