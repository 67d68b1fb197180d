"""The small fields of an article: dates, authors, addresses; what is wrong is dropped, never guessed."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from reader.ingest.clean import clean_line

_RFC_822 = re.compile(
    r"(?:[A-Za-z]{2,10}\.?,?\s*)?\d{1,2}[\s-]+[A-Za-z]{3,9}[\s-]+(?:\d{4}|\d{2})(?:\s+\d{1,2}:\d{2}.*)?", re.ASCII
)
_LEAP_SECOND = re.compile(r"(?<=:\d\d):60\b", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_BYLINE = re.compile(r"^by\s+", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|m\.?d|ph\.?\s?d)\.?", re.IGNORECASE)
_LAST_COMMA = re.compile(r",?\s+(?:and|&)\s+", re.IGNORECASE)
_MAX_ADDRESS, _LONGEST_BYLINE = 2048, 5000
# what nearly all addresses look like, and what would come out as it went in
_PLAIN_ADDRESS = re.compile(
    r"https?://[a-z0-9][a-z0-9.-]*(?::[0-9]{1,4})?"
    r"(?:/[\w.~/%+,;:@!$&'()*=-]*(?:\?[\w.~/%+,;:@!$&'()*=-]+)?(?:#[\w.~/%+,;:@!$&'()*=-]+)?)?",
    re.ASCII,
)


def parse_date(text: str) -> str | None:
    """Read an ISO 8601 or RFC 822 date: "2019-10-25", or "2019-10-25T11:10:00Z" where it has a zone.

    A time without a zone is not certain and keeps its day only. None for what is no date.
    """
    text = clean_line(text)
    try:
        if len(text) == 10:
            return date.fromisoformat(text).isoformat()
        moment = _rfc_822(text) if _RFC_822.fullmatch(text) else datetime.fromisoformat(text)
        if moment.tzinfo is None:
            return moment.date().isoformat()
        return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat() + "Z"
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _rfc_822(text: str) -> datetime:
    from email.utils import parsedate_to_datetime

    text = _LEAP_SECOND.sub(":59", text)
    moment = parsedate_to_datetime(text if ":" in text else f"{text} 00:00")
    return moment.replace(tzinfo=UTC) if text.endswith("-0000") else moment


def split_authors(text: str) -> tuple[str, ...]:
    """Split "A and B", "A, B and C" and "Doe, Jane; Roe, Richard" into names, in order, each once."""
    text = _BYLINE.sub("", clean_line(text[:_LONGEST_BYLINE]))
    if ";" in text:
        names = text.split(";")
    elif "," in text:
        names = _split_at_commas(text)
    else:
        names = _split_at_and(text)
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))


def _split_at_commas(text: str) -> list[str]:
    names: list[str] = []
    for piece in _LAST_COMMA.sub(",", text).split(","):
        name = piece.strip()
        if names and _SUFFIX.fullmatch(name):
            names[-1] = f"{names[-1]}, {name}"
        else:
            names.append(name)
    inverted = len(names) == 2 and " " not in names[0] and _LAST_COMMA.search(text) is None
    return [text] if inverted else names


def _split_at_and(text: str) -> list[str]:
    """Two names, as in "Jane Doe and John Roe"; what looks as uneven as "Trade and Wider Industry" is one."""
    names = _LAST_COMMA.split(text)
    single = [" " not in name for name in names]
    return [text] if any(single) and not all(single) else names


def web_address(text: str) -> str | None:
    """The address with scheme and host in lower case, where it is one of the web; None for all others."""
    if len(text) <= _MAX_ADDRESS and _PLAIN_ADDRESS.fullmatch(text):
        return text
    text = clean_line(text)
    if not text or " " in text or len(text) > _MAX_ADDRESS:
        return None
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    return parts._replace(scheme=parts.scheme.lower(), netloc=_lower_host(parts.netloc)).geturl()


def _lower_host(netloc: str) -> str:
    user, at, host = netloc.rpartition("@")
    return user + at + host.lower()


def language(text: str) -> str | None:
    """A language tag ("en", "en-gb") where the text has the shape of one."""
    text = clean_line(text).replace("_", "-").lower()
    return text if _LANGUAGE.fullmatch(text) else None


def stable_guid(*parts: str) -> str:
    """The same name for the same parts, for ever; used where the publisher gave none."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"sha256:{digest[:32]}"
