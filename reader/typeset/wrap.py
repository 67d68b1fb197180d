"""Breaking a text into lines of a given width, as offsets into the text."""

from __future__ import annotations

import re
from itertools import pairwise

from reader.typeset.cells import cells, clusters, is_plain

_WORD = re.compile(r"\S+")
_WIDE = re.compile(r"[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]")
_NOT_FIRST = "、。，．！？：；）】」』〉》’”"


def wrap(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    """Break `text[start:end]`, one paragraph, into lines of at most `width` cells.

    Returns half-open offsets into `text` without the white space at line ends; words wider than a line are
    broken between grapheme clusters, and scripts without spaces between their characters.
    """
    lines: list[tuple[int, int]] = []
    line_start = line_end = -1
    used = 0
    for word_start, word_end in _pieces(text, start, end):
        size = cells(text[word_start:word_end])
        gap = cells(text[line_end:word_start]) if line_start >= 0 else 0
        if line_start >= 0 and used + gap + size <= width:
            line_end, used = word_end, used + gap + size
            continue
        if line_start >= 0:
            lines.append((line_start, line_end))
        if size > width:
            *full, (line_start, line_end) = _broken(text, word_start, word_end, width)
            lines += full
            used = cells(text[line_start:line_end])
        else:
            line_start, line_end, used = word_start, word_end, size
    if line_start >= 0:
        lines.append((line_start, line_end))
    return lines


def _broken(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    """Cut a word that is wider than a line between its grapheme clusters."""
    if is_plain(text[start:end]):
        return [(at, min(at + width, end)) for at in range(start, end, width)]
    cuts, used, at = [start], 0, start
    for cluster in clusters(text[start:end]):
        size = cells(cluster)
        if used + size > width and at > cuts[-1]:
            cuts.append(at)
            used = 0
        used += size
        at += len(cluster)
    return list(pairwise([*cuts, end]))


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Words, and within them the single characters of scripts that break anywhere."""
    words = [match.span() for match in _WORD.finditer(text, start, end)]
    if text.isascii() or not _WIDE.search(text, start, end):
        return words
    pieces: list[tuple[int, int]] = []
    for word_start, word_end in words:
        if not _WIDE.search(text, word_start, word_end):
            pieces.append((word_start, word_end))
            continue
        for index in range(word_start, word_end):
            wide = _WIDE.match(text, index)
            joins = index > word_start and (text[index] in _NOT_FIRST or not (wide or _WIDE.match(text, index - 1)))
            if joins:
                pieces[-1] = (pieces[-1][0], index + 1)
            else:
                pieces.append((index, index + 1))
    return pieces
