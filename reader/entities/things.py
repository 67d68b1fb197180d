"""Organisations, places and products within one article: acronyms, heads of long names, codes of products."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from reader.entities.cluster import Cluster, Seen, Side
from reader.entities.known import Known, forms_of, is_known, label_of, plays, readings
from reader.entities.names import fold, initials
from reader.entities.words import words
from reader.model.entity import AliasKind, Label, LinkKind

_ACRONYM = re.compile(r"[A-Z][A-Za-z&]{0,7}[A-Z][a-z]?")
_CODE = re.compile(r"[^\W\d_]+\d|\d")
_OPEN = re.compile(r"^\s{0,2}[(\[]")
_CLOSED = re.compile(r"[(\[]\s?$")


def is_acronym(core: str) -> bool:
    """Whether a name is written as initials: IMF, AfD, U.N., BoA."""
    plain = core.replace(".", "")
    return len(plain) <= 8 and bool(_ACRONYM.fullmatch(plain)) and sum(map(str.isupper, plain)) * 2 >= len(plain)


class Names:
    """The clusters of an article by their keys, kept up while clusters are joined."""

    def __init__(self, clusters: list[Cluster]) -> None:
        self.clusters = clusters
        self.gone: set[int] = set()
        self.by_key: dict[str, list[Cluster]] = defaultdict(list)
        for cluster in clusters:
            for key in cluster.keys:
                self.by_key[key].append(cluster)

    def join(self, into: Cluster, other: Cluster) -> None:
        """Make two clusters one."""
        if into is other or id(other) in self.gone or id(into) in self.gone:
            return
        into.absorb(other)
        self.gone.add(id(other))
        for key in other.keys:
            self.by_key[key] = [into if each is other else each for each in self.by_key[key]]

    def alive(self) -> list[Cluster]:
        return [cluster for cluster in self.clusters if id(cluster) not in self.gone]

    def at(self, key: str, fits: Callable[[Cluster], bool]) -> Cluster | None:
        """The only fitting cluster that has the key."""
        found = [cluster for cluster in self.by_key.get(key, ()) if id(cluster) not in self.gone and fits(cluster)]
        return found[0] if len({id(cluster) for cluster in found}) == 1 else None


def join_things(clusters: list[Cluster]) -> list[Cluster]:
    """Join what names one organisation, place or product in one article."""
    names = Names(clusters)
    _join_brackets(names)
    _join_initials(names)
    for cluster in names.alive():
        if cluster.side is Side.PLACE:
            _join_town(names, cluster)
        if cluster.known is None and cluster.side is not Side.PERSON:
            _join_qualified(names, cluster)
            _join_code(names, cluster)
            _join_tail(names, cluster)
    _join_heads(names)
    return names.alive()


def _may_be_one(long: Cluster, short: Cluster) -> bool:
    if long.known is not None and short.known is not None:
        return long.known.name == short.known.name
    return Side.PEOPLE not in (long.side, short.side)


def _join_brackets(names: Names) -> None:
    """ "Syrian Democratic Forces (SDF)" and "SDF (Syrian Democratic Forces)"."""
    ends = {(seen.in_title, seen.mention.end): (seen, cluster) for cluster in names.clusters for seen in cluster.seen}
    for cluster in names.clusters:
        for seen in cluster.seen:
            if seen.inside and is_acronym(seen.inside):
                _name_by_acronym(names, cluster, seen.inside)
            if not _CLOSED.search(seen.before):
                continue
            back = len(seen.before) - len(_CLOSED.sub("", seen.before).rstrip())
            pair = ends.get((seen.in_title, seen.mention.start - back))
            if pair is not None and id(pair[1]) not in names.gone and id(cluster) not in names.gone:
                _join_pair(names, pair, (seen, cluster))


def _join_pair(names: Names, left: tuple[Seen, Cluster], right: tuple[Seen, Cluster]) -> None:
    long, short = (left, right) if is_acronym(right[0].core) else (right, left)
    if not is_acronym(short[0].core) or " " not in long[0].key or not _may_be_one(long[1], short[1]):
        return
    matching = short[0].key in initials(long[0].core)
    if short[1].known is not None and long[1].known is None:
        if _same_words(short[1].known, long[0].key):
            names.join(short[1], long[1])
        if id(long[1]) in names.gone or not matching:
            return
        short[1].known = None  # the article says what it means by the acronym
    free = long[1].side is Side.THING and short[1].known is None and short[1].side is not Side.PLACE
    if matching or free:
        long[1].keys[short[0].key] = AliasKind.ACRONYM
        short[1].keys[short[0].key] = AliasKind.ACRONYM
        names.join(long[1], short[1])


def _same_words(entry: Known, key: str) -> bool:
    """Whether a long name is about the one of the tables that has its acronym: most words begin alike."""
    small = words("connecting")

    def stems(name: str) -> set[str]:
        return {part[:4] for part in name.split() if part not in small}

    ours = stems(key)
    longs = [stems(form) for form in forms_of(entry) if " " in form]
    return any(2 * len(ours & theirs) > max(len(ours), len(theirs)) for theirs in longs)


def _name_by_acronym(names: Names, cluster: Cluster, inside: str) -> None:
    key = fold(inside)
    cluster.keys.setdefault(key, AliasKind.ACRONYM)
    other = names.at(key, lambda each: each is not cluster and _may_be_one(cluster, each))
    if other is not None:
        names.join(cluster, other)
    else:
        names.by_key[key].append(cluster)


def _join_initials(names: Names) -> None:
    """An acronym and the one long name of the article that has its initials."""
    short = {
        key: cluster
        for cluster in names.alive()
        if cluster.known is None
        for key in cluster.keys
        if len(key) > 1 and any(seen.key == key and is_acronym(seen.core) for seen in cluster.seen)
    }
    if not short:
        return
    long: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in names.alive():
        for core in {seen.core for seen in cluster.seen if " " in seen.key and seen.side is not Side.PERSON}:
            for key in initials(core) & short.keys():
                long[key].append(cluster)
    for key, found in long.items():
        if len({id(each) for each in found}) == 1 and _may_be_one(found[0], short[key]):
            found[0].keys[key] = AliasKind.ACRONYM
            short[key].keys[key] = AliasKind.ACRONYM
            names.join(found[0], short[key])


def country_of(key: str) -> str | None:
    """The country a demonym or a country's name points to."""
    for reading in readings(key):
        if reading.label is Label.GPE and not reading.links:
            return reading.name
        for link in reading.links:
            if link.kind is LinkKind.DEMONYM:
                return link.name
    return None


