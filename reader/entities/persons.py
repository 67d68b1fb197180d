"""Persons within one article: full names that are one person's, and the surnames that stand for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from reader.entities.cluster import Cluster, Seen, Side, acts, titled
from reader.entities.names import initials, person, same_person
from reader.model.entity import AliasKind

DOMINANCE = 3
MANY = 2


def dominant(weights: dict[int, int]) -> int | None:
    """The index whose weight is at least three times that of all others together."""
    if not weights:
        return None
    best = max(weights, key=lambda index: weights[index])
    rest = sum(weights.values()) - weights[best]
    return best if weights[best] >= DOMINANCE * rest else None


def compatible(left: Cluster, right: Cluster) -> bool:
    """Whether every full name of one may be the same person's as every full name of the other."""
    ours = [name for name in left.persons if name.is_full]
    theirs = [name for name in right.persons if name.is_full]
    return bool(ours and theirs) and all(same_person(a, b) for a in ours for b in theirs)


def join_full_names(clusters: list[Cluster]) -> list[Cluster]:
    """Bring the full names of one person together; one that fits two persons joins neither."""
    kept: list[Cluster] = []
    families: dict[str, list[Cluster]] = defaultdict(list)
    full = [cluster for cluster in clusters if cluster.side is Side.PERSON and cluster.full]
    for cluster in sorted(full, key=lambda each: -max(len(name.given) for name in each.persons)):
        family = families[cluster.persons[0].family]
        fitting = [other for other in family if compatible(other, cluster)]
        if len(fitting) == 1:
            fitting[0].absorb(cluster)
        else:
            family.append(cluster)
            kept.append(cluster)
    return kept + [cluster for cluster in clusters if cluster.side is not Side.PERSON or not cluster.full]


class Register:
    """The fully named persons of an article by their surnames, other names and initials."""

    def __init__(self, clusters: Iterable[Cluster]) -> None:
        self.surnames: dict[str, list[Cluster]] = defaultdict(list)
        self.others: dict[str, list[Cluster]] = defaultdict(list)
        for cluster in clusters:
            if cluster.side is Side.PERSON and cluster.full:
                self._enter(cluster)

    def _enter(self, cluster: Cluster) -> None:
        for name in cluster.persons:
            for key in name.surnames:
                _add(self.surnames[key], cluster)
            middle = name.given[1:] if len(name.given) > MANY else ()
            for key in (*name.given[:1], *middle):
                if len(key) > 2:
                    _add(self.others[key], cluster)
        for seen in cluster.seen:
            for key in initials(seen.core):
                if len(key) > 2:
                    _add(self.others[key], cluster)

    def named(self, cluster: Cluster) -> list[Cluster]:
        """The persons a bare name may stand for: by surname, else by another name or by initials."""
        for name in cluster.persons or [person(cluster.seen[0].core)]:
            for key in name.surnames:
                if key in self.surnames:
                    return self.surnames[key]
        found: list[Cluster] = []
        for key in cluster.keys:
            for other in self.others.get(key, ()):
                _add(found, other)
        return found


def _add(found: list[Cluster], cluster: Cluster) -> None:
    if cluster not in found:
        found.append(cluster)


def join_short_names(clusters: list[Cluster], text: str) -> list[Cluster]:
    """Bring surnames and first names to the persons named in full, before or after; families are kept apart."""
    register = Register(clusters)
    if not register.surnames:
        return clusters
    kept = []
    for cluster in clusters:
        persons = register.named(cluster) if _short(cluster) else []
        if len(persons) == 1:
            persons[0].absorb(cluster)
            continue
        if persons:
            _share_out(cluster, persons, text)
        if cluster.seen:
            kept.append(cluster)
    return kept


def _short(cluster: Cluster) -> bool:
    """A bare name of a person, by its label or by the words around it; initials may carry any label."""
    if cluster.known is not None or cluster.full or len(cluster.keys) != 1:
        return False
    return cluster.side is Side.PERSON or _initialled(cluster) or _acts(cluster)


def _acts(cluster: Cluster) -> bool:
    """Whether a name labelled as a thing is used as a person's: a title before it, or speaking in a headline."""
    if cluster.side is Side.PEOPLE or " " in next(iter(cluster.keys)):
        return False
    return any(titled(seen) or (seen.in_title and acts(seen)) for seen in cluster.seen)


def _initialled(cluster: Cluster) -> bool:
    """Initials as persons have them: MbS, JFK."""
    core = cluster.seen[0].core
    return len(core) == 3 and core.isalpha() and core[0].isupper() and core[-1].isupper()


def _share_out(cluster: Cluster, family: list[Cluster], text: str) -> None:
    """Give each bare surname to the member of the family it plainly means; leave the rest apart."""
    cluster.apart = True
    counts = {index: _full_mentions(member) for index, member in enumerate(family)}
    leading = dominant(counts)
    left = []
    for seen in cluster.seen:
        index = _named_in_paragraph(seen, family, text)
        index = leading if index is None else index
        if index is None:
            left.append(seen)
        else:
            member = family[index]
            member.seen.append(seen)
            member.keys.setdefault(seen.key, AliasKind.SURNAME)
    cluster.seen = left


def _full_mentions(member: Cluster) -> int:
    return sum(1 for seen in member.seen if " " in seen.key)


def _named_in_paragraph(seen: Seen, family: list[Cluster], text: str) -> int | None:
    """The one member of a family that the paragraph has named in full before this mention."""
    if seen.in_title:
        return None
    low = text.rfind("\n", 0, seen.mention.start) + 1
    named = {
        index
        for index, member in enumerate(family)
        for other in member.seen
        if " " in other.key and not other.in_title and low <= other.mention.start < seen.mention.start
    }
    return named.pop() if len(named) == 1 else None
