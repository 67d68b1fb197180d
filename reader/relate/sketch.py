"""A text as a handful of numbers, by which is known what is no copy of it without reading both again."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from itertools import accumulate
from zlib import crc32

SIZE = 128
_SHINGLE = 5
_READ = 60_000  # characters
_LEAST_SHARE = 0.3
_LEAST = 4  # numbers below the common bound; fewer are no evidence
_WORD = re.compile(r"\w+")


def sketch(title: str, text: str) -> array[int]:
    """The smallest 128 hashes of the text's runs of five words, ascending; of its title where there is no text."""
    words = _WORD.findall((text[:_READ] or title).casefold())
    joined = " ".join(words).encode("utf-8", "replace")
    starts = [0, *accumulate([len(word) + 1 for word in joined.split(b" ")])]
    runs = {crc32(joined[begin : end - 1]) for begin, end in zip(starts, starts[_SHINGLE:], strict=False)}
    return array("I", sorted(runs)[:SIZE])


def may_be_copies(first: Sequence[int], second: Sequence[int]) -> bool:
    """True where three tenths of the shorter text's runs of words stand in the longer one: worth reading both again.

    Both sketches are complete up to the smaller of their largest numbers, so below it the share is a fair sample.
    """
    if not first or not second:
        return False
    bound = min(sketched[-1] if len(sketched) == SIZE else 2**32 for sketched in (first, second))
    one, other = ({number for number in sketched if number <= bound} for sketched in (first, second))
    smaller = min(len(one), len(other))
    return one == other or (smaller >= _LEAST and len(one & other) >= _LEAST_SHARE * smaller)
