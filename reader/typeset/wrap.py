"""Breaking a text into lines of a given width, as offsets into the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from reader.typeset.cells import PLAIN, WIDE, cells, clusters, is_plain

Span = tuple[int, int]

# White space where a line may end; no-break spaces are not among it.
_BLANK = " \t\n\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"
_INK = f"[^{_BLANK}]"
_WORD_END = f"(?<={_INK})(?!{_INK})"
_LETTER = r"[^\W\d_]"
_HYPHEN = f"(?<={_LETTER}{_LETTER}[-–—])(?={_LETTER})"  # "Franco-|British", but never "S-400" or "e-mail"

# A cell after the first of a wide character, in texts rewritten so that each character is one cell. A line may end
# between characters that a filler parts; Hangul breaks at spaces only, as Korean is set.
_FILLER, _KEPT_FILLER = "\ue000", "\ue001"
_FILLERS = f"[{_FILLER}{_KEPT_FILLER}]"
_HANGUL = "\u3131-\u3163\uac00-\ud7a3"
_NOT_LAST = "（［｛「『【〈《〔〖〘｟“‘£＄￥＃"
_NOT_FIRST = (
    "、。，．・：；？！）］｝」』】〉》〕〗〙｠”’ー～々〻ゝゞヽヾ…‥％℃ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
)
_AFTER_WIDE = f"(?<={_FILLER})(?<![{_NOT_LAST}]{_FILLER})(?![{_FILLER}{_NOT_FIRST}!%),.:;?\\]}}])"
_BEFORE_WIDE = f"(?<=[^{_FILLER}{_BLANK}{_NOT_LAST}(\\[{{])(?=[{WIDE}]{_FILLER})(?![{_NOT_FIRST}])"


def wrap(text: str, start: int, end: int, width: int) -> list[Span]:
    """Break `text[start:end]`, one paragraph, into lines of at most `width` cells.

    Returns half-open offsets into `text` without the white space at line ends. Words wider than a line are broken
    between grapheme clusters; Chinese and Japanese between characters, but not before a closing mark or after an
    opening one. A character wider than the line has one of its own.
    """
    paragraph = text if start == 0 and end == len(text) else text[start:end]
    if is_plain(paragraph):
        return [match.span() for match in _plain(width).finditer(text, start, end)]
    rewritten, offsets = _one_cell_each(paragraph)
    return [
        (start + offsets[match.start()], start + offsets[match.end()])
        for match in _mixed(width).finditer(rewritten)
        if offsets[match.start()] < offsets[match.end()]
    ]


def cut(text: str, start: int, end: int, width: int) -> list[Span]:
    """Break `text[start:end]` wherever a line is full, and keep all its blanks: as code is set."""
    if is_plain(text[start:end]):
        return [(at, min(at + width, end)) for at in range(start, end, max(1, width))]
    lines, at, line_start, used = list[Span](), start, start, 0
    for cluster in clusters(text[start:end]):
        size = cells(cluster)
        if used + size > width and at > line_start:
            lines.append((line_start, at))
            line_start, used = at, 0
        used += size
        at += len(cluster)
    return [*lines, (line_start, end)] if start < end else []


@lru_cache(64)
def _plain(width: int) -> re.Pattern[str]:
    """A line of text whose characters take one cell each: as much as fits up to a word's end, else as much as fits."""
    return re.compile(f"{_INK}.{{0,{width - 1}}}(?:{_WORD_END}|{_HYPHEN})|{_INK}{{1,{width}}}")


@lru_cache(64)
def _mixed(width: int) -> re.Pattern[str]:
    """The same for rewritten text: nothing is cut before a filler."""
    ends = f"(?:{_WORD_END}|{_HYPHEN}|{_AFTER_WIDE}|{_BEFORE_WIDE})"
    full = f"{_INK}{{1,{width}}}(?!{_FILLERS})|{_INK}{_FILLERS}*"
    return re.compile(f"{_INK}.{{0,{width - 1}}}{ends}|{full}")


@lru_cache(1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Runs of one kind of character, and a wide one; compiling them would take a tenth of the start."""
    runs = f"[{PLAIN}]+(?![^{PLAIN}{WIDE}])|[{WIDE}]+(?![^{PLAIN}{WIDE}])|[{PLAIN}{WIDE}]?[^{PLAIN}{WIDE}]+"
    return re.compile(runs), re.compile(f"[{WIDE}]")


def _one_cell_each(text: str) -> tuple[str, Sequence[int]]:
    """A text of the same shape with a character a cell, and for each of them, and for the end, its offset in `text`."""
    pieces: list[str] = []
    offsets: list[int] = []
    runs, wide_first = _patterns()
    for match in runs.finditer(text):
        run, at = match.group(), match.start()
        if is_plain(run):
            pieces.append(run)
            offsets += range(at, match.end())
        elif wide_first.match(run) and len(run) == sum(1 for _ in wide_first.finditer(run)):
            pieces += [char + _filler(char) for char in run]
            offsets += [offset for offset in range(at, match.end()) for _ in (0, 1)]
        else:
            _add_clusters(run, at, pieces, offsets)
    return "".join(pieces), [*offsets, len(text)]


def _add_clusters(run: str, at: int, pieces: list[str], offsets: list[int]) -> None:
    """Write each cluster as its first character and a filler for each further cell.

    One of no cells belongs to what stands before it; after a blank it gets a cell, so that it is not lost.
    """
    for cluster in clusters(run):
        first = _shape(cluster)
        size = cells(cluster)
        if not size and (not pieces or pieces[-1][-1:].isspace()):
            first, size = "x", 1
        if size:
            filler = first if first in " \u3000" else _filler(first)
            pieces.append(first + filler * (size - 1))
            offsets += [at] * size
        at += len(cluster)


def _shape(cluster: str) -> str:
    """The character that stands for a cluster: a blank one only where nothing is joined to it."""
    first = " " if cluster[0] == "\t" else cluster[0]
    return "x" if first in (_FILLER, _KEPT_FILLER) or (first.isspace() and len(cluster) > 1) else first


def _filler(char: str) -> str:
    return _KEPT_FILLER if "\uac00" <= char <= "\ud7a3" or "\u3131" <= char <= "\u3163" else _FILLER
