"""Where the word at a place begins and ends, in scripts with spaces between words and in those without."""

from __future__ import annotations

import re

from reader.typeset.cells import clusters

# Scripts that put no spaces between words: what is selected there ends where one says, at a whole character.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3001-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60]"
)
_WORD = re.compile(r"[^\W_](?:[\w\u0300-\u036f’'.&/-]*[\w\u0300-\u036f])?")
_REACH = 200


def stretched(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of the text from the character at `start` to the one at `end`, made to end at whole words.

    Both offsets are of characters that belong to it. A word of a script without spaces is not stretched, but no
    character with its combining marks is cut.
    """
    start, end = _cluster(text, start)[0], _cluster(text, end)[1]
    while start > 0 and _joined(text[start - 1], text[start]):
        start -= 1
    while 0 < end < len(text) and _joined(text[end - 1], text[end]):
        end += 1
    return start, end


def word_at(text: str, offset: int) -> tuple[int, int]:
    """The word that holds an offset, without the marks around it; the character there where it is of no word."""
    low = max(text.rfind("\n", 0, offset) + 1, offset - _REACH)
    for match in _WORD.finditer(text, low, min(len(text), offset + _REACH)):
        if match.start() <= offset < match.end() and not _UNSPACED.search(text, *match.span()):
            return match.span()
    return _cluster(text, offset)


def _joined(left: str, right: str) -> bool:
    return not (left.isspace() or right.isspace() or _UNSPACED.match(left) or _UNSPACED.match(right))


def _cluster(text: str, offset: int) -> tuple[int, int]:
    """The grapheme cluster that holds an offset."""
    at = low = max(text.rfind("\n", 0, offset) + 1, offset - _REACH)
    for cluster in clusters(text[low : offset + _REACH]):
        if at + len(cluster) > offset:
            return at, at + len(cluster)
        at += len(cluster)
    return min(offset, len(text)), min(offset + 1, len(text))
