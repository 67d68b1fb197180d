"""Quotation marks within a title: which open, which close, which are apostrophes, and how they nest."""

from __future__ import annotations

import re

from reader.cite.markup import DOUBLE_CLOSE, DOUBLE_OPEN, SINGLE_CLOSE, SINGLE_OPEN

_DOUBLE = (DOUBLE_OPEN, DOUBLE_CLOSE)
_SINGLE = (SINGLE_OPEN, SINGLE_CLOSE)
_OPENERS = {"“": "”", "‘": "’", '"': '"', "'": "'"}
_BEFORE_OPENING = " \u00a0([{-–—/“‘\"'¡¿"
_APOSTROPHE = "’"
_ROCK_N_ROLL = re.compile(r"(?<= )['‘’]n['’](?= )", re.I)


def quoted(text: str, *, british: bool) -> str:
    """Marked text of a title within quotation marks of its own; those inside it alternate."""
    primary, secondary = _pairs(british)
    return primary[0] + _nest(text, (secondary, primary)) + primary[1]


def curled(text: str, *, british: bool) -> str:
    """Marked text of a title that stands without quotation marks: its own are kept, straight ones curled."""
    return _nest(text, _pairs(british), keep_kind=True)


def _pairs(british: bool) -> tuple[tuple[str, str], tuple[str, str]]:
    return (_SINGLE, _DOUBLE) if british else (_DOUBLE, _SINGLE)


def _nest(text: str, pairs: tuple[tuple[str, str], tuple[str, str]], *, keep_kind: bool = False) -> str:
    characters = list(_ROCK_N_ROLL.sub("’n’", text))
    matches = _matches(characters)
    for start, end in matches:
        around = [at for at, until in matches if at < start and end < until]
        outermost = text[min([start, *around])]
        kept = keep_kind and outermost in "‘“" and pairs[0] != (_SINGLE if outermost == "‘" else _DOUBLE)
        characters[start], characters[end] = pairs[(len(around) + kept) % 2]
    return "".join(_APOSTROPHE if c == "'" else c for c in characters)


def _matches(text: list[str]) -> list[tuple[int, int]]:
    """Opening and closing positions; a mark without its partner is no quotation mark."""
    found: list[tuple[int, int]] = []
    stack: list[int] = []
    for at, mark in enumerate(text):
        if mark not in "“”‘’\"'":
            continue
        partner = _partner(text, stack, at)
        if partner is not None:
            found.append((stack[partner], at))
            del stack[partner:]
        elif _opens(text, at):
            stack.append(at)
    return found


def _partner(text: list[str], stack: list[int], at: int) -> int | None:
    """Where in the stack the mark at `at` finds the one that it closes."""
    if text[at] in "’'" and _within_word(text, at):
        return None
    if text[at - 1 : at] in ([" "], []) or (stack and stack[-1] == at - 1):
        return None
    for place in range(len(stack) - 1, -1, -1):
        if _OPENERS[text[stack[place]]] == text[at]:
            return place
    return None


def _opens(text: list[str], at: int) -> bool:
    if text[at] not in _OPENERS or at + 1 == len(text) or text[at + 1] == " ":
        return False
    return text[at] in "“‘" or at == 0 or text[at - 1] in _BEFORE_OPENING


def _within_word(text: list[str], at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalnum()
