"""From mentions to entities: which mentions of an article name one thing, and which known thing that is.

The order is from cheap to dear: folded names, the tables, surnames and short forms within the article, and only
then the collection. Where two readings are about as likely the mentions stay apart.
"""

from __future__ import annotations

from collections import defaultdict

from reader.entities.bodies import body_parts, join_bodies
from reader.entities.choose import Directory, choose
from reader.entities.cluster import Cluster, Seen, Side, best_surface, display, shouted
from reader.entities.gather import Story, clusters_of, sightings
from reader.entities.gathered import Gathered
from reader.entities.known import readings
from reader.entities.names import fold, person
from reader.entities.persons import join_full_names, join_short_names
from reader.entities.things import government_of, is_acronym, join_things, town_of
from reader.model.entity import Alias, AliasKind, Candidate, Label, Link, LinkKind, Mention, Recognised, ResolvedEntity

__all__ = ["Directory", "gather", "identify", "resolve"]

_LONGEST_NAME = 120
SLIP = 3


def resolve(title: str, text: str, found: Recognised, directory: Directory) -> list[ResolvedEntity]:
    """`gather` and `identify` in one."""
    return identify(gather(title, text, found), directory)


def identify(gathered: Gathered, directory: Directory) -> list[ResolvedEntity]:
    """The entities that an article names, each with its mentions, in the order in which they are first named.

    Asks the directory a few times for each entity and never changes it.
    """
    entities = [_resolved(cluster, candidate) for cluster, candidate in _identified(gathered.clusters(), directory)]
    return sorted(entities, key=_first_mention)


def gather(title: str, text: str, found: Recognised) -> Gathered:
    """Which mentions of an article name one thing, as far as the article tells by itself.

    Offsets are those of `title` and `text`; mentions outside them are left out, overlapping ones are kept.
    """
    story = Story(title, text)
    clusters = clusters_of(story, sightings(story, found))
    clusters = join_bodies(clusters)
    clusters = join_things(clusters)
    clusters = join_full_names(clusters)
    clusters = join_short_names(clusters, text)
    return Gathered.of(_settle_sides(clusters))


def _settle_sides(clusters: list[Cluster]) -> list[Cluster]:
    """One name that was now and then given another kind of label goes with the kind that it mostly has."""
    by_key: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        for key in cluster.keys:
            by_key[key].append(cluster)
    gone: set[int] = set()
    for cluster in clusters:
        if cluster.known is not None or cluster.apart or len(cluster.keys) != 1:
            continue
        others = [each for each in by_key[next(iter(cluster.keys))] if each is not cluster and id(each) not in gone]
        if len(others) == 1 and not others[0].apart and _outweighs(others[0], cluster):
            others[0].absorb(cluster)
            gone.add(id(cluster))
    return [cluster for cluster in clusters if id(cluster) not in gone]


def _outweighs(major: Cluster, minor: Cluster) -> bool:
    """Whether one label is so rare beside the other that it is a slip; a name of several words has one kind."""
    if minor.full and len(major.seen) == len(minor.seen):
        return False
    least = 1 if " " in next(iter(minor.keys)) else SLIP
    return len(major.seen) >= least * len(minor.seen)


def _identified(clusters: list[Cluster], directory: Directory) -> list[tuple[Cluster, Candidate | None]]:
    """Each cluster with the collection's entity it is; two that turn out to be one entity become one."""
    taken: dict[int, Cluster] = {}
    chosen: list[tuple[Cluster, Candidate | None]] = []
    for cluster in sorted(clusters, key=_certainty):
        candidate = choose(cluster, directory, set(taken))
        if candidate is not None and candidate.entity_id in taken:
            taken[candidate.entity_id].absorb(cluster)
            continue
        if candidate is not None:
            taken[candidate.entity_id] = cluster
        chosen.append((cluster, candidate))
    return chosen


def _certainty(cluster: Cluster) -> tuple[bool, bool, bool, int]:
    """The sort key that brings the surest clusters first."""
    return (cluster.known is None, not cluster.full, cluster.apart, -max(map(len, cluster.keys), default=0))


def _resolved(cluster: Cluster, candidate: Candidate | None) -> ResolvedEntity:
    label = candidate.label if candidate is not None and cluster.known is None else cluster.label()
    name = _name(cluster, candidate, label)
    return ResolvedEntity(
        name=name,
        label=label,
        entity_id=None if candidate is None else candidate.entity_id,
        title=_mentions(cluster.seen, True, label, candidate),
        text=_mentions(cluster.seen, False, label, candidate),
        aliases=_aliases(cluster, name),
        links=_links(cluster),
    )


