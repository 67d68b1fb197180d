"""Dates as precise as they are known: a year, a year and month, or a day, and the ways styles print them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

Date = tuple[int, ...]

_LONG = "January February March April May June July August September October November December"
_SHORT = "Jan. Feb. Mar. Apr. May Jun. Jul. Aug. Sep. Oct. Nov. Dec."

LONG_MONTHS = tuple(_LONG.split())
SHORT_MONTHS = tuple(_SHORT.split())
BARE_MONTHS = tuple(month.rstrip(".") for month in SHORT_MONTHS)

_ISO = re.compile(r"\s*(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?![\d-])")
_MONTHS_IN_YEAR, _DAYS_IN_MONTH = 12, 31


@dataclass(frozen=True, slots=True)
class DateRules:
    """How a style prints a date: a pattern each for a day, a month and a year, and its names of the months.

    A pattern may use {day}, {day0} (two digits), {month} and {year}; an empty one prints nothing.
    """

    day: str
    month: str = "{month} {year}"
    year: str = "{year}"
    months: tuple[str, ...] = LONG_MONTHS


def parse_date(text: str | None) -> Date | None:
    """The day, month or year that ISO 8601 text begins with; None where it says none."""
    found = _ISO.match(text or "")
    return valid_date([int(part) for part in found.groups() if part]) if found else None


def valid_date(parts: Sequence[int]) -> Date | None:
    """The leading parts that can be a date: a month of 13 leaves only its year."""
    if not parts or parts[0] <= 0:
        return None
    kept = [parts[0]]
    for part, most in zip(parts[1:3], (_MONTHS_IN_YEAR, _DAYS_IN_MONTH), strict=False):
        if not 1 <= part <= most:
            break
        kept.append(part)
    return tuple(kept)


def format_date(date: Date | None, rules: DateRules) -> str:
    """Print a date with the pattern for its precision; nothing where there is no date."""
    if not date:
        return ""
    pattern = (rules.year, rules.month, rules.day)[len(date) - 1]
    year, month, day = (*date, 0, 0)[:3]
    name = rules.months[month - 1] if month else ""
    return pattern.format(year=year, month=name, day=day, day0=f"{day:02d}")


def iso_date(date: Date | None) -> str:
    """ISO 8601, as precise as known."""
    return "-".join(f"{part:0{width}d}" for part, width in zip(date or (), (4, 2, 2), strict=False))
