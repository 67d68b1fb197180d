"""Headlines Set Like This, or LIKE THIS, brought back to the case of running text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

from reader.entities.lexicon import LONGEST_PHRASE, Kind

_WORD = re.compile(r"[^\W\d_]+(?:['’.&-][^\W\d_]+)*\.?")
_SMALL_WORD = re.compile(r"[a-z](?<![\w-].)[a-z'’-]+")
_LONG_SMALL = re.compile(r" [a-z]{4}")
_NAME_WORD = re.compile(r"[A-Z](?<=[a-z,] .)[\w'’&.-]*\w")
_POSSESSIVE = re.compile(r"['’]s$|['’]$", re.IGNORECASE)
_MIXED = re.compile(r"[^\W\d_a-zß-ÿ][^\W\d_A-ZÀ-Þ]*(?:['’&.-][^\W\d_]?[^\W\d_A-ZÀ-Þ]*)*")
_CONTRACTED = re.compile(r"(?:n['’]t|['’](?:re|ve|ll|d|m))$")
_NUMBERED = re.compile(r"-?\d")
_LINKING = frozenset(
    re.findall(
        r"\w+",
        "a al an and as at bin but by da de del der des di do dos du e el en et for from in into la le los nor of off "
        "on or over per than the to up v van via von vs with y",
    )
)
_NAME_KINDS = Kind.CITY | Kind.FIRST | Kind.LAST | Kind.COUNTRY | Kind.DEMONYM | Kind.ORG | Kind.PRODUCT
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "ers", "est", "ness", "y", "less", "ful", "ers")
_BEGINNINGS = ("re", "un", "over", "out", "under", "mis", "multi", "non", "cyber", "anti", "pre", "super", "micro")


class Words(Protocol):
    """A lexicon asked by words instead of hashes, in any case."""

    def kind(self, word: str) -> int: ...

    def phrase(self, words: Sequence[str]) -> int: ...


@dataclass(frozen=True, slots=True)
class Usage:
    """How an article's running text writes its words: with a capital within sentences, or without one."""

    names: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()


def usage(lines: Iterable[str]) -> Usage:
    """What lines of running text tell about the case of their words."""
    names: set[str] = set()
    common: set[str] = set()
    for line in lines:
        names.update(_NAME_WORD.findall(line))
        common.update(_SMALL_WORD.findall(line))
    return Usage(frozenset(_POSSESSIVE.sub("", name) for name in names), frozenset(common))


def is_headline(line: str) -> bool:
    """Whether a line is set in capitals or in title case, judged by its longer words."""
    if line.isupper():
        return len(line) > 8
    # So many of the words that it has room for are small, as in nearly all running text: no need to look at each.
    if len(line) > 300 or 25 * len(_LONG_SMALL.findall(line)) > len(line) + 1:
        return False
    every: list[str] = _WORD.findall(line)
    words = [word for word in every if len(word) > 3]
    small = sum(word[0].islower() for word in words)
    if len(words) < 2 or small * 5 > len(words):
        return False
    # A verb in small letters and a full stop make a sentence, however many names it holds.
    return not (line.rstrip().endswith(".") and any(word[0].islower() and word not in _LINKING for word in every))


def truecase(text: str, lexicon: Words) -> str:
    """The text with its headline-like lines in the case of running text; same length, so that offsets hold.

    What the other lines tell about a word counts for more than the lexicon.
    """
    lines = text.split("\n")
    headlines = [at for at, line in enumerate(lines) if is_headline(line)]
    if headlines:
        set_apart = frozenset(headlines)
        known = usage(line for at, line in enumerate(lines) if at not in set_apart)
        for at in headlines:
            lines[at] = _Line(lines[at], lexicon, known).running()
    return "\n".join(lines)


