"""Addresses that lead to words in a page: text directives, as the URL Fragment Text Directives specification has them.

A browser shows and marks the first place that fits, so what is named must fit nowhere earlier.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from urllib.parse import quote as percent_encode

_LONGEST_WHOLE = 120  # characters; a longer passage is named by its first and last words
_WORDS_AT_ENDS = 5
_MOST_AT_ENDS = 40  # of words that all fit earlier as well, as in a text of one word over and over
_LONGEST = 4000  # characters of a directive; a longer one names what is no words, and no browser would look for it
_MOST_BEFORE = 8  # words in front, where the passage itself occurs earlier


def address_of_words(url: str, words: str, *, text: str = "", start: int = 0) -> str:
    """`url` with a text directive for `words`, a paragraph a line; the bare `url` for what is no web page.

    With the article's `text`, and where in it the words start, words that occur earlier too are told apart.
    """
    if not words.split() or not re.match(r"https?://", url, re.I):
        return url
    page = url.split(":~:", maxsplit=1)[0].removesuffix("#")
    directive = _directive(words, text or words, start if text else 0)
    return f"{page}{':~:' if '#' in page else '#:~:'}text={directive}" if len(directive) <= _LONGEST else page


def _directive(words: str, text: str, start: int) -> str:
    lines = [line.split() for line in words.splitlines() if line.strip()]
    tokens = words.split()
    whole = len(lines) == 1 and (len(words) <= _LONGEST_WHOLE or len(tokens) <= 2 * _WORDS_AT_ENDS)
    if whole:
        first, parts = tokens, [_encode(tokens)]
    else:
        first = _shortest(lines[0], lambda some: _place(text, some)[0] >= start)
        rest = text[start : start + len(words)]
        behind = _place(rest, first)[1]
        last = _shortest([*reversed(lines[-1])], lambda some: _place(rest, some[::-1], behind)[1] >= len(rest))[::-1]
        parts = [_encode(first), _encode(last)]
    if _place(text, first)[0] < start:
        before = [*reversed(text[:start].split()[-_MOST_BEFORE:])]
        context = _shortest(before, lambda some: _place(text, [*some[::-1], *first])[1] > start, least=2)[::-1]
        parts.insert(0, _encode(context) + "-")
    return ",".join(parts)


def _shortest(tokens: Sequence[str], tells: Callable[[Sequence[str]], bool], least: int = _WORDS_AT_ENDS) -> list[str]:
    """The fewest words from the front, but `least`, that tell the place; as many as may be where none do."""
    most = min(_MOST_AT_ENDS, len(tokens))
    counts = range(min(least, most), most)
    return [*tokens[: next((count for count in counts if tells(tokens[:count])), most)]]


def _place(text: str, words: Sequence[str], after: int = 0) -> tuple[int, int]:
    """Where a browser first finds the words, whatever their case and the white space between; the end if nowhere."""
    edge_left = r"(?<!\w)" if words[0][:1].isalnum() else ""
    edge_right = r"(?!\w)" if words[-1][-1:].isalnum() else ""
    found = re.compile(edge_left + r"\s+".join(map(re.escape, words)) + edge_right, re.I).search(text, after)
    return found.span() if found else (len(text), len(text))


def _encode(words: Sequence[str]) -> str:
    """Percent-encoded, with the dash that the syntax of the directive needs for itself."""
    return percent_encode(" ".join(words), safe="").replace("-", "%2D")
