"""Stretches of a text, as half-open character offsets."""

from __future__ import annotations

import re
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
    ends = [
        match.end()
        for match in _SENTENCE_END.finditer(text)
        if "\n" in match.group() or not _ABBREVIATION.search(text, max(0, match.start() - 12), match.end())
    ]
    found = []
    for start, end in pairwise([0, *ends, len(text)]):
        piece = text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = end - (len(piece) - len(piece.rstrip()))
        if left < right:
            found.append((left, right))
    return found


def sentence_around(text: str, start: int, end: int, *, limit: int = 2000) -> tuple[int, int]:
    """The sentence that holds a span, looked for within `limit` characters on either side."""
    low, high = max(0, start - limit), min(len(text), end + limit)
    low = max(low, text.rfind("\n", low, start) + 1)  # a line ends every sentence
    below = text.find("\n", start, high)
    high = high if below < 0 else below
    for left, right in sentences(text[low:high]):
        if left + low <= start < right + low:
            return left + low, max(right + low, end)
    return start, end
