"""The bodies that every country has, such as a Foreign Ministry: each belongs to a country, or is one with others."""

from __future__ import annotations

from collections import Counter, defaultdict

from reader.entities.cluster import Cluster, Seen, Side
from reader.entities.known import readings
from reader.entities.names import fold
from reader.entities.persons import DOMINANCE
from reader.entities.things import body_key, country_of, seat_of
from reader.entities.words import words


def qualify(seen: list[Seen]) -> None:
    """Tell the bodies that every country has apart: by the country named beside them, else by the article's own."""
    _by_neighbour(seen)
    _by_article(seen)


def _by_neighbour(seen: list[Seen]) -> None:
    ends = {(one.in_title, one.mention.end): one for one in seen}
    starts = {(one.in_title, one.mention.start): one for one in seen}
    for one in seen:
        if one.side is not Side.THING or (readings(one.key) and one.key not in words("genericbody")):
            continue
        whole = body_key(one.key)
        if whole is not None:
            one.key = whole
        elif one.key in words("genericbody"):
            behind = starts.get((one.in_title, one.mention.end + 4)) if one.after.startswith(" of ") else None
            nation = country_of(behind.key) if behind is not None else None
            inside = starts.get((one.in_title, one.mention.end + 4)) if one.after.startswith(" in ") else None
            nation = nation or (seat_of(inside.key) if inside is not None else None)
            if nation is not None and nation != "United States":
                one.key = f"{one.key} {fold(nation)}"
                continue
            for gap in (1, 3):
                near = ends.get((one.in_title, one.mention.start - gap))
                country = country_of(near.key) if near is not None and _joins(one, gap) else None
                if country is not None and not (country == "United States" and readings(one.key)):
                    one.key = f"{one.key} {fold(country)}"
                    break


def _by_article(seen: list[Seen]) -> None:
    bare = [one for one in seen if one.side is Side.THING and one.key in words("genericbody")]
    home = _home(seen) if bare else None
    if home is not None and home != "United States":
        for one in bare:
            one.key = f"{one.key} {fold(home)}"


def _home(seen: list[Seen]) -> str | None:
    """The country that the article's places and peoples point to three times as often as to all others together."""
    named = Counter(country for one in seen if (country := country_of(one.key) or seat_of(one.key)) is not None)
    for country, times in named.most_common(1):
        return country if times > 1 and times >= DOMINANCE * (named.total() - times) else None
    return None


def _joins(one: Seen, gap: int) -> bool:
    return one.before[-gap:] in (" ", "'s ", "’s ")


def body_parts(key: str) -> tuple[str, str] | None:
    """A qualified key as body and country: "foreign ministry turkey" gives ("foreign ministry", "Turkey")."""
    parts = key.split()
    for at in range(len(parts) - 1, 0, -1):
        body = " ".join(parts[:at])
        if body in words("genericbody"):
            country = country_of(" ".join(parts[at:]))
            return (body, country) if country else None
    return None


def join_bodies(clusters: list[Cluster]) -> list[Cluster]:
    """Bring a body named without its country to the only one of the article that has one."""
    bodies: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        for key in cluster.keys:
            parts = body_parts(key if cluster.known is None else body_key(key) or key)
            if parts is not None:
                cluster.qualifier = "" if cluster.known else parts[1]
                bodies[parts[0]].append(cluster)
    kept = []
    for cluster in clusters:
        owners = [each for key in cluster.keys for each in bodies.get(key, ()) if each is not cluster]
        if len(owners) == 1 and cluster.known is None and not cluster.qualifier:
            owners[0].absorb(cluster)
        else:
            kept.append(cluster)
    return kept
