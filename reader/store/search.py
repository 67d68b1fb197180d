"""A reader's words as a full-text query that SQLite accepts, whatever they typed."""

from __future__ import annotations

import re

from reader.store.database import storable

MOST_WORDS = 100
NO_MATCH = '""'
_WORD = re.compile(r"\w")


def match_expression(text: str) -> str | None:
    """All words of the text, in any order; a word with marks within ("S-400") as a phrase. None without a word."""
    words = dict.fromkeys(word for word in storable(text).split() if _WORD.search(word))
    return " ".join(quoted(word) for word in list(words)[:MOST_WORDS]) or None


def quoted(word: str) -> str:
    """A word as FTS5 takes it for nothing but a word."""
    return '"{}"'.format(word.replace('"', ""))
