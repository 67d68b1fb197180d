"""Why two articles are related: found when they are compared, put into words when they are read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LISTED = "listed by the publisher"
_LINKED = "linked by a third story"
MOST_REASONS = 3
COPY_COSINE = 0.35  # below this, two texts are not worth comparing by their sketches
_CLAUSE = 8  # letters
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")
_NUMBERS = ("no", "a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What two articles have in common.

    `names` are ids of entities and `terms` words, the most telling first; `copy` says that one repeats the other,
    `linked` that they share no word, but each of them some with a third.
    """

    names: Sequence[int] = ()
    terms: Sequence[str] = ()
    copy: bool = False
    linked: bool = False


def in_words(
    evidence: Evidence,
    names: Mapping[int, str],
    *,
    listed: bool = False,
    together: bool = False,
    days: int | None = None,
    corrected: bool = False,
) -> tuple[str, ...]:
    """At most three reasons, the strongest first; of the second article as seen from the first.

    `together` says that both tell of one event, the second so many `days` after the first where both are dated;
    `corrected` that the second alone is announced as a correction, which counts where both are one text or one event.
    An entity that `names` does not know is gone, and no reason rests on it.
    """
    found = [LISTED] if listed else []
    if evidence.copy:
        found.append("this text, corrected" if corrected else "much the same text")
    both = list(dict.fromkeys(names[entity] for entity in evidence.names if entity in names))
    if both:
        found.append(f"both name {' and '.join(both[:2])}")
    if together and not evidence.copy:
        found.append(f"{'a correction' if corrected else 'same event'}{'' if days is None else f', {_later(days)}'}")
    if evidence.terms and not both and len(found) < 2:
        found.append(f"both speak of {' and '.join(f'“{term}”' for term in evidence.terms[:2])}")
    if evidence.linked and not found:
        found.append(_LINKED)
    return tuple(found[:MOST_REASONS])


def quotable(word: str) -> bool:
    """Whether a word can be quoted: scripts without spaces have whole clauses for words, of which short ones can."""
    return len(word) <= _CLAUSE or not _UNSPACED.search(word)


def _later(days: int) -> str:
    if not days:
        return "the same day"
    number = _NUMBERS[abs(days)] if abs(days) < len(_NUMBERS) else f"{abs(days):,}"
    return f"{number} {'day' if abs(days) == 1 else 'days'} {'later' if days > 0 else 'earlier'}"
