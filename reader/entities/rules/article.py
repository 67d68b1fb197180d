"""Rules for what an article as a whole tells of its names: what is clear in one place holds in the others."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from reader.entities.lexicon import Kind
from reader.entities.rules.page import Page, Taken, beside_capital, claim
from reader.model.entity import Label, Mention

_CARRIED = frozenset({Label.PERSON, Label.ORG, Label.GPE, Label.LOC, Label.PRODUCT, Label.FAC, Label.NORP})
_PLACES = frozenset({Label.GPE, Label.LOC, Label.FAC})
_NO_NAME = Kind.COMMON | Kind.TITLE | Kind.ORG_WORD
_ARTICLE = re.compile(r"^(?:al|el|ul|bin)[- ]", re.IGNORECASE)
_CAPITAL_TOKEN = re.compile(r"[^\W_a-zß-ÿ](?<![\w-].)[^\s-]*")
_AFTER_NAME = re.compile(r"(?:['’]s?|[.,;:!?)\]”\"'’])+$")


Readings = dict[str, Counter[Label]]


def one_reading(page: Page, mentions: list[Mention]) -> list[Mention]:
    """One name has one label in an article: the commoner, where it clearly is; a surname goes with its full name."""
    names = [_as_written(page.of(mention)) for mention in mentions]
    readings: Readings = defaultdict(Counter)
    for name, mention in zip(names, mentions, strict=True):
        readings[name][mention.label] += 1 + _is_shown(page, mention)
    chosen = {name: label for name, labels in readings.items() if (label := _clear(labels))}
    chosen |= _by_parts(page, readings)
    chosen |= _acronyms(page, mentions, chosen)
    return [
        Mention(each.start, each.end, chosen.get(name, each.label)) for name, each in zip(names, mentions, strict=True)
    ]


_SHOWS_PLACE = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear|outside|around) (?:the )?$")


def _is_shown(page: Page, mention: Mention) -> bool:
    """Whether the words before a place say that it is one."""
    before = max(0, mention.start - 14)
    return mention.label in _PLACES and bool(_SHOWS_PLACE.search(page.text, before, mention.start))


def _as_written(name: str) -> str:
    """A place in a dateline's capitals counts as the same name."""
    return name.title() if len(name) > 5 and name.isupper() and name.replace(" ", "").isalpha() else name


def _clear(labels: Counter[Label]) -> Label | None:
    """The label that at least two of three readings have; where they agree only on a place, the commonest place."""
    if len(labels) == 1:  # as nearly all names have
        return next(iter(labels))
    (label, most), *others = labels.most_common()
    if most >= 2 * others[0][1]:
        return label
    places = Counter({each: count for each, count in labels.items() if each in _PLACES})
    return places.most_common(1)[0][0] if places.total() >= 2 * (labels - places).total() and places else None


def _by_parts(page: Page, readings: Readings) -> dict[str, Label]:
    """Labels that follow from longer or shorter names: of surnames, of full names in doubt, of the MAX in 737 MAX."""
    chosen: dict[str, Label] = {}
    for name, labels in readings.items():
        if " " not in name:
            continue
        last = surname(name)
        if page.kind(last) & (Kind.COUNTRY | Kind.ORG_WORD):
            continue
        alone = readings.get(last, Counter())
        if any(map(str.isdigit, name)):
            if labels[Label.PRODUCT] and alone:
                chosen[last] = Label.PRODUCT
            continue
        together = labels + alone
        if 2 * together[Label.PERSON] >= together.total() and (labels[Label.PERSON] or len(name.split()) == 2):
            chosen[name] = Label.PERSON
        if (labels[Label.PERSON] or chosen.get(name) is Label.PERSON) and alone:
            chosen[last] = Label.PERSON
    return chosen


def _acronyms(page: Page, mentions: list[Mention], chosen: dict[str, Label]) -> dict[str, Label]:
    """Initials in brackets after a name mean the same thing: International Space Station (ISS)."""
    found = {}
    for one, two in pairwise(mentions):
        name, initials = page.of(one), page.of(two)
        bracketed = " " in name and page.text[one.end : two.start] == " (" and initials.isupper()
        if bracketed and _are_initials(initials, name) and not page.kind(initials) & Kind.ORG:
            found[initials] = chosen.get(_as_written(name), one.label)
    return found


def _are_initials(initials: str, name: str) -> bool:
    """Whether the letters are first letters of the name's words in their order, or begin as the name does."""
    words = iter(re.findall(r"\w+", name))
    letters = [letter for letter in initials if letter.isalpha()]
    return initials[0] == name[0] or all(any(word[0] == letter for word in words) for letter in letters)


def surname(name: str) -> str:
    """The last word of a name, without an Arabic article."""
    return _ARTICLE.sub("", name.rsplit(" ", 1)[-1])


def everywhere(page: Page, mentions: list[Mention]) -> list[Mention]:
    """A name found once is marked wherever the article has it, and so is the surname of a person named in full.

    What is one name somewhere is not two in another place: Marlow & Tate.
    """
    by_first: dict[str, list[tuple[str, Label]]] = defaultdict(list)
    for name, label in sorted(_to_carry(page, mentions).items(), key=lambda each: -len(each[0])):
        by_first[re.split(r"[\s-]", name, maxsplit=1)[0]].append((name, label))
    taken = Taken(mentions)
    new: list[Mention] = []
    for match in _CAPITAL_TOKEN.finditer(page.text):
        for name, label in _begun_by(match.group(), by_first):
            start, end = match.start(), match.start() + len(name)
            if not page.text.startswith(name, start) or page.text[end : end + 1].isalnum():
                continue
            if taken.within(start, end) > 1 or (
                not taken.covers(start, end) and (" " in name or not beside_capital(page.text, start, end))
            ):
                new.append(Mention(start, end, label))
            break
    return claim(mentions, new)


def _begun_by(token: str, by_first: Mapping[str, list[tuple[str, Label]]]) -> Sequence[tuple[str, Label]]:
    """The names whose first word a token is, without what may stand behind a name."""
    names = by_first.get(token)
    if names is None and not (token[-1].isalnum() and token[-2:-1] not in "'’"):
        names = by_first.get(_AFTER_NAME.sub("", token))
    return names or ()


def _to_carry(page: Page, mentions: list[Mention]) -> dict[str, Label]:
    names: dict[str, Label] = {}
    for mention in mentions:
        name = page.of(mention)
        if mention.label not in _CARRIED or len(name) < 3 or not name[0].isupper():
            continue
        if " " in name or not page.kind(name) & (_NO_NAME | Kind.FIRST):
            names.setdefault(name, mention.label)
        if mention.label is Label.PERSON and " " in name and _may_stand_alone(page, last := surname(name)):
            names.setdefault(last, Label.PERSON)
    return names


def _may_stand_alone(page: Page, last: str) -> bool:
    known = page.kind(last) & (_NO_NAME | Kind.COUNTRY | Kind.DEMONYM)
    return len(last) > 2 and last[0].isupper() and not known
