"""The first step of resolving: an article's mentions by name, and what the tables know of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache

from reader.entities.bodies import qualify
from reader.entities.cluster import Cluster, Seen, Side, acts, core_of, side_of, titled
from reader.entities.known import Known, full_name, known, label_of, plays, readings
from reader.entities.names import flat, fold, person
from reader.entities.namesakes import set_in_regions, set_in_sports
from reader.entities.things import is_acronym
from reader.entities.words import words
from reader.model.entity import AliasKind, Label, LinkKind, Mention, Recognised

_WORDS = re.compile(r"[^\W\d_][\w.'-]*[^\W_]|[^\W\d_]\.[^\W_]\.?")
_PLACE_BEFORE = re.compile(
    r"\b(?:in|from|near|outside|around|across|throughout|inside|into|to|at|within|of)\s(?:the\s)?$", re.IGNORECASE
)
_TOWN_BEFORE = re.compile(r"[^\W\d_]{3,}, $")
_LAST_WORD = re.compile(r"([^\W\d_]+)\s$")
_CUT_OFF = re.compile(r"\s*(?:…|\.\.\.)\s*")  # a teaser ends within a name: "President Recep ..."
_REACH = 24
_PLACE_WORDS = frozenset(
    {"new", "old", "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "upper"}
    | {"lower", "inner", "outer", "greater", "downtown", "port", "fort", "lake", "mount", "san", "santa", "saint", "st"}
    | {"point", "cape", "camp", "royal"}
)


class Story:
    """An article as the resolver looks at it: title, text, and its words where a shared name must be read."""

    def __init__(self, title: str, text: str) -> None:
        self.title = title
        self.text = text

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(_WORDS.findall(f"{self.title}\n{self.text}"))

    @cached_property
    def sport(self) -> str:
        """The one sport that the article is about, or "": the kinds of words it holds most of."""
        lower = {word.casefold() for word in self.words}
        if lower & words("college"):
            return ""
        counts = {sport: len(lower & words(sport)) for sport in words("sports")}
        best = max(counts.values())
        leading = [sport for sport, count in counts.items() if count == best]
        sure = best > 1 or bool(lower & words("sports"))
        return leading[0] if best and sure and len(leading) == 1 else ""

    def speaks_for(self, cues: Iterable[str]) -> int:
        """How many of the cues the article holds."""
        return sum(1 for cue in cues if (cue in self.text or cue in self.title if " " in cue else cue in self.words))


def sightings(story: Story, found: Recognised) -> list[Seen]:
    """Every mention with its name and key; what lies outside the text or names nothing is left out, like doubles."""
    seen = []
    for in_title, text, mentions in ((True, story.title, found.title), (False, story.text, found.text)):
        spans = set()
        for mention in mentions:
            span = (mention.start, mention.end)
            if span in spans or not 0 <= mention.start < mention.end <= len(text):
                continue
            spans.add(span)
            one = _sighting(text, mention, in_title)
            if one is not None:
                seen.append(one)
    return seen


def _sighting(text: str, mention: Mention, in_title: bool) -> Seen | None:
    surface = text[mention.start : mention.end]
    if not surface.strip():
        return None
    core, inside, town = _core(surface, mention.label)
    before = text[max(0, mention.start - _REACH) : mention.start]
    after = text[mention.end : mention.end + _REACH]
    if side_of(mention.label) in (Side.PERSON, Side.THING):
        core, mention = _called(core, surface, before, mention)
    key = fold(core) or core
    if mention.label is Label.PERSON and " " not in key and _CUT_OFF.fullmatch(text, mention.end):
        return None
    if "," not in core and _is_full_name(key, mention.label):
        mention = mention._replace(label=Label.PERSON)
    if mention.label is Label.NORP and len(key) > 4 and key[-1] == "s" and key[-2] != "s" and not readings(key):
        key = key[:-1]
    return Seen(mention, in_title, core, key, surface, inside, before, after, side_of(mention.label), town)


@lru_cache(maxsize=4096)
def _core(surface: str, label: Label) -> tuple[str, str, Known | None]:
    """The name within a mention, what stands in a bracket after it, and the town that it names with its country."""
    core, inside = (surface, "") if known(surface) else core_of(surface, label)
    core, town = _plain(core, label)
    return (surface if core != surface and _elsewhere(core, surface, label) else core), inside, town


def _called(core: str, surface: str, before: str, mention: Mention) -> tuple[str, Mention]:
    """A person whom the news calls by one name by the whole one; a king with his title, which is part of the name."""
    whole = full_name(fold(core))
    if whole is not None:
        return whole, mention._replace(label=Label.PERSON)
    name = person(core) if mention.label is Label.PERSON else None
    if name is None or name.given or name.particles or " " in fold(name.family):
        return core, mention
    first, _, rest = surface.partition(" ")
    if rest.strip() != core.strip():
        found = _LAST_WORD.search(before) if surface.startswith(core) else None
        first = found[1] if found else ""
    royal = flat(first).casefold() in words("regnal") and first[:1].isupper()
    return (f"{first} {core}" if royal else core), mention


def _is_full_name(key: str, label: Label) -> bool:
    """A place that is a person's name too, behind a word that no place begins with: Leona Washington."""
    first, _, last = key.partition(" ")
    if side_of(label) is not Side.PLACE or not last or " " in last or readings(key) or first in _PLACE_WORDS:
        return False
    return any(each.person and each.label is Label.GPE for each in readings(last)) and not readings(first)