def seat_of(key: str) -> str | None:
    """The country whose capital a key names."""
    links = (link for reading in readings(key) for link in reading.links)
    return next((link.name for link in links if link.kind is LinkKind.METONYM and link.label is Label.GPE), None)


def government_of(key: str) -> str | None:
    """The country whose government or office a key names: "us government" and "us president" give "United States"."""
    parts = key.split()
    for at in (1, 2, 3):
        if " ".join(parts[at:]) in words("office"):
            return country_of(" ".join(parts[:at]))
    return None


def body_key(key: str) -> str | None:
    """The key of a body that every country has, with its country: "turkish foreign ministry", else None."""
    parts = key.split()
    for at in (1, 2):
        if len(parts) > at and " ".join(parts[at:]) in words("genericbody"):
            country = country_of(" ".join(parts[:at]))
            return f"{' '.join(parts[at:])} {fold(country)}" if country else None
    return None


def _join_town(names: Names, cluster: Cluster) -> None:
    """ "Toulouse, France" and "Toulouse", unless the tables know a greater one: "Moscow, Idaho"."""
    for core in {seen.core for seen in cluster.seen if "," in seen.core}:
        head, _, region = core.partition(",")
        if cluster.known is None and is_known(fold(region)):
            other = names.at(fold(head), lambda each: each.side is Side.PLACE and each.known is None)
            if other is not None:
                names.join(cluster, other)


def _join_qualified(names: Names, cluster: Cluster) -> None:
    """ "US Air Force" and "Air Force", "Singapore Changi Airport" and "Changi Airport": the place in front may go."""
    for key in list(cluster.keys):
        parts = key.split()
        for at in (1, 2):
            rest = " ".join(parts[at:])
            front = " ".join(parts[:at])
            if cluster.side is Side.PLACE and label_of(front) is Label.NORP:
                continue  # the British Virgin Islands are not the Virgin Islands
            if len(parts) - at >= 2 and is_known(front):
                other = names.at(rest, lambda each: each.side is cluster.side and each.known is None)
                if other is not None:
                    names.join(cluster, other)


def _join_code(names: Names, cluster: Cluster) -> None:
    """ "Airbus A380" and "A380", "F-35 Lightning II" and "F-35", "Boeing 787 Dreamliner" and "Dreamliners"."""
    if cluster.side is not Side.THING or Label.PRODUCT not in {seen.mention.label for seen in cluster.seen}:
        return
    for key in list(cluster.keys):
        parts = key.split()
        coded = [at for at, part in enumerate(parts) if _CODE.match(part)]
        if not coded and key.endswith("s"):
            _join_key(names, cluster, key[:-1])
        if not coded or len(parts) == 1:
            continue
        first = coded[0]
        for at in range(1, first + 1):
            _join_key(names, cluster, " ".join(parts[at:]))
        if re.match(r"[^\W\d_]", parts[first]) and all(part.isalpha() for part in parts[first + 1 :]):
            _join_key(names, cluster, parts[first])
            cluster.keys.setdefault(parts[first], AliasKind.ACRONYM)
            _join_key(names, cluster, " ".join(parts[first + 1 :]))


