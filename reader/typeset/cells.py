"""How many terminal cells a text takes, counted by grapheme clusters."""

from __future__ import annotations

import re
from collections.abc import Iterator

# One cell and one cluster each: Latin, Greek and Cyrillic letters, typographic marks, arrows, signs, lines and blocks.
# Most texts hold nothing else, and need not wait for the tables of all scripts.
PLAIN = (
    " -~\u00a1-\u00ac\u00ae-\u02ff\u0384-\u038a\u038e-\u03a1\u03a3-\u03ff\u0400-\u0482\u048a-\u052f"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u21ff\u2200-\u22ff\u2500-\u259f\u25b8\u25cf\u2605\u2606"
)
# Two cells and one cluster each, unless a combining mark follows: Han, kana, Hangul syllables and full-width forms.
WIDE = (
    "\u2e80-\u2e99\u2e9b-\u2ef3\u3001-\u3029\u3041-\u3096\u309b-\u30ff\u3105-\u312f\u3131-\u3163\u3400-\u4dbf"
    "\u4e00-\ua48c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6"
)
_PLAIN = re.compile(f"[{PLAIN}]*")


def is_plain(text: str) -> bool:
    """Whether every character takes one cell and stands for itself."""
    return (text.isascii() and "\t" not in text) or _PLAIN.fullmatch(text) is not None


def clusters(text: str) -> Iterator[str]:
    """The grapheme clusters of a text."""
    from wcwidth import iter_graphemes

    return iter_graphemes(text)


def cells(text: str) -> int:
    """The cells a text takes on one line; a tab is shown as a blank, and takes one."""
    if is_plain(text):
        return len(text)
    from wcwidth import width

    return width(text.replace("\t", " "), control_codes="ignore")


def fit(text: str, limit: int, *, mark: str = "…") -> str:
    """The text if it fits into `limit` cells, else its beginning and a mark; never wider than `limit`."""
    if cells(text) <= limit:
        return text
    if limit <= 0:
        return ""
    return take(text, limit - cells(mark)).rstrip() + mark if limit >= cells(mark) else ""


def take(text: str, limit: int) -> str:
    """The longest beginning of whole grapheme clusters that fits into `limit` cells."""
    if is_plain(text):
        return text[: max(0, limit)]
    used = length = 0
    for cluster in clusters(text):
        used += cells(cluster)
        if used > limit:
            break
        length += len(cluster)
    return text[:length]


def fit_end(text: str, limit: int, *, mark: str = "…") -> str:
    """The text if it fits, else a mark and its last words that do."""
    if cells(text) <= limit:
        return text
    room = limit - cells(mark)
    if room <= 0:
        return mark if room == 0 else ""
    end = text[-room:]
    while cells(end) > room:
        end = end[1:]
    _, space, words = end.partition(" ")
    return mark + (words if space else end)


def column_to_index(text: str, column: int) -> int:
    """The index of the character that covers a cell; the length of the text past its end."""
    if is_plain(text):
        return min(max(0, column), len(text))
    return min(len(take(text, column)), len(text))
