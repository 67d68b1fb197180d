"""BibTeX and BibLaTeX entries: keys, capitals that must survive, and LaTeX's own characters."""

from __future__ import annotations

import re
import unicodedata

from reader.cite.citation import Citation
from reader.cite.dates import BARE_MONTHS, iso_date
from reader.cite.names import Name
from reader.cite.titlecase import is_minor

_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
    }
)
_UNMARKED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"})
_IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20", "^": "%5E"})
_TOKEN = re.compile(r"\S+")
_KEY_WORD = re.compile(r"[^\W_]+(?:['’]\w+)?")


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
        "pages": escape(citation.page or ""),
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
        "pages": escape(citation.page or ""),
        "url": address(citation.url or ""),
        "urldate": iso_date(citation.accessed),
        "langid": (citation.language or "").lower().split("-")[0] if citation.language else "",
    }
    return _entry(citation, key, fields)


def citation_key(citation: Citation) -> str:
    """A readable key of lower-case letters and digits that depends on nothing but the citation."""
    first = citation.authors[0] if citation.authors else None
    who = _plain(first.family or first.literal or first.given) if first else ""
    who = who or _plain(citation.container_title or "") or "article"
    year = str(citation.issued[0]) if citation.issued else "nd"
    return who[:24] + year + _title_word(citation.title or "")


def escape(text: str) -> str:
    """Text that LaTeX prints as it is."""
    return text.translate(_SPECIAL)


def address(url: str) -> str:
    """A URL for a verbatim field: nothing escaped but what would break the entry."""
    return url.translate(_IN_ADDRESS)


def protect_capitals(title: str) -> str:
    """A title in which words with capitals stand in braces, so that no style makes them small."""

    def protected(found: re.Match[str]) -> str:
        word = escape(found.group())
        capitals = found.group()[1:] if found.start() == 0 else found.group()
        return f"{{{word}}}" if any(letter.isupper() for letter in capitals) else word

    return _TOKEN.sub(protected, title)


def _authors(names: tuple[Name, ...]) -> str:
    return " and ".join(_author(name) for name in names)


def _author(name: Name) -> str:
    if name.literal or not (name.family and name.given):
        return f"{{{escape(name.whole_family)}}}"
    given = " ".join(part for part in (name.given, name.dropping) if part)
    return ", ".join(escape(part) for part in (name.whole_family, name.suffix, given) if part)


def _entry(citation: Citation, key: str | None, fields: dict[str, str]) -> str:
    lines = [
        f"  {name} = {value if name == 'month' else '{' + value + '}'}," for name, value in fields.items() if value
    ]
    return "\n".join([f"@article{{{key or citation_key(citation)},", *lines, "}"])


def _title_word(title: str) -> str:
    words = [re.sub(r"['’]\w+$", "", found.group()) for found in _KEY_WORD.finditer(title)]
    telling = [word for word in words if len(word) > 2 and word.isalpha() and not is_minor(word)]
    return _plain((telling or words or [""])[0])[:24]


def _plain(text: str) -> str:
    """Letters and digits of ASCII, accents taken off."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_UNMARKED))
    return re.sub(r"[^a-z0-9]", "", folded)
