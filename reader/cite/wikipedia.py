"""The template {{cite news}} of Wikipedia."""

from __future__ import annotations

import re

from reader.cite.citation import Citation
from reader.cite.links import date_in_words

_IN_TEMPLATE = str.maketrans(
    {"|": "{{!}}", "{": "&#123;", "}": "&#125;", "[": "&#91;", "]": "&#93;", "<": "&lt;", ">": "&gt;"}
)
# What the wiki would obey: italics, signatures, and words such as __TOC__.
_OBEYED = re.compile(r"'{2,}|~{3,}|_{2,}|(?<=&)(?=#?\w+;)")
_IN_ADDRESS = str.maketrans(
    {"|": "%7C", "{": "%7B", "}": "%7D", "[": "%5B", "]": "%5D", "<": "%3C", ">": "%3E", " ": "%20", '"': "%22"}
)
_ADDRESS_OBEYED = re.compile(r"'{2,}|~{3,}")
_SEVERAL = re.compile(r"[-–—,&]")


def wikipedia(citation: Citation) -> str:
    """The template filled with what is known; its dates are of the form 26 October 2019."""
    page = citation.page or ""
    fields = {
        **_authors(citation),
        "title": citation.plain_title,
        "department": citation.section or "",
        "work": citation.container_title or "",
        "location": citation.place or "",
        "edition": citation.edition or "",
        "date": date_in_words(citation.issued),
        "pages" if _SEVERAL.search(page) else "page": page,
        "language": (citation.language or "").split("-")[0],
    }
    filled = {name: _words(value) for name, value in fields.items() if value}
    if citation.url:
        address = _ADDRESS_OBEYED.sub(_encoded, citation.url.translate(_IN_ADDRESS))
        filled |= {"url": address, "access-date": date_in_words(citation.accessed)}
    return "{{cite news" + "".join(f" |{name}={value}" for name, value in filled.items() if value) + "}}"


def _authors(citation: Citation) -> dict[str, str]:
    fields: dict[str, str] = {}
    for number, name in enumerate(citation.authors, 1):
        if name.literal or not name.given:
            fields[f"author{number}"] = name.whole_family
        else:
            fields[f"last{number}"] = " ".join(part for part in (name.whole_family, name.suffix) if part)
            fields[f"first{number}"] = " ".join(part for part in (name.given, name.dropping) if part)
    return fields


def _words(text: str) -> str:
    return _OBEYED.sub(lambda found: "".join(f"&#{ord(c)};" for c in found.group()) or "amp;", text).translate(
        _IN_TEMPLATE
    )


def _encoded(found: re.Match[str]) -> str:
    return "".join(f"%{ord(character):02X}" for character in found.group())
