"""Stretches of a text, as half-open character offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Prof|Rev|Jr|Sr|Inc|Corp|Co|Ltd|No|vs|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)"
    r"|\b[A-Z])\.\s*$"
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Split a text into sentences by its punctuation; a line always ends one.

    Returns half-open offsets without surrounding white space, in order.
    """
    found = [_stripped(text, start, end) for start, end in pairwise([0, *_ends(text), len(text)])]
    return [(left, right) for left, right in found if left < right]


def _ends(text: str) -> Iterator[int]:
    for match in _SENTENCE_END.finditer(text):
        if "\n" in match.group() or not _ABBREVIATION.search(text, max(0, match.start() - 12), match.end()):
            yield match.end()


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


def sentence_around(text: str, start: int, end: int, *, limit: int = 2000) -> tuple[int, int]:
    """The sentence that holds a span, looked for within `limit` characters on either side."""
    low, high = max(0, start - limit), min(len(text), end + limit)
    low = max(low, text.rfind("\n", low, start) + 1)  # a line ends every sentence
    below = text.find("\n", start, high)
    high = high if below < 0 else below
    near, at = text[low:high], start - low
    left, right = 0, len(near)
    for beyond in _ends(near):
        if beyond > at:
            right = beyond
            break
        left = beyond
    left, right = _stripped(near, left, right)
    return (left + low, max(right + low, end)) if left <= at < right else (start, end)
