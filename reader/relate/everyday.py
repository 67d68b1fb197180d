"""How common everyday words are in news, for as long as a collection is too small to tell."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from zlib import crc32

TEXTS = 1000  # articles of a collection that tell as much as what is known here
_TABLE = Path(__file__).with_name("everyday.txt")


def number(term: str) -> int:
    """What a term is compared and stored as: 32 bits, which hardly two terms of a collection have in common."""
    return crc32(term.encode("utf-8", "replace"))


@lru_cache(maxsize=1)
def shares() -> Mapping[int, float]:
    """Which part of all news uses each everyday term, by its number; `python -m tests.everyday` makes the table."""
    found: dict[int, float] = {}
    for line in _TABLE.read_text(encoding="ascii").splitlines():
        thousandth, *terms = line.split()
        found.update(dict.fromkeys(map(number, terms), int(thousandth) / 1000))
    return found
