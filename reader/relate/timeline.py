"""Mentions over time, in buckets of hours, days or weeks that fit on a line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

MOST_BUCKETS = 60
_WEEK = 7
_MOST_HOURS = 48


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


def hours(times: Sequence[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Pairs of an hour ("2019-10-25T14") and the number of mentions in it, for times no further apart than two days.

    `times` pairs such hours with counts, in order; empty where one of them is no hour or they are further apart.
    """
    try:
        counts = [(datetime.strptime(text, "%Y-%m-%dT%H"), count) for text, count in times]  # noqa: DTZ007 - all UTC
    except ValueError:
        return ()
    if not counts or counts[-1][0] - counts[0][0] >= timedelta(hours=_MOST_HOURS):
        return ()
    first = counts[0][0]
    sums = [0] * (int((counts[-1][0] - first).total_seconds()) // 3600 + 1)
    for hour, count in counts:
        sums[int((hour - first).total_seconds()) // 3600] += count
    return tuple(((first + timedelta(hours=at)).isoformat()[:13], total) for at, total in enumerate(sums))


def _width(span: int) -> int:
    if span <= MOST_BUCKETS:
        return 1
    weeks = -(-span // _WEEK) + 1
    return _WEEK * -(-weeks // MOST_BUCKETS)


@lru_cache(maxsize=4096)  # hundreds of articles are compared with each, of much the same days
def parse_day(text: str | None) -> date | None:
    """The day of an ISO 8601 date or time, or None for what is no such date."""
    try:
        return None if text is None else date.fromisoformat(text[:10])
    except ValueError:
        return None


def days_apart(first: date | None, second: date | None) -> int:
    """How many days lie between two; 0 where one is not known."""
    return abs((first - second).days) if first and second else 0
