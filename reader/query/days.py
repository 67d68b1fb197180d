"""The days of the filter language: "2019", "2019-10", "2019-10-01", "today", "yesterday", "7d", "2w", "3m", "1y"."""

from __future__ import annotations

import re
from datetime import date, timedelta

_CALENDAR = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_AGO = re.compile(r"(\d{1,4})([dwmy])")
_LAST = "9999-99"  # after every day there is


def normal(value: str) -> str | None:
    """The value as it is kept: dashes, two digits, small letters; None where it names no day, month or year."""
    value = value.casefold()
    if value in ("today", "yesterday") or _AGO.fullmatch(value):
        return value
    found = _CALENDAR.fullmatch(value)
    if found is None or not value.isascii():
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    return "-".join([found.group(1), *(f"{part:02}" for part in (month, day) if part is not None)])


def period(value: str, today: date) -> tuple[str, str]:
    """The first day of what a normal value names, and the first one after it, as ISO dates."""
    if value.count("-") == 2:
        return value, _after(date.fromisoformat(value))
    if value[:4].isdigit() and value[4:5] in ("", "-"):
        year, _, month = value.partition("-")
        following = f"{int(year) + 1:04}-01-01" if month in ("", "12") else f"{year}-{int(month) + 1:02}-01"
        return f"{year}-{month or '01'}-01", following if len(following) == 10 else _LAST
    day = _named(value, today)
    return day.isoformat(), _after(day)


def _after(day: date) -> str:
    return _LAST if day == date.max else (day + timedelta(days=1)).isoformat()


def _named(value: str, today: date) -> date:
    if value in ("today", "yesterday"):
        return away(today, -int(value == "yesterday"), "d")
    return away(today, -int(value[:-1]), value[-1])


def away(today: date, number: int, unit: str) -> date:
    """The day so many days (d), weeks (w), months (m) or years (y) from today, before it where `number` is negative.

    In a shorter month its last day; the first or last day there is where it would be beyond.
    """
    try:
        if unit in "dw":
            return today + timedelta(days=number * (7 if unit == "w" else 1))
        months = today.year * 12 + today.month - 1 + number * (12 if unit == "y" else 1)
        first = date(months // 12, months % 12 + 1, 1)
        following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        return min(first + timedelta(days=today.day - 1), following - timedelta(days=1))
    except (ValueError, OverflowError):
        return date.min if number < 0 else date.max
