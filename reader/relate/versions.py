"""Whether two articles are one text in two versions: copied, corrected, brought up to date, cut or grown.

Reports of two earthquakes may share nine phrases of ten, and a correction may change figures and lead. So phrases in
common are not enough: most names and figures have to be the same as well, of figures fewer where a correction says so.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from itertools import pairwise

from reader.relate.stopwords import STOP_WORDS

_READ = 20_000  # characters
_PHRASES = 0.65  # of the shorter text's pairs of words
_NAMES = 0.6
_FIGURES = 0.4
_FIGURES_CORRECTED = 0.3
_WORD = re.compile(r"\w+(?:[.,’'-]\w+)*")
_CORRECTED = re.compile(r"^\W*(?:correct(?:ed|ion|s|ing)\b|refile\b|clarif)|[(\[](?:correct|refile|clarif)", re.I)
_TEMPLATE = 0.6  # of the pairs of words; below that two texts were not made from one form
_OTHER_NAMES = 0.45  # at most, of two articles that tell of different things
_OTHER_FIGURES = 0.3
_NOTE = 200  # characters at the beginning of a text in which a correction may say so
_DATES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Version:
    """What a text is told by: its pairs of words, its names, its figures, and whether it says that it corrects."""

    pairs: Set[tuple[str, str]]
    names: Set[str]
    figures: Set[str]
    corrects: bool


def version(title: str, text: str) -> Version:
    """A text as it is compared with its versions; where there is none, its title."""
    words = _WORD.findall(text[:_READ] or title)
    folded = [word.casefold() for word in words]
    small = {word for word in words if word[0].islower()}
    named = {low for word, low in zip(words, folded, strict=True) if word[0].isupper() and low not in small}
    return Version(
        pairs=frozenset(pairwise(folded)),
        names=frozenset(named - STOP_WORDS - _DATES),
        figures=frozenset(word for word in folded if word in _DATES or any(map(str.isdigit, word))),
        corrects=is_correction(title) or is_correction(text[:_NOTE]),
    )


def is_correction(title: str) -> bool:
    """Whether a title, or a first line, announces a correction, as agencies do."""
    return _CORRECTED.search(title) is not None


def one_text(first: Version, second: Version) -> bool:
    """Whether two texts are versions of one."""
    figures = _FIGURES_CORRECTED if first.corrects or second.corrects else _FIGURES
    return (
        _common(first.pairs, second.pairs) >= _PHRASES
        and _common(first.names, second.names, 1) >= _NAMES
        and _common(first.figures, second.figures, 1) >= figures
    )


def look_alike(first: Version, second: Version, days: int) -> bool:
    """Whether two texts share their phrases and tell of different things, as two reports made from one form do.

    `days` lie between them: within a day all figures of one event may change, as the toll rises.
    """
    if _common(first.pairs, second.pairs) < _TEMPLATE or first.corrects or second.corrects:
        return False
    others = days > 1 and _common(first.figures, second.figures, 1) < _OTHER_FIGURES
    return others or _common(first.names, second.names, 1) < _OTHER_NAMES


def _common(first: Set[object], second: Set[object], given: int = 0) -> float:
    """How much of the smaller set stands in the other; `given` of its members as if they did, as few say little."""
    smaller = min(len(first), len(second)) + given
    return (len(first & second) + given) / smaller if smaller else 0.0
