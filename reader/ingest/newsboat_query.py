"""newsboat's filters said in the terms of ours, where all of one can be said."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from reader.model.query import Condition, Field, Not, Words, all_of, any_of

_TOKEN = re.compile(
    r"""\s*(?:"(?P<text>(?:[^"\\]|\\.)*)"|(?P<number>\d{1,4}(?::\d{1,4})?)(?!\w)|(?P<word>\w+)"""
    r"""|(?P<sign>=~|!~|==|!=|<=|>=|!\#|[=<>\#()]))"""
)
_PLAIN = re.compile(r"[\w\s-]*\w[\w\s-]*")
_COLUMNS: Final = {"title": "title", "content": "text", "description": "text", "text": ""}
_FIELDS: Final = {"author": "author", "feedtitle": "feed"}
_CONTAINS, _LACKS = frozenset({"=~"}), frozenset({"!~"})
_IS, _IS_NOT = frozenset({"=", "=="}), frozenset({"!="})
_DEEPEST = 12


class _Unsayable(Exception):  # noqa: N818 - no error: the filter is told to the reader as it stands
    """A filter asks for something that no condition of ours asks for."""


class _Token(NamedTuple):
    kind: str
    text: str


def condition_of(expression: str) -> Condition | None:
    """What newsboat's expression asks for; None where some of it cannot be said, or it is none of newsboat's."""
    try:
        return _Reader(_tokens(expression)).everything()
    except _Unsayable:
        return None


def _tokens(expression: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    while at < len(expression.rstrip()):
        match = _TOKEN.match(expression, at)
        if match is None:
            raise _Unsayable
        kind = match.lastgroup or ""
        text = re.sub(r"\\(.)", r"\1", match[kind]) if kind == "text" else match[kind]
        found.append(_Token("sign" if kind == "word" and text.lower() in ("and", "or", "between") else kind, text))
        at = match.end()
    return found


class _Reader:
    """Reads an expression; `and` binds closer than `or`."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens[::-1]
        self._depth = 0

    def everything(self) -> Condition:
        found = self._alternatives()
        if self._tokens:
            raise _Unsayable
        return found

    def _next(self) -> _Token:
        if not self._tokens:
            raise _Unsayable
        return self._tokens.pop()

    def _joined(self, word: str, part: Callable[[], Condition]) -> tuple[Condition, ...]:
        parts = [part()]
        while self._tokens and self._tokens[-1].kind == "sign" and self._tokens[-1].text.lower() == word:
            self._tokens.pop()
            parts.append(part())
        return tuple(parts)

    def _alternatives(self) -> Condition:
        return any_of(self._joined("or", lambda: all_of(self._joined("and", self._single))))

    def _single(self) -> Condition:
        token = self._next()
        if token == _Token("sign", "("):
            self._depth += 1
            if self._depth > _DEEPEST:
                raise _Unsayable
            found = self._alternatives()
            if self._next() != _Token("sign", ")"):
                raise _Unsayable
            self._depth -= 1
            return found
        operator, value = self._next(), self._next()
        if token.kind != "word" or operator.kind != "sign" or value.kind not in ("text", "number"):
            raise _Unsayable
        return _condition(token.text.lower(), operator.text.lower(), value.text)


def _condition(name: str, operator: str, value: str) -> Condition:
    if name == "unread" and value in ("yes", "no"):
        return _either(operator, Field("is", "unread" if value == "yes" else "read"), _IS, _IS_NOT)
    if name == "flags":
        found = _of(value == "s", Field("is", "starred"))
        return _either(operator, found, frozenset({"#", "=~"}), frozenset({"!#", "!~"}))
    if name == "tags":
        return _either(operator, _plain(value, lambda text: Field("folder", text)), frozenset({"#"}), frozenset({"!#"}))
    if name in _COLUMNS:
        return _either(operator, _plain(value, lambda text: Words(text, _COLUMNS[name])), _CONTAINS, _LACKS)
    if name in _FIELDS:
        found = _plain(value, lambda text: Field(_FIELDS[name], text))
        return _either(operator, found, _CONTAINS | _IS, _LACKS | _IS_NOT)
    if name == "age":
        return _age(operator, value)
    raise _Unsayable


def _of(sayable: object, found: Condition) -> Condition:
    if not sayable:
        raise _Unsayable
    return found


def _either(operator: str, found: Condition, yes: frozenset[str], no: frozenset[str]) -> Condition:
    return _of(operator in yes | no, found if operator in yes else Not(found))


def _plain(pattern: str, make: Callable[[str], Condition]) -> Condition:
    """A pattern that is nothing but words, or a choice between some."""
    choices = pattern.removeprefix("(").removesuffix(")").split("|")
    if not all(map(_PLAIN.fullmatch, choices)):
        raise _Unsayable
    return any_of(tuple(make(" ".join(choice.split())) for choice in choices))


def _age(operator: str, value: str) -> Condition:
    """How many days ago an article appeared, in whole days as we count them."""
    first, colon, last = value.partition(":")
    if operator == "between" and colon:
        older = [Field("before", f"{int(first)}d")] if int(first) else []
        return all_of((Field("after", f"{int(last)}d"), *older))
    if colon or not value.isdigit():
        raise _Unsayable
    return _of(operator in ("<", "<=", ">", ">="), Field("after" if operator[0] == "<" else "before", f"{int(value)}d"))