@dataclass(slots=True)
class _Line:
    """One headline, and what is known of its words."""

    line: str
    lexicon: Words
    known: Usage
    shouted: bool = field(init=False)

    def __post_init__(self) -> None:
        self.shouted = self.line.isupper()

    def running(self) -> str:
        """The line in the case of running text."""
        matches = list(_WORD.finditer(self.line))
        words = [_POSSESSIVE.sub("", _parted(match.group())[0]) for match in matches]
        named = self._in_names(words) | self._in_firms(matches)
        begins = len(self.line) - len(self.line.lstrip(" \"'“‘("))
        pieces, done = [], 0
        for at, match in enumerate(matches):
            first = match.start() <= begins
            word, stop = _parted(match.group())
            if not _NUMBERED.match(self.line, match.end()):
                word = self._named(word) if at in named else self._set(word, keep=first)
            pieces += [self.line[done : match.start()], word + stop]
            done = match.end()
        return "".join([*pieces, self.line[done:]])

    def _in_names(self, words: list[str]) -> set[int]:
        """Which words belong to a known phrase (New Zealand) or follow a first name (Steve Jobs)."""
        inside: set[int] = set()
        for at in range(len(words)):
            for end in range(at + 2, min(at + LONGEST_PHRASE, len(words)) + 1):
                if self.lexicon.phrase(words[at:end]):
                    inside.update(range(at, end))
            if at and self._is_full_name(words[at - 1], words[at]):
                inside.update((at - 1, at))
        return inside

    def _in_firms(self, matches: list[re.Match[str]]) -> set[int]:
        """Which words stand beside an ampersand, as Procter & Gamble do, unless both are everyday words."""
        inside: set[int] = set()
        for at, (one, two) in enumerate(pairwise(matches)):
            if self.line[one.end() : two.start()] == " & ":
                common = all(self.lexicon.kind(each.group()) & Kind.COMMON for each in (one, two))
                if not common or self.lexicon.phrase([one.group(), "&", two.group()]):
                    inside.update((at, at + 1))
        return inside

    def _is_full_name(self, first: str, last: str) -> bool:
        kind = self.lexicon.kind(first)
        return bool(kind & Kind.FIRST and not kind & Kind.COMMON and self.lexicon.kind(last) & Kind.LAST)

    def _named(self, word: str) -> str:
        in_capitals = self.shouted and not self.lexicon.kind(word) & Kind.ORG and len(word.lower()) == len(word)
        return _capital(word) if in_capitals else word

    def _set(self, word: str, *, keep: bool) -> str:
        lower = word.lower()
        if len(lower) != len(word) or (not self.shouted and not _MIXED.fullmatch(word)):
            return word
        if not keep and self._is_small(word, lower):
            return lower
        return word if not self.shouted or self._is_acronym(word, lower) else _capital(word)

    def _is_small(self, word: str, lower: str) -> bool:
        if _POSSESSIVE.sub("", _capital(word)) in self.known.names:
            return False
        lower = _POSSESSIVE.sub("", lower)
        return lower in self.known.common or is_small_word(lower, self.lexicon)

    def _is_acronym(self, word: str, lower: str) -> bool:
        if word in self.known.names or "." in word:
            return True
        if _capital(word) in self.known.names or self.lexicon.kind(lower) & ~(Kind.ORG | Kind.LAST):
            return False
        return len(word) <= 3 or (len(word) <= 5 and bool(self.lexicon.kind(lower) & Kind.ORG))


def is_small_word(lower: str, lexicon: Words) -> bool:
    """Whether running text would write the word without a capital: it, or the word that it is made from, is common."""
    if lexicon.kind(lower) & Kind.COMMON or _CONTRACTED.search(lower):
        return True
    if "-" in lower:
        return all(is_small_word(part, lexicon) or _is_formed(part, lexicon) for part in lower.split("-"))
    return not lexicon.kind(lower) & _NAME_KINDS and _is_formed(lower, lexicon)


def _is_formed(lower: str, lexicon: Words) -> bool:
    return any(lexicon.kind(stem) & Kind.COMMON for stem in _stems(lower))


def _stems(lower: str) -> list[str]:
    """What may be left of a word without one usual ending, one usual beginning, or both."""
    bare = [lower] + [lower[len(start) :] for start in _BEGINNINGS if lower.startswith(start)]
    stems = []
    for word in bare:
        stems.append(word)
        for ending in _ENDINGS:
            if word.endswith(ending):
                stem = word[: -len(ending)]
                stems += [stem, stem + "e", stem[:-1] + "y" if stem.endswith("i") else stem]
                stems += [stem[:-1]] if stem[-2:-1] == stem[-1:] else []
    return [stem for stem in stems if len(stem) >= 4 or (len(stem) >= 2 and stem + "s" == lower)]


def _parted(word: str) -> tuple[str, str]:
    """A word and the full stop after it; that of U.S. is a part of the word."""
    bare = word.removesuffix(".")
    return (word, "") if "." in bare else (bare, word[len(bare) :])


def _capital(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))
