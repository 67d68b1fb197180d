"""The filter language cut into its pieces, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from reader.errors import QueryError

QUOTES = '"“”„'
_BARE = re.compile(rf"[^\s(){QUOTES}]+")
_QUOTED = re.compile(rf"[{QUOTES}]([^{QUOTES}]*)[{QUOTES}]")
_KEY = re.compile(r"([^\W\d_]+):(?!//)")
_SPACE = re.compile(r"\s*")


class Kind(Enum):
    """What a piece is."""

    TERM = auto()
    MINUS = auto()
    OR = auto()
    OPEN = auto()
    CLOSE = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece from `start` to `end`; a term has a text and, with `key:`, its key, whose value begins at `value`."""

    kind: Kind
    start: int
    end: int
    text: str = ""
    key: str = ""
    value: int = 0
    prefix: bool = False


def tokens(text: str) -> Iterator[Token]:
    """The pieces in order, the last one is END; QueryError for a quotation mark that stays open."""
    at = _past_space(text, 0)
    while at < len(text):
        token = _token(text, at)
        if token is not None:
            yield token
        at = _past_space(text, token.end if token else at + 1)
    yield Token(Kind.END, len(text), len(text))


def _past_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _token(text: str, at: int) -> Token | None:
    char = text[at]
    if char in "()":
        return Token(Kind.OPEN if char == "(" else Kind.CLOSE, at, at + 1)
    if char == "-":
        lone = at + 1 == len(text) or text[at + 1].isspace() or text[at + 1] == ")"
        return None if lone else Token(Kind.MINUS, at, at + 1)
    if char in QUOTES:
        return _quoted(text, at, at)
    return _bare(text, at)


def _bare(text: str, at: int) -> Token | None:
    found = _BARE.match(text, at)
    word = found.group() if found else ""
    end = at + len(word)
    if word in ("OR", "AND", "NOT"):
        kinds = {"OR": Kind.OR, "NOT": Kind.MINUS}
        return Token(kinds[word], at, end) if word in kinds else _skipped(at, end)
    keyed = _KEY.match(word)
    if keyed is None:
        return Token(Kind.TERM, at, end, word.rstrip("*"), prefix=word.endswith("*"))
    start, key = at + keyed.end(), keyed.group(1).casefold()
    if start == end and text[end : end + 1] in tuple(QUOTES):
        return _quoted(text, at, end, key)
    value = word[keyed.end() :]
    return Token(Kind.TERM, at, end, value.rstrip("*"), key, start, value.endswith("*"))


def _skipped(at: int, end: int) -> Token:
    """AND says what is so without it: a term without a word, which nothing is made of."""
    return Token(Kind.TERM, at, end)


def _quoted(text: str, at: int, opening: int, key: str = "") -> Token:
    found = _QUOTED.match(text, opening)
    if found is None:
        raise QueryError("The quotation mark is not closed.", opening, len(text), text + '"')
    prefix = text[found.end() : found.end() + 1] == "*"
    return Token(Kind.TERM, at, found.end() + prefix, found.group(1), key, opening, prefix)
