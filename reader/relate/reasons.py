"""Why two articles are related, in words a reader understands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.relate.rank import Closeness

LISTED = "listed by the publisher"
MOST_REASONS = 3
COPY_COSINE = 0.5  # below this, two texts are not worth comparing word by word
_COPY_SHARE = 0.5
_EVENT_COSINE = 0.35
_EVENT_DAYS = 7
_SHINGLE = 5
_NUMBERS = ("no", "a", "two", "three", "four", "five", "six", "seven")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the two have in common: names and terms, the most telling first, and whether one text repeats the other."""

    names: Sequence[str]
    terms: Sequence[str]
    copy: bool


def reasons(closeness: Closeness, evidence: Evidence) -> tuple[str, ...]:
    """At most three reasons, the strongest first; of the second article as seen from the first."""
    found = []
    if evidence.copy:
        found.append("much the same text")
    if evidence.names:
        found.append(f"both name {' and '.join(evidence.names[:2])}")
    if not evidence.copy and _same_event(closeness, evidence):
        found.append(f"same event, {_later(closeness.days or 0)}")
    if not found and evidence.terms:
        found.append(f"both speak of {' and '.join(f'“{term}”' for term in evidence.terms[:2])}")
    return tuple(found[:MOST_REASONS])


def _same_event(closeness: Closeness, evidence: Evidence) -> bool:
    days = closeness.days
    return (
        closeness.cosine >= _EVENT_COSINE and days is not None and abs(days) <= _EVENT_DAYS and len(evidence.names) >= 2
    )


def _later(days: int) -> str:
    if not days:
        return "the same day"
    plural = "day" if abs(days) == 1 else "days"
    return f"{_NUMBERS[abs(days)]} {plural} {'later' if days > 0 else 'earlier'}"


def is_copy(text: str, other: str) -> bool:
    """True where at least half of the shorter text's runs of five words stand in the longer one, too."""
    first, second = _shingles(text), _shingles(other)
    smaller = min(len(first), len(second))
    return smaller > 0 and len(first & second) >= _COPY_SHARE * smaller


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = text.lower().split()[:5000]
    return {tuple(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)}