def _links(cluster: Cluster) -> tuple[Link, ...]:
    if cluster.known is not None:
        return cluster.known.links
    towns = {town.name for key in cluster.keys if (town := town_of(key))} if cluster.label() is Label.ORG else set()
    if towns:
        return tuple(Link(LinkKind.MEMBER, town, Label.GPE) for town in sorted(towns))
    countries = {country for key in cluster.keys if (country := government_of(key)) is not None}
    return tuple(Link(LinkKind.METONYM, country, Label.GPE) for country in sorted(countries))


def _mentions(seen: list[Seen], in_title: bool, label: Label, candidate: Candidate | None) -> tuple[Mention, ...]:
    entity_id = None if candidate is None else candidate.entity_id
    spans = sorted((one.mention.start, one.mention.end) for one in seen if one.in_title == in_title)
    return tuple(Mention(start, end, label, entity_id) for start, end in spans)


def _name(cluster: Cluster, candidate: Candidate | None, label: Label) -> str:
    if cluster.known is not None:
        return cluster.known.name
    ours = best_surface(cluster, label is Label.PRODUCT)[:_LONGEST_NAME]
    if cluster.qualifier:
        ours = f"{_body_name(cluster)} ({cluster.qualifier})"
    if candidate is None or candidate.name == ours:
        return ours
    return ours if _fuller(ours, candidate.name, cluster) else candidate.name


def _body_name(cluster: Cluster) -> str:
    """The body's own words as the article writes them: "Foreign Ministry" of "Turkish Foreign Ministry"."""
    bodies = [parts[0] for parts in map(body_parts, cluster.keys) if parts is not None]
    shortest = min((display(seen.core) for seen in cluster.seen), key=len)
    return " ".join(shortest.split()[-max(len(body.split()) for body in bodies) :])


def _fuller(ours: str, theirs: str, cluster: Cluster) -> bool:
    """Whether our way of writing the name says more than the one that is stored."""
    if cluster.side is Side.PERSON:
        left, right = person(ours), person(theirs)
        size = (len("".join(left.given)), not ours.isascii())
        loud = shouted(theirs) and not shouted(ours)
        return loud or (len(left.given), *size) > (len(right.given), len("".join(right.given)), not theirs.isascii())
    if fold(ours) == fold(theirs):
        return _better_spelt(ours) > _better_spelt(theirs)
    if cluster.label() is Label.PRODUCT and not ours.endswith(theirs):
        return False
    known = fold(theirs) in cluster.keys or is_acronym(theirs)
    return known and len(fold(ours)) > len(fold(theirs)) and not (is_acronym(ours) and not is_acronym(theirs))


def _better_spelt(name: str) -> tuple[bool, bool, int, str]:
    """What makes one spelling of a name the better one, whichever was met first: not shouted, with its accents."""
    return (not shouted(name), not name.isascii(), -len(name), name)


def _aliases(cluster: Cluster, name: str) -> tuple[Alias, ...]:
    """The keys by which the entity is found from now on, its own name's first."""
    aliases = {fold(name) or name: AliasKind.NAME}
    for key, kind in cluster.keys.items():
        if cluster.known is not None and any(fold(each.name) == key for each in readings(key)):
            continue
        bare = cluster.side is Side.PERSON and cluster.full and " " not in key
        aliases.setdefault(key, AliasKind.SURNAME if bare else kind)
    for seen in cluster.seen:
        if cluster.known is None and is_acronym(seen.core) and cluster.side is not Side.PERSON:
            aliases.setdefault(seen.key, AliasKind.ACRONYM)
        if cluster.known is None and cluster.side is not Side.PERSON and not cluster.qualifier:
            aliases.setdefault(fold(seen.core) or seen.key, AliasKind.NAME)
    for each in cluster.persons:
        for surname in each.surnames if each.is_full else ():
            aliases.setdefault(surname, AliasKind.SURNAME)
    return tuple(Alias(key, kind) for key, kind in aliases.items())


def _first_mention(entity: ResolvedEntity) -> tuple[bool, int, int]:
    first = min((*entity.title, *entity.text))
    return (not entity.title, first.start, first.end)
