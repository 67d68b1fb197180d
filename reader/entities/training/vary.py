"""The same news as other desks might have set it: what an item becomes each time it is learnt from."""

from __future__ import annotations

import random
from dataclasses import replace

from reader.entities.training.edits import Names, careless, renamed
from reader.entities.training.item import Item
from reader.entities.truecase import Words, truecase
from reader.model.spans import sentences

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-"})
_CURLED = str.maketrans({"'": "’"})
_SMALL = frozenset(
    "a an and as at but by for from in into is nor of off on or over the to up via vs with".split()  # noqa: SIM905
)


def vary(item: Item, chance: random.Random, lexicon: Words, names: Names) -> Item:
    """The same item as another desk might have set it: other persons and towns, other typography, one sentence alone.

    Changes of case and quotation marks keep the length, so that the spans stay where they are.
    """
    if chance.random() < 0.25:
        item = renamed(item, chance, names)
    if len(item.text) > 300 and chance.random() < 0.10:
        item = _sentence(item, chance)
    text = item.text
    quotes = chance.random()
    if quotes < 0.25:
        text = text.translate(_STRAIGHT)
    elif quotes < 0.45:
        text = text.translate(_CURLED)
    if len(text) < 300:
        text = _other_case(text, chance.random(), lexicon)
    elif chance.random() < 0.1:
        head, newline, rest = text.partition("\n")
        if newline and len(head) < 120:
            text = _other_case(head, chance.random() / 3, lexicon) + newline + rest
    item = replace(item, text=text)
    return careless(item, chance) if chance.random() < 0.1 else item


def _other_case(text: str, chance: float, lexicon: Words) -> str:
    if chance < 0.12:
        return truecase(_title_case(text), lexicon)
    if chance < 0.17:
        return _title_case(text)
    if chance < 0.22:
        return truecase(_kept_length(text, text.upper()), lexicon)
    if chance < 0.24:
        return _kept_length(text, text.upper())
    if chance < 0.26:
        return _kept_length(text, text[:1].lower() + text[1:])
    return text


def _sentence(item: Item, chance: random.Random) -> Item:
    """One sentence of an item, whole mentions only."""
    bounds = [(a, b) for a, b in sentences(item.text) if 25 < b - a < 220]
    if not bounds:
        return item
    start, end = chance.choice(bounds)
    spans = tuple((a - start, b - start, label) for a, b, label in item.spans if start <= a and b <= end)
    cut = [(a, b) for a, b, _ in item.spans if a < end and start < b and not (start <= a and b <= end)]
    unknown = [(a, b) for a, b in [*item.missing, *cut] if a < end and start < b]
    missing = tuple((max(a, start) - start, min(b, end) - start) for a, b in unknown)
    return Item(item.text[start:end].rstrip(".") if chance.random() < 0.5 else item.text[start:end], spans, missing)


def _title_case(text: str) -> str:
    words = text.split(" ")
    set_so = [
        word if at and word in _SMALL else _kept_length(word, word[:1].upper() + word[1:])
        for at, word in enumerate(words)
    ]
    return " ".join(set_so)


def _kept_length(before: str, after: str) -> str:
    return after if len(after) == len(before) else before