def _elsewhere(core: str, surface: str, label: Label) -> bool:
    """Whether taking words away has led to another kind of thing: "the Japanese index" is not Japanese."""
    found = label_of(fold(core))
    return found is not None and side_of(found) is not side_of(label) and fold(core) != fold(surface)


def _plain(core: str, label: Label) -> tuple[str, Known | None]:
    """A town without its country, which says which it is, and a product without the nation that makes it."""
    head, mark, rest = core.partition(",")
    if mark and side_of(label) is Side.PLACE and not known(core):
        region = {each.name for each in known(rest)}
        found = known(head)
        within = (each for each in found if each.home in region or any(link.name in region for link in each.links))
        town = next(within, None)
        return (core if town is None else head), town
    first, _, rest = core.partition(" ")
    return (rest if label is Label.PRODUCT and rest and label_of(fold(first)) is Label.NORP else core), None


def clusters_of(story: Story, seen: list[Seen]) -> list[Cluster]:
    """Mentions of one name and side together, those of the tables by the entry they stand for."""
    families = {person(one.core).family for one in seen if one.side is Side.PERSON and " " in one.key}
    qualify(seen)
    set_in_sports(seen, lambda: story.sport)
    set_in_regions(seen)
    groups: dict[tuple[str, Side], Cluster] = {}
    tabled: dict[str, Cluster] = {}
    reader = _Reader(story, seen, families)
    for one in seen:
        reading = reader.reading(one)
        if reading is not None:
            cluster = tabled.setdefault(reading.name, Cluster(side_of(reading.label), known=reading))
            cluster.keys.setdefault(one.key, AliasKind.TABLE)
        else:
            cluster = groups.setdefault((one.key, one.side), Cluster(one.side))
            cluster.keys[one.key] = AliasKind.NAME
            if one.side is Side.PERSON and not cluster.persons:
                cluster.persons.append(person(one.core))
        cluster.seen.append(one)
    return [*tabled.values(), *groups.values()]


def _unprefixed(one: Seen) -> tuple[Known, ...]:
    """A known body with its nation before it: the Kurdish People's Protection Units."""
    first, _, rest = one.key.partition(" ")
    if one.side is not Side.THING or not rest or rest in words("genericbody"):
        return ()
    if " " not in rest and not is_acronym(one.core.rpartition(" ")[2]):
        return ()
    found = readings(rest) if label_of(first) is Label.NORP else ()
    return tuple(each for each in found if each.label is Label.ORG and not each.links)


class _Reader:
    """Decides for each mention which entry of the tables it is, if any."""

    def __init__(self, story: Story, seen: list[Seen], families: set[str]) -> None:
        self.story = story
        self.seen = seen
        self.families = families
        self.chosen: dict[str, Known] = {}

    def reading(self, one: Seen) -> Known | None:
        """The entry that the mention names; None where it is a person's name or in no table."""
        if one.known is not None:
            return one.known
        found = tuple(each for each in readings(one.key) or _unprefixed(one) if self._believed(each, one))
        if not found:
            return None
        if self._is_person(one, found[0]):
            one.side = Side.PERSON
            return None
        if len(found) == 1:
            return found[0]
        if one.key not in self.chosen:
            self.chosen[one.key] = self._choose(one.key, found)
        return self.chosen[one.key]

    def _believed(self, entry: Known, one: Seen) -> bool:
        """Whether an entry may be meant: a town where a place is named, a common acronym where more speaks for it."""
        is_team = any(link.kind is LinkKind.MEMBER for link in entry.links)
        if one.side is not Side.THING and is_team:
            return False
        if one.side is Side.THING and plays(entry):
            return False
        if one.key not in entry.weak or self.story.speaks_for(entry.cues):
            return True
        return any(entry in readings(other.key) and other.key not in entry.weak for other in self.seen)

    def _is_person(self, one: Seen, reading: Known) -> bool:
        family = one.key in self.families
        if one.side is Side.PERSON:
            return reading.person or family
        if not reading.person or reading.label is Label.NORP:
            return False
        if titled(one):
            return True
        if not family or _PLACE_BEFORE.search(one.before):
            return False
        is_place = side_of(reading.label) is Side.PLACE and not reading.links and not reading.home
        return acts(one) or (is_place and not self._is_place_here(one.key, reading))

    def _is_place_here(self, key: str, reading: Known) -> bool:
        """Whether the article speaks of the place as well: something is in it, or its capital or people are named."""
        return any(
            (one.key == key and _PLACE_BEFORE.search(one.before))
            or any(link.name == reading.name for each in readings(one.key) for link in each.links)
            for one in self.seen
        )

    def _choose(self, key: str, found: tuple[Known, ...]) -> Known:
        """The reading that most of the article's words speak for; the commonest where none does."""
        after_town = any(_TOWN_BEFORE.search(one.before) for one in self.seen if one.key == key)

        if any(is_acronym(one.core) and one.core.isupper() for one in self.seen if one.key == key):
            found = tuple(each for each in found if each.label is Label.ORG) or found

        def weight(reading: Known) -> int:
            town = 3 if after_town and "state" in reading.name else 0
            return self.story.speaks_for(reading.cues) + town

        return max(found, key=weight)
