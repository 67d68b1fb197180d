"""Mentions over time, in buckets of days or weeks that fit on a line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

MOST_BUCKETS = 60
_WEEK = 7


def buckets(days: Sequence[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Pairs of a bucket's first day and the number of mentions in it, oldest first, empty buckets included.

    `days` pairs ISO dates with counts, in order; what is not a date is left out. A bucket is a day, a week, or as
    many weeks as bring a long time down to 60 buckets; weeks begin on Mondays.
    """
    counts = [(day, count) for text, count in days if (day := parse_day(text)) is not None]
    if not counts:
        return ()
    first, last = counts[0][0], counts[-1][0]
    width = _width((last - first).days + 1)
    if width > 1:
        first = date.fromordinal(max(1, first.toordinal() - first.weekday()))
    sums = [0] * ((last - first).days // width + 1)
    for day, count in counts:
        sums[(day - first).days // width] += count
    return tuple(((first + timedelta(days=index * width)).isoformat(), total) for index, total in enumerate(sums))


def _width(span: int) -> int:
    if span <= MOST_BUCKETS:
        return 1
    weeks = -(-span // _WEEK) + 1
    return _WEEK * -(-weeks // MOST_BUCKETS)


def parse_day(text: str | None) -> date | None:
    """The day of an ISO 8601 date or time, or None for what is no such date."""
    try:
        return None if text is None else date.fromisoformat(text[:10])
    except ValueError:
        return None
