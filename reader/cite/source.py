"""The name of a source without the section it came with, and a title without the name of its source."""

from __future__ import annotations

import re

from reader.cite.markup import one_line

_DIVIDER = re.compile(r"\s+(?:[|·•»›>:–—-]|::|//)\s+|\s*\|\s*")
_SECTIONS = (
    r"(?:(?:the|all|latest|breaking|top|main|local|uk|us|world|international)\s+)*(?:news|home|world|international|"
    r"politics|business|economy|sports?|culture|opinion|science|technology|tech|health|europe|asia|africa|americas|"
    r"middle east|uk|us|headlines|stories|articles|edition|front page|home\s?page|feed|atom|latest|updates|general|"
    r"topics|all content)"
)
_SECTION = re.compile(_SECTIONS, re.I)
_SECTION_TAIL = re.compile(rf":\s+{_SECTIONS}$", re.I)
_FEED_LEAD = re.compile(r"^(?:latest\s+(?:news\s+)?from\s+|https?://|www\.)+", re.I)
_SLOGAN = re.compile(r":\s+[a-zà-öø-ÿ][^:]*$")
_BRACKETED = re.compile(rf"\s+\({_SECTIONS}\)$", re.I)
_FEED_TAIL = re.compile(r"[\s|:–—-]*[(\[]?\bRSS\b(?:\s+(?:feed|channel))?[)\]]?$", re.I)
_PRESS = re.compile(
    r"^the\s|\b(?:times|post|herald|guardian|courier|daily|tribune|gazette|journal|chronicle|press|news|mail|"
    r"observer|telegraph|standard|wire|today|review|bbc|cnn|dw|reuters|zeitung|monde|país|repubblica)\b",
    re.I,
)
_LONGEST_NAME = 5  # words; beyond that it is a slogan


def clean_source(source: str | None) -> str | None:
    """The publication's own name: "News | The Daily Courier" is The Daily Courier; None where there is none."""
    whole = _FEED_LEAD.sub("", one_line(source or "")).rstrip("/")
    whole = _BRACKETED.sub("", _SLOGAN.sub("", _SECTION_TAIL.sub("", _FEED_TAIL.sub("", whole)))).strip()
    named = [piece for piece in _DIVIDER.split(whole) if piece and not _SECTION.fullmatch(piece)]
    return min(named, key=_doubt) if named else whole or None


def clean_title(title: str, source: str | None) -> str | None:
    """A headline without the tail that names its source ("… | The Daily Courier"); None where it is empty."""
    text = one_line(title)
    while source and (dividers := list(_DIVIDER.finditer(text))):
        tail = text[dividers[-1].end() :]
        if not same_source(tail, source):
            break
        text = _without_section(text[: dividers[-1].start()])
    return text or None


def _without_section(title: str) -> str:
    """A title whose last part behind a bar is only the section's name loses that too."""
    words, bar, tail = title.rpartition("|")
    return words.rstrip() if bar and _SECTION.fullmatch(tail.strip()) else title


def same_source(one: str, other: str) -> bool:
    """Whether two names are one publication's, but for case and a leading "The"."""
    first, second = (name.casefold().removeprefix("the ") for name in (one, other))
    return first == second


def _doubt(piece: str) -> tuple[bool, bool]:
    """How little a piece looks like the name of a publication."""
    return "," in piece or len(piece.split()) > _LONGEST_NAME, not _PRESS.search(piece)
