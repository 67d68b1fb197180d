"""A line of the filter language turned into a filter; what cannot be meant is pointed at."""

from __future__ import annotations

import difflib
import re

from reader.errors import QueryError
from reader.model.query import AllOf, Condition, Field, Filter, Not, Sort, Words, all_of, any_of
from reader.query.fields import KEYS, Key
from reader.query.tokens import QUOTES, Kind, Token, tokens

MOST_TERMS, DEEPEST = 100, 12
CLOSE = 0.7  # how alike a key must be to one that there is, to be taken for it
_SAYS_SOMETHING = re.compile(r"[^\W_]")


def parse(text: str) -> Filter:
    """The filter that a line means; QueryError says what is wrong, where, and what was probably meant.

    Words stand for articles with all of them in title or text. A blank line means every article.
    """
    return _Parser(text).filter()


class _Parser:
    """Reads one line; `a OR b` binds closer than what stands side by side."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(tokens(text))
        self._at = 0
        self._depth = 0
        self._terms = 0
        self._sort: Sort | None = None
        self._sort_token = self._tokens[0]

    def filter(self) -> Filter:
        where = all_of(self._side_by_side())
        if self._peek().kind is Kind.CLOSE:
            raise self._mistake("This bracket was never opened.", self._peek(), "")
        if self._text.strip() and where == AllOf() and self._sort is None:
            raise QueryError("There is no word to look for.", 0, len(self._text), None)
        if self._sort is Sort.RANK and not _names_words(where):
            raise self._mistake("Only words have a rank; there is none to look for.", self._sort_token, "")
        return Filter(where, self._sort)

    def _peek(self) -> Token:
        return self._tokens[self._at]

    def _next(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _side_by_side(self) -> tuple[Condition, ...]:
        parts: list[Condition] = []
        while self._peek().kind not in (Kind.END, Kind.CLOSE):
            parts.append(self._alternatives())
        return tuple(parts)

    def _alternatives(self) -> Condition:
        parts = [self._negatable()]
        while self._peek().kind is Kind.OR:
            token = self._next()
            follows = self._peek().kind not in (Kind.END, Kind.CLOSE, Kind.OR)
            parts.append(self._negatable() if follows else AllOf())
            if AllOf() in parts:
                raise self._mistake("OR stands between two things to look for.", token, "")
        return any_of(tuple(parts))

    def _negatable(self) -> Condition:
        if self._peek().kind is not Kind.MINUS:
            return self._single()
        token = self._next()
        if self._peek().kind in (Kind.TERM, Kind.OPEN):
            found = self._single()
            if found != AllOf():
                return Not(found)
        raise self._mistake("What must not be there is missing behind this.", token, "")

    def _single(self) -> Condition:
        token = self._next()
        if token.kind is Kind.OPEN:
            return self._bracketed(token)
        if token.kind is not Kind.TERM:
            raise self._mistake("OR stands between two things to look for.", token, "")
        self._terms += 1
        if self._terms > MOST_TERMS:
            raise QueryError(f"More than {MOST_TERMS} terms are more than can be looked for.", token.start, token.end)
        return self._keyed(token) if token.key else self._words(token, "")

    def _bracketed(self, opening: Token) -> Condition:
        self._depth += 1
        if self._depth > DEEPEST:
            raise QueryError("These brackets are too deep.", opening.start, opening.end)
        found = all_of(self._side_by_side())
        if self._next().kind is not Kind.CLOSE:
            raise QueryError("This bracket is not closed.", opening.start, len(self._text), self._text + ")")
        self._depth -= 1
        return found

    @staticmethod
    def _words(token: Token, column: str) -> Condition:
        """Words; what has no letter and no digit is passed over."""
        text = " ".join(token.text.replace("\0", " ").split())
        return Words(text, column, token.prefix) if _SAYS_SOMETHING.search(text) else AllOf()

    def _keyed(self, token: Token) -> Condition:
        key = KEYS.get(token.key)
        if key is None and not token.text and not difflib.get_close_matches(token.key, KEYS, 1, CLOSE):
            return Words(self._text[token.start : token.value])
        if key is None:
            raise self._unknown_key(token)
        if not _SAYS_SOMETHING.search(token.text):
            raise self._mistake(f"Something is missing behind “{key.name}:”, as in {key.example}.", token, None)
        if key.name in ("title", "text"):
            return self._words(token, key.name)
        value = key.value(" ".join(token.text.replace("\0", " ").split()))
        if value is None:
            raise self._unknown_value(token, key)
        if key.name == "sort":
            return self._sorted(token, value)
        return Field(key.name, value)

    def _sorted(self, token: Token, value: str) -> Condition:
        before = self._tokens[self._at - 2].kind if self._at > 1 else Kind.TERM
        if self._depth or before in (Kind.MINUS, Kind.OR) or self._peek().kind is Kind.OR:
            raise self._mistake("The order is of the whole list: “sort:” stands alone.", token, None)
        self._sort, self._sort_token = Sort(value), token
        return AllOf()

    def _unknown_key(self, token: Token) -> QueryError:
        near = difflib.get_close_matches(token.key, KEYS, 1, CLOSE)
        end = token.start + len(token.key) + 1
        if near:
            meant = f"did you mean “{near[0]}:”?"
            repaired: str | None = self._text[: token.start] + near[0] + self._text[end - 1 :]
        else:
            meant = f"there are {', '.join(KEYS)}. Words with a colon go in quotation marks."
            repaired = self._in_quotes(token)
        return QueryError(f"There is no “{token.key}:” to look by; {meant}", token.start, end, repaired)

    def _in_quotes(self, token: Token) -> str | None:
        """The line with a piece as words; None where that has quotation marks of its own."""
        piece = self._text[token.start : token.end]
        if any(mark in piece for mark in QUOTES):
            return None
        return f'{self._text[: token.start]}"{piece}"{self._text[token.end :]}'

    def _unknown_value(self, token: Token, key: Key) -> QueryError:
        if not key.choices:
            return QueryError(
                f"“{key.name}:” wants a day, month or year, as in {key.example}, or 7d, 2w, 3m, 1y, today, yesterday.",
                token.value,
                token.end,
            )
        near = difflib.get_close_matches(token.text.casefold(), key.choices, 1)
        meant = f"did you mean “{near[0]}”?" if near else f"it has {', '.join(key.choices)}."
        repaired = self._text[: token.value] + near[0] + self._text[token.end :] if near else None
        return QueryError(f"“{key.name}:” has no “{token.text}”; {meant}", token.value, token.end, repaired)

    def _mistake(self, sentence: str, token: Token, instead: str | None) -> QueryError:
        """What is wrong with a piece; with `instead` in its place the rest would do."""
        repaired = None if instead is None else self._text[: token.start] + instead + self._text[token.end :]
        return QueryError(sentence, token.start, token.end, repaired)


def _names_words(condition: Condition) -> bool:
    """Whether there are words, outside of what must not be there, that an article can be ranked by."""
    if isinstance(condition, Words):
        return True
    return isinstance(condition, AllOf) and any(_names_words(part) for part in condition.parts)
