"""How well a few typed letters fit a name: whole words before beginnings, those before words that are cut short."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from heapq import nlargest
from typing import TypeVar

from reader.model.letters import without_accents

T = TypeVar("T")

_BEGINNING = re.compile(r"\w+")
_WHOLE, _WORD, _BEGINS, _WITHIN, _INITIALS, _SHORTENED = 1.0, 0.9, 0.8, 0.5, 0.4, 0.2
_SKIPPED = 1  # words between two that letters are taken from
_LEFT_OUT = 2  # letters of a word


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """A text without case and accents."""
    return without_accents(text.casefold())


def fits(typed: str, name: str) -> float:
    """From 0, not at all, to 1, the very name; every word that was typed has to fit somewhere.

    Of two names that fit alike, the shorter one fits better.
    """
    wanted, text = plain(typed).split(), plain(name)
    if not wanted or not text:
        return 0.0
    if " ".join(wanted) == text:
        return _WHOLE
    words = _BEGINNING.findall(text)
    scores = [_fits(word, text, words) for word in wanted]
    if not all(scores):
        return 0.0
    first = 0.05 if text.startswith(wanted[0]) else 0.0
    return sum(scores) / len(scores) * 0.9 + first + 0.04 / (1 + len(text))


def _fits(typed: str, text: str, words: list[str]) -> float:
    if typed in words:
        return _WORD
    if any(word.startswith(typed) for word in words):
        return _BEGINS
    if typed in text:
        return _WITHIN
    if len(typed) < 3:  # two letters would fit half of all names
        return 0.0
    if any(_initials(typed, words, at) for at in range(len(words))):
        return _INITIALS
    return _SHORTENED if any(_shortens(typed, word) for word in words) else 0.0


def _initials(typed: str, words: list[str], at: int) -> bool:
    """Whether it is put together from the beginnings of words that follow, "nexun" from "next unread"."""
    if not typed:
        return True
    return any(
        typed.startswith(words[place][:length]) and _initials(typed[length:], words, place + 1)
        for place in range(at, min(at + 1 + _SKIPPED, len(words)))
        for length in range(1, min(len(typed), len(words[place])) + 1)
    )


def _shortens(typed: str, word: str) -> bool:
    """Whether it is the beginning of a word with a letter or two left out, "rls" of "rules"."""
    if not word.startswith(typed[0]):
        return False
    end = 0
    for char in typed:
        end = word.find(char, end) + 1
        if not end:
            return False
    return end - len(typed) <= _LEFT_OUT


def best(typed: str, things: Iterable[T], names: Callable[[T], Iterable[str]], most: int) -> list[tuple[float, T]]:
    """The things whose names fit best, the best first; of those that fit alike, in the order given."""
    scored = ((max((fits(typed, name) for name in names(thing)), default=0.0), thing) for thing in things)
    found = [(score, -index, thing) for index, (score, thing) in enumerate(scored) if score]
    return [(score, thing) for score, _, thing in nlargest(most, found, key=lambda each: each[:2])]
