"""What is certain about names whatever the pipeline says: few rules, each of which the bench can switch off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.entities.rules.article import everywhere, one_reading
from reader.entities.rules.names import (
    datelines,
    furniture,
    joined,
    kinds,
    known_places,
    openers,
    possessed,
    products,
    type_words,
)
from reader.entities.rules.page import Page, Rule, tidy
from reader.model.entity import Mention

__all__ = ["ALL_RULES", "Page", "Rule", "correct"]

ALL_RULES: tuple[Rule, ...] = (
    furniture,
    joined,
    openers,
    type_words,
    products,
    datelines,
    kinds,
    known_places,
    possessed,
    one_reading,
    everywhere,
)


def correct(page: Page, mentions: Iterable[Mention], rules: Sequence[Rule] = ALL_RULES) -> list[Mention]:
    """Apply the rules one after another; the mentions come back in order, tidy and without overlaps."""
    found = tidy(page, mentions)
    for rule in rules:
        corrected = rule(page, found)
        if corrected != found:
            found = tidy(page, corrected)
    return found
