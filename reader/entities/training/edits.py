"""Items with some of their characters replaced, the mentions moved along: other names, careless typography."""

from __future__ import annotations

import json
import random
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from reader.entities.training.item import Item

Edit = tuple[int, int, str]

_WORD = re.compile(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*")
_SPACED_POSSESSIVE = re.compile(r"(?<=\w[’'])(?=s\b)|(?<=\b[A-Z]\.)(?=[A-Z]\.)")
_BEFORE_STOP = re.compile(r"(?<=\w)(?=[,;:?!](?:\s|$)|\.(?:\s*$|\s*\n|\s+[A-Z])|['’]s\b)")
_HYPHEN = re.compile(r"(?<=[^\W\d_]{2})-(?=[^\W\d_]{2})")
_AFTER_STOP = re.compile(r"(?<=[a-z]\.) (?=[A-Z])")


def edited(item: Item, edits: Iterable[Edit]) -> Item:
    """The item with each (start, end, replacement) made; edits do not overlap nor reach across a mention's edge."""
    ordered = sorted(edits)
    pieces, at = [], 0
    for start, end, new in ordered:
        pieces += [item.text[at:start], new]
        at = end
    pieces.append(item.text[at:])
    starts = [start for start, *_ in ordered]
    ends = [end for _, end, _ in ordered]
    grown = [0]
    for start, end, new in ordered:
        grown.append(grown[-1] + len(new) - (end - start))

    def begin(offset: int) -> int:
        return offset + grown[bisect_right(ends, offset)]

    def stop(offset: int) -> int:
        return offset + grown[bisect_left(starts, offset)]

    spans = tuple((begin(a), stop(b), label) for a, b, label in item.spans)
    return Item("".join(pieces), spans, tuple((begin(a), stop(b)) for a, b in item.missing))


@dataclass(frozen=True)
class Names:
    """Names to put in place of others, by what they are."""

    given: tuple[str, ...]
    last: tuple[str, ...]
    towns: tuple[str, ...]

    @cached_property
    def known_given(self) -> frozenset[str]:
        return frozenset(self.given)

    @cached_property
    def known_towns(self) -> frozenset[str]:
        return frozenset(self.towns)

    @classmethod
    def read(cls, data: Path, own: Path) -> Names:
        """From the lists of `gaz.json` and our own, of which those with one word serve for persons."""
        lists = json.loads((data / "gaz.json").read_text(encoding="utf-8"))
        given = [*lists["f"], *listed(own / "given.txt")]
        last = [*lists["l"], *listed(own / "surnames.txt")]
        return cls(tuple(filter(_WORD.fullmatch, given)), tuple(filter(_WORD.fullmatch, last)), tuple(lists["c"]))


def listed(path: Path) -> Iterator[str]:
    """The entries of one of our lists: parted by semicolons; # begins a comment line."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield from filter(None, map(str.strip, line.split(";")))


def renamed(item: Item, chance: random.Random, names: Names) -> Item:
    """The item with other persons and other towns, each everywhere under the same new name.

    So the pipeline learns names from what stands around them rather than by heart.
    """
    new: dict[str, str] = {}
    edits = []
    for start, end, label in item.spans:
        text = item.text[start:end]
        if label == "PERSON":
            for match in _WORD.finditer(text):
                word = match.group()
                if word[0].isupper() and not word.isupper():
                    pool = names.given if word in names.known_given and match.end() < len(text) else names.last
                    edits.append((start + match.start(), start + match.end(), _new(new, word, chance, pool)))
        elif label == "GPE" and text in names.known_towns:
            edits.append((start, end, _new(new, text, chance, names.towns)))
    return edited(item, edits)


def _new(new: dict[str, str], word: str, chance: random.Random, pool: tuple[str, ...]) -> str:
    """The new name for a word: as often as a known one, one that nobody has, begun like one and ended like another."""
    if word not in new:
        name = chance.choice(pool)
        if chance.random() < 0.5:
            other = chance.choice(pool)
            name = name[: len(name) // 2 + 1] + other[len(other) // 2 :].lower()
        new[word] = name
    return new[word]


def careless(item: Item, chance: random.Random) -> Item:
    """The item as feeds and old wires set it: signs torn off their words, or no space after a full stop."""
    torn = chance.random()
    if torn < 0.3:
        return _spaced(item, _SPACED_POSSESSIVE)
    if torn < 0.6:
        return _spaced(item, _BEFORE_STOP)
    if torn < 0.8:
        return edited(item, [(*match.span(), " - ") for match in _HYPHEN.finditer(item.text)])
    return edited(item, [(*match.span(), "") for match in _AFTER_STOP.finditer(item.text)])


def _spaced(item: Item, where: re.Pattern[str]) -> Item:
    return edited(item, [(match.start(), match.start(), " ") for match in where.finditer(item.text)])
