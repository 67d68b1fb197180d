"""Persons within one article: full names that are one person's, and the surnames that stand for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from reader.entities.cluster import Cluster, Seen, Side, acts, titled
from reader.entities.names import initials, person, same_person
from reader.entities.words import words
from reader.model.entity import AliasKind

DOMINANCE = 3
MANY = 2
_GENDERS = dict.fromkeys(("mrs", "ms", "miss", "madame", "mme", "lady", "dame", "frau", "signora", "senora"), "female")
_GENDERS |= dict.fromkeys(("mr", "sir", "lord", "herr", "monsieur", "signor", "senor"), "male")


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
    for cluster in sorted(full, key=_by_fullness):
        name = cluster.persons[0]
        fitting = [other for other in families[name.family] if compatible(other, cluster)]
        if len(fitting) == 1:
            fitting[0].absorb(cluster)
        else:
            for key in {name.family, *name.surnames}:
                families[key].append(cluster)
            kept.append(cluster)
    return kept + [cluster for cluster in clusters if cluster.side is not Side.PERSON or not cluster.full]


def _by_fullness(cluster: Cluster) -> tuple[bool, int]:
    """The sort key that brings the fullest names first, and those that begin with an initial last."""
    return (
        all(len(name.given[0]) == 1 for name in cluster.persons if name.given),
        -max(len(name.given) for name in cluster.persons),
    )


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
        for core in {seen.core for seen in cluster.seen}:
            for key in initials(core):
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
    clusters = _join_bare_surnames(clusters)
    _join_princes(clusters)
    register = Register(clusters)
    if not register.surnames:
        return clusters
    kept = []
    for cluster in clusters:
        persons = register.named(cluster) if _short(cluster) else []
        if len(persons) == 1 and all(fits_title(seen, persons[0]) for seen in cluster.seen):
            persons[0].absorb(cluster)
            continue
        if persons:
            _share_out(cluster, persons, text)
        if cluster.seen:
            kept.append(cluster)
    return [cluster for cluster in kept if cluster.seen]


def _join_princes(clusters: list[Cluster]) -> None:
    """Bring "Prince Mohammed" to the one Mohammed bin Salman whom the article calls a prince too."""
    for cluster in clusters:
        name = cluster.persons[0] if len(cluster.persons) == 1 else None
        if name is None or name.given[:1] != name.given or not words("regnal") & set(name.given):
            continue
        found = [
            other
            for other in clusters
            if other.side is Side.PERSON
            and any(full.given[:1] == (name.family,) for full in other.persons)
            and any(_title(seen) == name.given[0] for seen in other.seen)
        ]
        if len(found) == 1:
            found[0].absorb(cluster)
            cluster.seen = []


def fits_title(seen: Seen, person_named: Cluster) -> bool:
    """Whether "Mrs." or "Mr." before a surname may be the person's, as far as the given name tells."""
    gender = _GENDERS.get(_title(seen), "")
    names = {name.given[0] for name in person_named.persons if name.given}
    return not gender or not names or names.isdisjoint(words("male" if gender == "female" else "female"))


def _title(seen: Seen) -> str:
    """The word right before a name, within its mention or before it."""
    inside = seen.surface[: -len(seen.core)] if seen.surface.endswith(seen.core) else ""
    before = (seen.before + inside).split()
    return before[-1].rstrip(".").casefold() if before else ""


def _join_bare_surnames(clusters: list[Cluster]) -> list[Cluster]:
    """Bring a surname without its particle to the one with it: Villepin and de Villepin, Sisi and el-Sisi."""
    plain = {
        name.family: cluster
        for cluster in clusters
        if cluster.side is Side.PERSON and not cluster.full and cluster.known is None
        for name in cluster.persons
        if name.family in cluster.keys
    }
    kept = []
    for cluster in clusters:
        name = cluster.persons[0] if cluster.persons and not cluster.full else None
        other = plain.get(name.family) if name is not None and name.family in name.surnames else None
        if other is not None and other is not cluster and cluster.known is None:
            other.absorb(cluster)
        else:
            kept.append(cluster)
    return kept


def _short(cluster: Cluster) -> bool:
    """A bare name of a person, by its label or by the words around it; initials may carry any label."""
    if cluster.known is not None or cluster.full:
        return False
    if cluster.side is Side.PERSON:
        return True
    return len(cluster.keys) == 1 and (_initialled(cluster) or _acts(cluster))


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
        fitting = [at for at, member in enumerate(family) if fits_title(seen, member)]
        index = fitting[0] if len(fitting) == 1 and _title(seen) in _GENDERS else None
        index = _named_in_paragraph(seen, family, text) if index is None else index
        index = leading if index is None else index
        index = index if index in fitting else None
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
