"""Small word lists of the names of people and things, read from `tables/` on first use."""

from __future__ import annotations

from functools import cache
from pathlib import Path

TABLES = Path(__file__).with_name("tables")


def lines(table: str) -> list[str]:
    """The lines of a table that say something: comments and empty lines left out."""
    text = (TABLES / table).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _lists(table: str) -> dict[str, list[str]]:
    kinds = (line.partition(":") for line in lines(table))
    return {kind: [item.strip() for item in items.split(";")] for kind, _, items in kinds}


@cache
def words(kind: str) -> frozenset[str]:
    """All words of one kind from words.txt or people.txt, in lower case; KeyError for an unknown kind."""
    found = _lists("words.txt").get(kind)
    return frozenset(found if found is not None else _lists("people.txt")[kind])


@cache
def equals(kind: str) -> dict[str, str]:
    """A list of `a=b` pairs as a mapping: nicknames to the full name, spellings to the chosen spelling."""
    pairs = (item.partition("=") for item in _lists("people.txt")[kind])
    if kind == "nicknames":
        return {left: right for left, _, right in pairs}
    return {other: chosen for chosen, _, others in pairs for other in others.split()}
