"""Names of people and bodies, and how styles print one and many."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reader.cite.markup import italic

_JOINED = re.compile(r"(\w{1,4}['’-])(?=\w)")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]")
_JOINS = "’'-"


@dataclass(frozen=True, slots=True)
class Name:
    """A person (family and given name) or, in `literal`, a body whose name is never taken apart.

    `particle` stays with the family name (van der), `dropping` goes with the given name when the order turns.
    """

    family: str = ""
    given: str = ""
    particle: str = ""
    dropping: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def whole_family(self) -> str:
        """The family name with the particle that belongs to it; the literal name of a body."""
        if self.literal:
            return self.literal
        return _glue(self.particle, self.family or self.given)


@dataclass(frozen=True, slots=True)
class NameRules:
    """A style's way with names.

    `inverted`: which names stand family name first. `initials`: what follows an initial ("" for none, None keeps
    given names). `demote`: the particle goes behind the given name where the order turns. `joiner` stands before
    the last name, after a comma as `comma` says. From `most` + 1 names on only `kept` are printed, then et al.;
    with `ellipsis` the last one follows dots instead.
    """

    inverted: Literal["all", "first", "none"] = "all"
    short: bool = False
    initials: str | None = None
    hyphens: bool = True
    separator: str = ", "
    joiner: str = "and "
    comma: Literal["always", "series", "never"] = "series"
    most: int = 99
    kept: int = 1
    et_al: str = "et al."
    et_al_italic: bool = False
    ellipsis: bool = False
    demote: bool = False


def make_name(family: str, given: str, *, particle: str = "", dropping: str = "", suffix: str = "") -> Name:
    """A person's name with the small words before the family name and after the given name recognised."""
    if given and not particle:
        particle, family = _split_particle(family)
    if given and not dropping:
        words = given.split()
        last = len(words)
        while last > 1 and _is_small(words[last - 1]):
            last -= 1
        given, dropping = " ".join(words[:last]), " ".join(words[last:])
    return Name(family, given, particle, dropping, suffix)


def _split_particle(family: str) -> tuple[str, str]:
    words = family.split()
    first = 0
    while first < len(words) - 1 and _is_small(words[first]):
        first += 1
    particle, rest = " ".join(words[:first]), " ".join(words[first:])
    joined = _JOINED.match(rest)
    if joined and _is_small(rest) and rest[joined.end()].isupper():
        return _words(particle, joined[1]), rest[joined.end() :]
    return particle, rest


def _is_small(word: str) -> bool:
    return word.lstrip("'’")[:1].islower()


def format_names(names: Sequence[Name], rules: NameRules) -> str:
    """All names in a style's way, with its et al.; marked text."""
    shown = names if len(names) <= rules.most else names[: rules.kept]
    printed = [format_name(name, rules, number) for number, name in enumerate(shown)]
    if len(shown) == len(names):
        return _join_last(printed, rules)
    if rules.ellipsis:
        return ", ".join(printed) + ", … " + format_name(names[-1], rules, len(shown))
    et_al = italic(rules.et_al) if rules.et_al_italic else rules.et_al
    comma = "," if rules.comma == "always" or (rules.comma == "series" and len(printed) > 1) else ""
    return ", ".join(printed) + comma + " " + et_al


def _join_last(printed: list[str], rules: NameRules) -> str:
    if len(printed) < 2 or not rules.joiner:
        return ", ".join(printed)
    comma = rules.comma == "always" or (rules.comma == "series" and len(printed) > 2)
    return ", ".join(printed[:-1]) + (", " if comma else " ") + rules.joiner + printed[-1]


def format_name(name: Name, rules: NameRules, number: int = 0) -> str:
    """One name as it stands at place `number` (from 0) of a list."""
    if name.literal or not (name.family and name.given):
        return name.whole_family
    if _UNSPACED.search(name.family):
        return name.particle + name.family + ("" if rules.short else name.given)
    if rules.short:
        return name.whole_family
    given = _given(name.given, rules)
    suffix = name.suffix.replace(".", "") if rules.initials == "" else name.suffix
    if rules.inverted == "all" or (rules.inverted == "first" and number == 0):
        return _inverted(name, given, suffix, rules)
    return _words(given, _glue(name.dropping, name.whole_family), suffix)


def _inverted(name: Name, given: str, suffix: str, rules: NameRules) -> str:
    family = name.family if rules.demote else name.whole_family
    second = _words(given, name.dropping, name.particle if rules.demote else "")
    return rules.separator.join(part for part in (family, second, suffix) if part)


def _given(given: str, rules: NameRules) -> str:
    if rules.initials is None:
        return _spaced_initials(given)
    pieces = []
    for hyphen, word in re.findall(r"(-?)([^\s.-]+)\.?", given):
        if word[0].islower():
            pieces.append(("-" if hyphen else " ") + word)
        else:
            pieces.append(("-" if hyphen and rules.hyphens else "") + word[0] + rules.initials)
    text = "".join(pieces).strip()
    return re.sub(r"\s+", " ", text.replace(" -", "-"))


def _spaced_initials(given: str) -> str:
    """Initials each with a full stop and a space between them: "AB", being a word, stays; "A.B." and "A B" do not."""
    words = re.sub(r"(?<=\.)(?=[^\s.-])", " ", given).split()
    return " ".join(word + "." if len(word) == 1 and word.isupper() else word for word in words)


def _glue(particle: str, family: str) -> str:
    return particle + family if particle[-1:] and particle[-1] in _JOINS else _words(particle, family)


def _words(*parts: str) -> str:
    return " ".join(part for part in parts if part)
