"""A filter written as a line again, the shortest that means it."""

from __future__ import annotations

import re

from reader.model.query import AllOf, AnyOf, Condition, Field, Filter, Not, Words
from reader.query.tokens import QUOTES

_PLAIN = re.compile(rf"(?!-)[^\s(){QUOTES}]+(?<!\*)")
_KEYED = re.compile(r"[^\W\d_]+:(?!//)")


def write(wanted: Filter) -> str:
    """The line that `parse` reads as this filter."""
    order = "" if wanted.sort is None else f"sort:{wanted.sort.value}"
    return " ".join(part for part in (_written(wanted.where), order) if part)


def _written(condition: Condition) -> str:
    match condition:
        case Words(text, column, prefix):
            star = "*" if prefix else ""
            return f"{column}:{_value(text)}{star}" if column else f"{_word(text)}{star}"
        case Field(key, value):
            return f"{key}:{_value(value)}"
        case Not(of):
            return f"-{_enclosed(of)}"
        case AnyOf(parts):
            return " OR ".join(part if not isinstance(each, AllOf) else f"({part})"
                               for each in parts for part in [_written(each)])  # fmt: skip
        case AllOf(parts):
            return " ".join(map(_written, parts))


def _enclosed(condition: Condition) -> str:
    written = _written(condition)
    return f"({written})" if isinstance(condition, AllOf | AnyOf) else written


def _word(text: str) -> str:
    plain = text not in ("OR", "AND", "NOT") and not _KEYED.match(text)
    return _value(text) if plain else f'"{text}"'


def _value(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else f'"{text}"'
