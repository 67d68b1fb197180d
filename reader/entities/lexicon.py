"""The compiled lexicon: which classes a word or phrase belongs to, kept as hashes rather than as lists of names.

It knows nothing of spaCy: words come as the 64-bit hashes that spaCy gives their lower-case forms.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]
Bits = npt.NDArray[np.uint64]

LONGEST_PHRASE = 5
_MIX = np.uint64(0x9E3779B97F4A7C15)


class Kind:
    """Classes of words, several of which may hold at once; `INSIDE` marks all but the first word of a known phrase.

    Plain numbers, as every word of every text is asked for its own: flags are combined ten times as slowly.
    """

    CITY = 1
    FIRST = 2
    LAST = 4
    COUNTRY = 8
    DEMONYM = 16
    TITLE = 32
    ORG_WORD = 64
    ORG = 128
    COMMON = 256
    PLACE_PHRASE = 512
    ORG_PHRASE = 1024
    INSIDE = 2048
    PRODUCT = 4096
    WORK = 8192
    EVENT = 16384
    LAW = 32768
    SITE = 65536
    REGION = 131072


class Lexicon:
    """Look-up tables over hashed words and phrases; a foreign word is taken for a known one once in 60,000 times."""

    def __init__(self, words: dict[int, int], phrases: dict[int, int]) -> None:
        self._words = _Table(words)
        self._phrases = _Table(phrases)

    @classmethod
    def load(cls, path: Path) -> Lexicon:
        """Read what `save` wrote; OSError, ValueError or KeyError when the file is missing or broken."""
        lexicon = cls({}, {})
        with np.load(path, allow_pickle=False) as stored:
            lexicon._words = _Table.of(stored["words"], stored["word_kinds"])
            lexicon._phrases = _Table.of(stored["phrases"], stored["phrase_kinds"])
        return lexicon

    def save(self, path: Path) -> None:
        np.savez_compressed(
            path,
            words=self._words.keys,
            word_kinds=self._words.values,
            phrases=self._phrases.keys,
            phrase_kinds=self._phrases.values,
        )

    def kind(self, word: int) -> int:
        """The classes of one word, by the hash of its lower-case form."""
        return self._words.one(word)

    def phrase(self, words: list[int]) -> int:
        """The classes of a phrase, none where it is not known, by the hashes of the lower-case forms of its words."""
        chain = words[0]
        for word in words[1:]:
            chain = join_two(chain, word)
        return self._phrases.one(chain)

    def kinds(self, lower: Hashes, capital: npt.NDArray[np.bool_]) -> Bits:
        """The classes of every word of a text; a word without a capital can only be a common one."""
        bits = self._words.look_up(lower)
        bits[~capital] &= np.uint64(Kind.COMMON)
        chain = lower
        for length in range(2, LONGEST_PHRASE + 1):
            if len(lower) < length:
                break
            chain = join(chain[:-1], lower[length - 1 :])
            found = self._phrases.look_up(chain)
            for start in np.flatnonzero(found):
                if capital[start]:
                    bits[start] |= found[start]
                    bits[start + 1 : start + length] |= found[start] | np.uint64(Kind.INSIDE)
        return bits


class _Table:
    """A sorted map from the low 32 bits of hashes to class bits."""

    def __init__(self, entries: dict[int, int]) -> None:
        merged: dict[int, int] = {}
        for key, value in entries.items():
            merged[key & 0xFFFFFFFF] = merged.get(key & 0xFFFFFFFF, 0) | value
        order = sorted(merged)
        self.keys = np.array(order, np.uint32)
        self.values = np.array([merged[key] for key in order], np.uint32)

    @classmethod
    def of(cls, keys: Any, values: Any) -> _Table:
        if keys.shape != values.shape or keys.dtype != np.uint32 or values.dtype != np.uint32:
            raise ValueError("the lexicon's tables do not fit together")
        table = cls({})
        table.keys, table.values = keys, values
        return table

    def one(self, word: int) -> int:
        """The classes of a single hash."""
        short = word & 0xFFFFFFFF
        at = int(self.keys.searchsorted(np.uint32(short)))
        return int(self.values[at]) if at < len(self.keys) and self.keys[at] == short else 0

    def look_up(self, hashes: Hashes) -> Bits:
        if not len(self.keys):
            return np.zeros(len(hashes), np.uint64)
        short = hashes.astype(np.uint32)
        at = np.minimum(np.searchsorted(self.keys, short), len(self.keys) - 1)
        found: Bits = np.where(self.keys[at] == short, self.values[at], 0).astype(np.uint64)
        return found


def join(left: Hashes, right: Hashes) -> Hashes:
    """The hash of a phrase: that of its beginning joined with that of its next word."""
    with np.errstate(over="ignore"):
        mixed: Hashes = (left ^ (left >> np.uint64(29))) * _MIX + right
    return mixed


def join_two(left: int, right: int) -> int:
    """The same of single hashes."""
    return ((left ^ (left >> 29)) * int(_MIX) + right) & 0xFFFFFFFFFFFFFFFF
