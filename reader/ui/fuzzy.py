"""How well a few typed letters fit a name: whole words before beginnings, those before letters that merely follow."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from heapq import nlargest
from typing import TypeVar

from reader.model.letters import without_accents

T = TypeVar("T")

_BEGINNING = re.compile(r"\w+")
_WHOLE, _WORD, _BEGINS, _WITHIN, _SCATTERED = 1.0, 0.9, 0.8, 0.5, 0.2


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
    return _SCATTERED if len(typed) > 2 and _follows(typed, text) else 0.0


def _follows(typed: str, text: str) -> bool:
    """Whether the letters occur in this order, the first one at the beginning of a word."""
    for found in re.finditer(rf"\b{re.escape(typed[0])}", text):
        rest = iter(text[found.end() :])
        if all(char in rest for char in typed[1:]):
            return True
    return False


def best(typed: str, things: Iterable[T], names: Callable[[T], Iterable[str]], most: int) -> list[tuple[float, T]]:
    """The things whose names fit best, the best first; of those that fit alike, in the order given."""
    scored = ((max((fits(typed, name) for name in names(thing)), default=0.0), thing) for thing in things)
    found = [(score, -index, thing) for index, (score, thing) in enumerate(scored) if score]
    return [(score, thing) for score, _, thing in nlargest(most, found, key=lambda each: each[:2])]
