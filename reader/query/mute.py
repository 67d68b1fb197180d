"""A mute rule as a line: a query of the filter language, with "until:" and the last day on which it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from reader.errors import QueryError
from reader.model.query import AllOf, Field, Filter, fields
from reader.query import days
from reader.query.parse import parse
from reader.query.tokens import Kind, Token, tokens
from reader.query.write import write

_AHEAD = re.compile(r"\d{1,4}[dwmy]")
_MARKS = frozenset(Field(*each) for each in (
    ("has", "quote"), ("has", "citation"), ("has", "tag"), ("is", "unread"), ("is", "read"), ("is", "starred"),
))  # fmt: skip
_DAYS = ("after", "before", "on")


def parse_mute(line: str, today: date) -> tuple[Filter, str | None]:
    """The articles a rule means, and its last day as an ISO date, None for ever; QueryError.

    "until:2026-12-31" names the day, a month or year its last one, "until:2w" the day in two weeks.
    """
    until, rest = None, line
    for token in tokens(line):
        if token.kind is Kind.TERM and token.key == "until":
            until = _last_day(token, today)
            rest = rest[: token.start] + " " * (token.end - token.start) + rest[token.end :]
    wanted = parse(rest)
    _check(wanted, line)
    return wanted, until


def written(wanted: Filter, until: str | None) -> str:
    """The line that `parse_mute` reads as this rule."""
    return write(wanted) + (f" until:{until}" if until else "")


def _last_day(token: Token, today: date) -> str:
    value = token.text.casefold()
    day = last_day(value, today)
    if day is None:
        raise QueryError(
            "“until:” wants the last day, as in until:2026-12-31, or how long, as in 7d, 2w, 3m, 1y.",
            *(token.value, max(token.end, token.value + 1)),
        )
    if day < today.isoformat():
        raise QueryError(f"{day} has passed already.", token.value, token.end)
    return day


def last_day(value: str, today: date) -> str | None:
    """The last day of what is named: a day, month or year, "today", or how long from now; None for nothing known."""
    if _AHEAD.fullmatch(value):
        return days.away(today, int(value[:-1]), value[-1]).isoformat()
    named = days.normal(value)
    if named is None:
        return None
    following = days.period(named, today)[1]
    if following.startswith("9999-9"):
        return "9999-12-31"
    return (date.fromisoformat(following) - timedelta(days=1)).isoformat()


def _check(wanted: Filter, line: str) -> None:
    """Refuse what hides everything, orders a list, or asks for what is hidden."""
    if wanted.where == AllOf():
        raise QueryError("A mute rule says which articles it hides: words, source:wire, entity:Turkey …", 0, len(line))
    if wanted.sort is not None:
        raise QueryError("A mute rule has no order: leave “sort:” out.", 0, len(line))
    if any(field == Field("is", "muted") for field in fields(wanted.where)):
        raise QueryError("A mute rule cannot ask what is muted.", 0, len(line))


@dataclass(frozen=True, slots=True)
class Asks:
    """What a rule has to be looked at again for: days that move on, the reader's own marks, entities."""

    by_day: bool
    by_mark: bool
    by_entity: bool


def asks(wanted: Filter) -> Asks:
    """What the articles of a filter depend on, beside what stands in them."""
    every = fields(wanted.where)
    return Asks(
        by_day=any(each.key in _DAYS and not each.value[:4].isdigit() for each in every),
        by_mark=any(each in _MARKS or each.key == "tag" for each in every),
        by_entity=any(each.key == "entity" or each == Field("has", "entity") for each in every),
    )
