"""How central an entity is to an article."""

from __future__ import annotations

import math


def salience(count: int, most: int, first: float, *, in_title: bool) -> float:
    """From 0 to 1: by how often the text names the entity, how early, and whether the title does.

    `most` is the count of the article's most-named entity; `first` where the first mention stands, from 0 (the
    beginning) to 1, which is also right for an entity that the text does not name.
    """
    frequency = math.log1p(count) / math.log1p(most) if most else 0.0
    return round(0.45 * frequency + 0.25 * (1.0 - first) + 0.3 * in_title, 4)


_TITLE = 0.4  # so much that no other entity comes before one that the title names


def prominence(salience: float, *, in_title: bool) -> float:
    """What an article's entities are listed by, from 0 to 1: salience, and what the title names before all else.

    Articles are compared by salience alone: a title makes an entity the subject, but does not make two articles alike.
    """
    return round((salience + _TITLE * in_title) / (1.0 + _TITLE), 4)
