"""RIS records of the type NEWS, as reference managers take them in."""

from __future__ import annotations

from reader.cite.citation import Citation
from reader.cite.dates import Date, iso_date
from reader.cite.names import Name

_TAGS = {
    "plain_title": "TI",
    "container_title": "T2",
    "place": "CY",
    "publisher": "PB",
    "edition": "ET",
    "section": "SE",
    "page": "SP",
    "genre": "M3",
    "url": "UR",
    "language": "LA",
}


def ris(citation: Citation) -> str:
    """One record; its last line ends it."""
    lines = ["TY  - NEWS"]
    lines += [f"AU  - {_turned(name)}" for name in citation.authors]
    lines += [f"{tag}  - {value}" for field, tag in _TAGS.items() if (value := getattr(citation, field))]
    if citation.issued:
        lines += [f"PY  - {citation.issued[0]}", f"DA  - {_date(citation.issued)}"]
    if citation.accessed:
        lines.append(f"Y2  - {_date(citation.accessed)}")
    return "\n".join([*lines, "ER  - "])


def _turned(name: Name) -> str:
    if name.literal or not name.given:
        return name.whole_family
    given = " ".join(part for part in (name.given, name.dropping) if part)
    return ", ".join(part for part in (name.whole_family, given, name.suffix) if part)


def _date(date: Date) -> str:
    """year/month/day/ with empty places for what is not known."""
    parts = iso_date(date).split("-")
    return "/".join([*parts, "", "", ""][:3]) + "/"
