"""The dates of feeds as publishers write them: in any order, with months in twenty languages, zones by name."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from reader.ingest.clean import clean_line
from reader.model.letters import without_accents

_LONGEST = 100  # characters of a date
_MONTHS: Final = (
    "jan janv ene gen tammi led ledn sty stycz ian ocak янв січ ιαν",
    "feb fev fevr helmi unor lut luty sub subat фев лют φεβ",
    "mar mars marz marzo march marts mrt maa maalis bre brez marc mart maerz мар бер μαρ",
    "apr avr abr abril huhti dub dubna kwi kwiec nis nisan апр кві απρ",
    "may mai mag mei maj mayo maio touko kve kveten mayis май мая тра μαι",
    "jun juin giu kesa cerv cerven cervn cze haz iun ιουν июн чер",
    "jul juil lug heina cervenec cervenc lip tem iul ιουλ июл лип",
    "aug aou ago elo srp srpna sie sierp agu авг сер αυγ",
    "sep set syys zar zari wrz eyl szept сен вер σεπ",
    "oct okt ott out oca loka rij paz ekim окт жов οκτ",
    "nov noi marras listop lis kas kasim ноя лис νοε",
    "dec dic dez des dek joulu pro prosin gru grud aral дек гру δεκ",
)


_STEMS: Final = {without_accents(stem): number for number, stems in enumerate(_MONTHS, 1) for stem in stems.split()}
_LONGEST_STEM: Final = max(map(len, _STEMS))
_ZONES: Final = {  # minutes; IST as in India, BST as in Britain, CST as in America, which is how feeds use them
    name: minutes
    for minutes, names in (
        *((0, "z ut utc gmt wet"), (60, "cet met mez bst west wat"), (120, "cest mest mesz eet sast cat")),
        *((180, "eest msk eat"), (240, "msd gst"), (300, "pkt"), (330, "ist"), (345, "npt"), (420, "wib ict")),
        *((480, "hkt sgt awst pht myt"), (540, "jst kst"), (570, "acst"), (600, "aest"), (630, "acdt"), (660, "aedt")),
        *((720, "nzst"), (780, "nzdt"), (-180, "brt art adt"), (-240, "edt clt ast"), (-300, "est cdt")),
        *((-360, "cst mdt"), (-420, "mst pdt"), (-480, "pst akdt"), (-540, "akst"), (-600, "hst")),
    )
    for name in names.split()
}
_WEEKDAY = r"(?:[^\W\d]+\.?\s*,?\s*)??"
_DAYS: Final = tuple(
    re.compile(rf"{_WEEKDAY}{day}")
    for day in (
        r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?(?:\s+de)?[\s-]+(?P<month>[^\W\d_]+)\.?(?:\s+de)?,?[\s-]+(?P<year>\d{4}|\d\d)\b",
        r"(?P<month>[^\W\d_]+)\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,\s*|\s+)(?P<year>\d{4})\b",
        r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})\b",
        r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)",
        r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]",
    )
)
_HALVES: Final = {"오전": 0, "上午": 0, "午前": 0, "오후": 12, "下午": 12, "午後": 12, "a": 0, "p": 12}
_TIME: Final = re.compile(
    r"(?:[\sTt,]|um|at|-\s)*(?P<before>오전|오후|上午|下午|午前|午後)?\s*(?P<hour>\d{1,2})[:.](?P<minute>\d\d)"
    r"(?:[:.](?P<second>\d\d)(?:[.,]\d{1,9})?)?(?:\s*(?P<half>[AaPp])\.?[Mm]\.?(?![a-z]))?"
)
_ZONE: Final = re.compile(
    r"\s*(?:(?:GMT|UTC|UT)?\s?(?P<sign>[+-])(?P<hours>\d\d?)(?::?(?P<minutes>\d\d))?|(?P<name>[A-Za-z]{1,4}))?\s*"
)
_COMMENT: Final = re.compile(r"\([^()]{0,40}\)|\[[\w/]{0,40}\]")
_STANDARD: Final = re.compile(r"\d{8}T\d{4}(?:\d\d)?(?:Z|[+-]\d\d(?::?\d\d)?)?|\d{4}-?W\d\d(?:-?[1-7])?", re.ASCII)
_NTH_DAY: Final = re.compile(r"(\d{4})-?(\d{3})", re.ASCII)
_SLASHES: Final = re.compile(
    r"(?:(?P<name>[A-Za-z]{3,9})\.?,?\s+)?(?P<a>\d\d?)/(?P<b>\d\d?)/(?P<year>\d{4})(?!\d)", re.ASCII
)
_SINCE_1970: Final = re.compile(r"(\d{9,10})(?:\d{3})?")


def parse_feed_date(text: str) -> str | None:
    """A day and a time in UTC, "2019-10-25T11:10:00Z"; what has no zone is in UTC, what has no time begins the day.

    None for what cannot be a date or might be two.
    """
    if len(text) > _LONGEST:
        return None
    text = clean_line(_COMMENT.sub(" ", text))
    try:
        moment = _since_1970(text) if text.isdigit() else _by_standard(text) or _spelt_out(text) or _with_slashes(text)
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0") if moment else None
    except (ValueError, OverflowError):
        return None


def _since_1970(text: str) -> datetime | None:
    match = _SINCE_1970.fullmatch(text)
    return datetime.fromtimestamp(int(match[1]), UTC) if match else None


def _by_standard(text: str) -> datetime | None:
    """What of ISO 8601 is written without marks, by week, or by the day of the year."""
    if _STANDARD.fullmatch(text):
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    nth = _NTH_DAY.fullmatch(text)
    if nth is None or not 1 <= int(nth[2]) <= 366:
        return None
    return datetime(int(nth[1]), 1, 1, tzinfo=UTC) + timedelta(days=int(nth[2]) - 1)


def _with_slashes(text: str) -> datetime | None:
    """Day and month in figures, where only one order of the two can be a date, or the day of the week says which."""
    match = _SLASHES.match(text)
    if match is None:
        return None
    days = []
    for month, day in {(match["a"], match["b"]), (match["b"], match["a"])}:
        try:
            found = _day(match["year"], int(month), day)
        except ValueError:
            continue
        if not match["name"] or f"{found:%a}".lower() == match["name"][:3].lower():
            days.append(found)
    return _at(days[0], text[match.end() :]) if len(days) == 1 else None


def _spelt_out(text: str) -> datetime | None:
    for pattern in _DAYS:
        match = pattern.match(text)
        month = _month(match["month"]) if match else None
        if match and month:
            return _at(_day(match["year"], month, match["day"]), text[match.end() :])
    return None


def _day(year: str, month: int, day: str) -> datetime:
    """The beginning of a day; of two figures the years from 50 on are those of the last century."""
    full = int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= 50 else 2000)
    return datetime(full, month, int(day), tzinfo=UTC)


def _month(word: str) -> int | None:
    if word.isdigit():
        return int(word) if 1 <= int(word) <= 12 else None
    stem = without_accents(word.casefold())
    return next((_STEMS[stem[:n]] for n in range(_LONGEST_STEM, 2, -1) if stem[:n] in _STEMS), None)


def _at(day: datetime, rest: str) -> datetime | None:
    """The moment of a day that the rest of a line says; None where it says what is not understood."""
    if not rest.strip(" ."):
        return day
    time = _TIME.match(rest)
    zone = _ZONE.fullmatch(rest, time.end()) if time else None
    if not time or not zone:
        return None
    ahead = _ahead(zone)
    hour, minute, second = int(time["hour"]), int(time["minute"]), min(int(time["second"] or 0), 59)
    half = _HALVES.get((time["before"] or time["half"] or "").lower())
    if half is not None:
        hour = hour % 12 + half
    if ahead is None or hour > 24 or minute > 59 or (hour == 24 and minute + second):
        return None
    return day + timedelta(hours=hour, minutes=minute - ahead, seconds=second)


def _ahead(zone: re.Match[str]) -> int | None:
    """By how many minutes a zone is ahead of UTC; None for one that is not known."""
    if zone["name"]:
        return _ZONES.get(zone["name"].lower())
    if not zone["sign"]:
        return 0
    minutes = int(zone["hours"]) * 60 + int(zone["minutes"] or 0)
    return (minutes if zone["sign"] == "+" else -minutes) if minutes <= 14 * 60 else None
