"""What stands in the elements of a plain feed: texts, addresses and dates in their usual shape, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Final
from xml.etree.ElementTree import Element

ATOM: Final = "{http://www.w3.org/2005/Atom}"
_ATTRIBUTES: Final[Mapping[str, frozenset[str]]] = {
    "guid": frozenset({"isPermaLink"}),
    "category": frozenset({"domain"}),
    f"{ATOM}title": frozenset({"type"}),
    f"{ATOM}summary": frozenset({"type"}),
    f"{ATOM}content": frozenset({"type"}),
}
ADDRESS = re.compile(r"https?://[\w.-]+(?::\d+)?(?:/[^\s#?]*)?(?:\?[^\s#]+)?(?:#\S+)?", re.ASCII)
NAME = re.compile(r"(?:tag|urn):\S+", re.ASCII)
WORD = re.compile(r"[\w.-]+", re.ASCII)  # which names an item and leads nowhere
_RFC_822 = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4})"
    r" (\d\d):(\d\d)(?::(\d\d))? (?:GMT|UT|Z|([+-])(\d\d)(\d\d))"
)
_ISO = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)")
_MONTHS: Final = {
    name: at
    for at, name in enumerate(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], 1)
}


class Unplain(Exception):  # noqa: N818 - no error: the document is for another reader
    """The document is not plain enough for the short way."""


def text_in(element: Element) -> str:
    """The text of an element that has nothing else in it."""
    if len(element) or element.attrib.keys() - _ATTRIBUTES.get(element.tag, frozenset()):
        raise Unplain
    text = (element.text or "").strip()
    if not text.isascii():
        _refuse_mended(text)
    return text


def _refuse_mended(text: str) -> None:
    """feedparser mends text that was encoded twice, and C1 characters; leave both to it."""
    try:
        text.encode("iso-8859-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        if re.search("[\x80-\x9f]", text):
            raise Unplain from None
        return
    raise Unplain


def address_in(element: Element) -> str:
    """An absolute address, with the ampersands that feedparser puts right."""
    text = text_in(element)
    if not ADDRESS.fullmatch(text):
        raise Unplain
    return re.sub(r"&(\w+);", r"&\1", text.replace("&amp;", "&"), flags=re.ASCII) if "&" in text else text


def rfc_822(element: Element) -> str:
    """A date as RSS writes it, in UTC."""
    match = _RFC_822.fullmatch(text_in(element))
    if match is None:
        raise Unplain
    day, month, year, hour, minute, second, sign, hours, minutes = match.groups()
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) * (-1 if sign == "-" else 1)
    try:
        local = datetime(int(year), _MONTHS[month], int(day), int(hour), int(minute), int(second or 0), tzinfo=UTC)
        return _utc(local - offset)
    except (ValueError, OverflowError) as error:
        raise Unplain from error


def iso(element: Element) -> str:
    """A date as Atom writes it, in UTC."""
    match = _ISO.fullmatch(text_in(element))
    if match is None:
        raise Unplain
    try:
        moment = datetime.fromisoformat(match[1] + match[2].replace("Z", "+00:00"))
        return _utc(moment.astimezone(timezone.utc))  # noqa: UP017
    except (ValueError, OverflowError) as error:
        raise Unplain from error


def _utc(moment: datetime) -> str:
    if moment.year < 1000:
        raise Unplain
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


class Fields(dict[str, str]):
    """Values by name, each of them once."""

    def put(self, name: str, value: str) -> None:
        if name in self:
            raise Unplain
        self[name] = value
