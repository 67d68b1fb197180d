"""What an article as a whole tells of each of its words: features that reach beyond the pipeline's few words.

A name that is unclear alone often stands elsewhere in the article after a first name, or before "said". The idea is
that of Chieu and Ng, "Named Entity Recognition: A Maximum Entropy Approach Using Global Information" (2002).
"""

from __future__ import annotations

from enum import IntFlag
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.strings import get_string_id

from reader.entities.lexicon import Bits, Hashes, Kind

Flags = npt.NDArray[np.bool_]


class Clue(IntFlag):
    """What some occurrence of a word in the article shows."""

    SMALL = 1
    INSIDE = 2
    AFTER_GIVEN = 4
    BEFORE_BODY = 8
    AFTER_IN = 16
    SPEAKS = 32
    OFTEN = 64
    BEFORE_CAPITAL = 128


def _ids(words: str) -> Hashes:
    return np.sort(np.array([get_string_id(word) for word in words.split()], np.uint64))


_OPENING = np.sort(np.append(_ids(". ! ? : ; \" “ ” ‘ ’ ' ( ) - – — • * | /"), np.uint64(get_string_id("\n"))))
_IN = _ids("in at near from outside around across into toward towards inside throughout")
_SPEAKS = _ids("said says told adds added asked argued wrote noted explained insisted recalled who whose")
_PERSONAL = np.uint64(Kind.FIRST | Kind.TITLE)
_OFTEN = 3


def clues(lower: Hashes, capital: Flags, kinds: Bits) -> Bits:
    """The clues of every capitalised word, gathered from all its occurrences; 0 for the others.

    `lower` are the hashes of lower-case forms, `capital` says which words are not in lower case, `kinds` their classes.
    """
    found = np.zeros(len(lower), np.uint64)
    if len(lower) < 2:
        return found
    words, of = np.unique(lower, return_inverse=True)
    before, after = _shifted(lower, 1), _shifted(lower, -1)
    opens = _among(before, _OPENING)
    opens[0] = True
    capital_before, capital_after = _shifted(capital, 1) & ~opens, _shifted(capital, -1)
    shown = np.zeros(len(words), np.uint64)
    _show(shown, of, ~capital, Clue.SMALL)
    _show(shown, of, capital & ~opens, Clue.INSIDE)
    personal = (_shifted(kinds, 1) & _PERSONAL) != 0
    _show(shown, of, capital & capital_before & personal, Clue.AFTER_GIVEN)
    body = (_shifted(kinds, -1) & np.uint64(Kind.ORG_WORD)) != 0
    _show(shown, of, capital & capital_after & body, Clue.BEFORE_BODY)
    _show(shown, of, capital & _among(before, _IN), Clue.AFTER_IN)
    _show(shown, of, capital & _among(after, _SPEAKS), Clue.SPEAKS)
    _show(shown, of, capital & capital_after, Clue.BEFORE_CAPITAL)
    shown[np.bincount(of[capital], minlength=len(words)) >= _OFTEN] |= np.uint64(Clue.OFTEN)
    found[capital] = shown[of[capital]]
    return found


def _show(shown: Bits, of: npt.NDArray[np.intp], where: Flags, clue: Clue) -> None:
    shown[of[where]] |= np.uint64(clue)


def _shifted(values: npt.NDArray[Any], by: int) -> npt.NDArray[Any]:
    """Each word's neighbour before it (1) or after it (-1); nothing where there is none."""
    moved = np.zeros_like(values)
    if by > 0:
        moved[by:] = values[:-by]
    else:
        moved[:by] = values[-by:]
    return moved


def _among(words: Hashes, few: Hashes) -> Flags:
    """Which words are among a few that stand in order."""
    at = few.searchsorted(words)
    at[at == len(few)] = 0
    found: Flags = few[at] == words
    return found