def _join_key(names: Names, cluster: Cluster, key: str) -> None:
    other = names.at(key, lambda each: _is_product(each) and each is not cluster)
    if other is not None:
        names.join(cluster, other)


def _is_product(cluster: Cluster) -> bool:
    return cluster.known is None and any(seen.mention.label is Label.PRODUCT for seen in cluster.seen)


def _join_tail(names: Names, cluster: Cluster) -> None:
    """ "AirTran Airways" and "AirTran", "Heathrow Airport" and "Heathrow": the kind of thing behind may go."""
    tails = words("orgtail") if cluster.side is Side.THING else words("placetail")
    for key in list(cluster.keys):
        parts = key.split()
        for at in range(1, len(parts)):
            tail = " ".join(parts[at:])
            head = " ".join(parts[:at])
            if not (tail in tails or all(part in tails for part in parts[at:])) or is_known(head):
                continue
            if at == 1 and cluster.side is Side.THING and _distinctive(head):
                cluster.keys.setdefault(head, AliasKind.ACRONYM)
            other = names.at(head, lambda each: each.side is cluster.side and each.known is None)
            if other is not None and other is not cluster and _same_kind(cluster, other):
                names.join(cluster, other)


def _same_kind(left: Cluster, right: Cluster) -> bool:
    return left.label() is right.label()


def _join_heads(names: Names) -> None:
    """ "Northrop" after Northrop Grumman, "the Times" after The New York Times: one long name, met before."""
    first: dict[str, list[Cluster]] = defaultdict(list)
    last: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in names.alive():
        if cluster.side is Side.THING and cluster.label() is Label.ORG:
            for key in {seen.key for seen in cluster.seen if " " in seen.key}:
                first[key.split()[0]].append(cluster)
                if " of " in key:
                    last[key.split()[0]].append(cluster)  # "the Bank" of the Bank of England
                last[key.split()[-1]].append(cluster)
    for cluster in names.alive():
        key = next(iter(cluster.keys), "")
        if (
            cluster.known is None
            and " " not in without_sport(key)
            and cluster.side is Side.THING
            and cluster.label() is Label.ORG
        ):
            found = _by_first_word(names, key, first.get(key, []))
            found = found or (last.get(key, []) if key in words("headword") else [])
            _join_one(names, found, cluster)


def _by_first_word(names: Names, key: str, found: list[Cluster]) -> list[Cluster]:
    """The organisations that a word may be short for; what stands for a known one, the tables say themselves."""
    town = without_sport(key)
    if any(plays(each) for each in readings(town)):
        return [each for each in names.alive() if _plays_for(each, town)]
    return found if _distinctive(key) and any(each.known is None for each in found) else []


def _plays_for(cluster: Cluster, town: str) -> bool:
    """Whether an organisation is a town's team: Sheffield United and Sheffield Wednesday of Sheffield."""
    names = {each.name for each in readings(town)}
    if cluster.known is not None:
        return any(link.kind is LinkKind.MEMBER and link.name in names for link in cluster.known.links)
    return any(key.startswith(town + " ") and key.rpartition(" ")[2] in words("teamtail") for key in cluster.keys)


def without_sport(key: str) -> str:
    """The key of a team without what it plays: "chicago baseball" gives "chicago"."""
    head, _, last = key.rpartition(" ")
    return head if head and last in words("sports") else key


def town_of(key: str) -> Known | None:
    """The town that a team goes by, alone or with a word that teams have behind it."""
    key = without_sport(key)
    head, _, tail = key.rpartition(" ")
    town = head if tail in words("teamtail") and head else key
    found = [each for each in readings(town) if fold(each.name).startswith(town)]
    if not any(plays(each) for each in found):
        return None
    return found[0] if found[0].links else next(each for each in found if plays(each))


def _distinctive(key: str) -> bool:
    """Whether one word is enough to be a name by itself."""
    kinds = ("orgword", "orgtail", "indistinct")
    return len(key) > 3 and not is_known(key) and not any(key in words(kind) for kind in kinds)


def _join_one(names: Names, found: Iterable[Cluster], short: Cluster) -> None:
    long = list({id(each): each for each in found if each is not short and id(each) not in names.gone}.values())
    if len(long) == 1 and (_first_place(long[0]) <= _first_place(short) or town_of(next(iter(short.keys), ""))):
        names.join(long[0], short)


def _first_place(cluster: Cluster) -> int:
    return min(seen.place for seen in cluster.seen)
