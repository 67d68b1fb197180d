"""BibTeX and BibLaTeX entries: capitals that must survive, and LaTeX's own characters."""

from __future__ import annotations

import re

from reader.cite.citation import Citation
from reader.cite.dates import BARE_MONTHS, iso_date
from reader.cite.keys import citation_key
from reader.cite.markup import (
    BOLD_OFF,
    BOLD_ON,
    CAPS_OFF,
    CAPS_ON,
    ITALIC_OFF,
    ITALIC_ON,
    KEEP_OFF,
    KEEP_ON,
    LOW_OFF,
    LOW_ON,
    RAISED_OFF,
    RAISED_ON,
)
from reader.cite.names import Name

_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
    }
)
_PAIRED = {**_SPECIAL, **str.maketrans({"{": r"\{", "}": r"\}"})}
# BibTeX counts braces, escaped ones too: where they do not pair off they must not be seen.
_UNPAIRED = {**_SPECIAL, **str.maketrans({"{": r"\textbraceleft{}", "}": r"\textbraceright{}"})}
_IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20", "^": "%5E"})
_COMMANDS = {
    ITALIC_ON: r"\emph{",
    BOLD_ON: r"\textbf{",
    RAISED_ON: r"\textsuperscript{",
    LOW_ON: r"\textsubscript{",
    CAPS_ON: r"\textsc{",
    KEEP_ON: "{",
}
_AS_COMMANDS = str.maketrans(
    {**_COMMANDS, **dict.fromkeys((ITALIC_OFF, BOLD_OFF, RAISED_OFF, LOW_OFF, CAPS_OFF, KEEP_OFF), "}")}
)
_TOKEN = re.compile("[^\\s\ue000-\ue013]+")


def bibtex(citation: Citation, key: str | None = None) -> str:
    """A BibTeX @article; `key` replaces the one made from author or source, year and a word of the title."""
    date = citation.issued or ()
    fields = {
        "author": _authors(citation.authors),
        "title": protect_capitals(citation.title or ""),
        "journal": escape(citation.container_title or ""),
        "year": str(date[0]) if date else "",
        "month": BARE_MONTHS[date[1] - 1].lower() if len(date) > 1 else "",
        "day": str(date[2]) if len(date) > 2 else "",
        "edition": escape(citation.edition or ""),
        "address": escape(citation.place or ""),
        "pages": _pages(citation),
        "url": address(citation.url or ""),
        "urldate": iso_date(citation.accessed),
    }
    return _entry(citation, key, fields)


def biblatex(citation: Citation, key: str | None = None) -> str:
    """A BibLaTeX @article of the subtype newspaper."""
    fields = {
        "entrysubtype": "newspaper",
        "author": _authors(citation.authors),
        "title": protect_capitals(citation.title or ""),
        "journaltitle": escape(citation.container_title or ""),
        "date": iso_date(citation.issued),
        "edition": escape(citation.edition or ""),
        "location": escape(citation.place or ""),
        "pages": _pages(citation),
        "url": address(citation.url or ""),
        "urldate": iso_date(citation.accessed),
        "langid": (citation.language or "").lower().split("-")[0] if citation.language else "",
    }
    return _entry(citation, key, fields)


def escape(text: str) -> str:
    """Text that LaTeX prints as it is."""
    return text.translate(_PAIRED if _pairs_off(text) else _UNPAIRED)


def address(url: str) -> str:
    """A URL for a verbatim field: nothing escaped but what would break the entry."""
    return url.translate(_IN_ADDRESS)


def protect_capitals(title: str) -> str:
    """A marked title as LaTeX has it; words with capitals stand in braces, so that no style makes them small."""
    table = _PAIRED if all(map(_pairs_off, _TOKEN.findall(title))) else _UNPAIRED

    def protected(found: re.Match[str]) -> str:
        word = found.group().translate(table)
        capitals = found.group()[1:] if found.start() == 0 else found.group()
        return f"{{{word}}}" if any(letter.isupper() for letter in capitals) else word

    return _TOKEN.sub(protected, title).translate(_AS_COMMANDS)


def _pairs_off(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    return depth == 0


def _pages(citation: Citation) -> str:
    return re.sub(r"(?<=\d)\s*[-–—]\s*(?=\w)", "--", escape(citation.page or ""))


def _authors(names: tuple[Name, ...]) -> str:
    return " and ".join(_author(name) for name in names)


def _author(name: Name) -> str:
    if name.literal or not (name.family and name.given):
        return f"{{{escape(name.whole_family)}}}"
    given = " ".join(part for part in (name.given, name.dropping) if part)
    return ", ".join(_name_part(part) for part in (name.whole_family, name.suffix, given) if part)


def _name_part(part: str) -> str:
    """A part of a name; in braces where a comma or an "and" of its own would be read as the list's."""
    text = escape(part)
    return f"{{{text}}}" if re.search(r",|\band\b", part, re.I) else text


def _entry(citation: Citation, key: str | None, fields: dict[str, str]) -> str:
    lines = [
        f"  {name} = {value if name == 'month' else '{' + value + '}'}," for name, value in fields.items() if value
    ]
    return "\n".join([f"@article{{{key or citation_key(citation)},", *lines, "}"])
