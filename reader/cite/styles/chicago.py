"""Chicago, 18th edition, notes and bibliography: newspapers (Manual of Style, 13 and 14)."""

from __future__ import annotations

from reader.cite.dates import DateRules
from reader.cite.layout import Either, Fixed, Group, Label, When
from reader.cite.names import NameRules
from reader.cite.style import EditionRules, SourceRules, Style, TitleRules

TITLE = TitleRules(quotes=True, capitals="all", italic_alone=True)
DATE = DateRules("{month} {day}, {year}")
ENTRY_NAMES = NameRules(inverted="first", comma="always", most=6, kept=3, demote=True)

SOURCE = Group(("source", Group(("place",), before="(", after=")")), between=" ")


def accessed_unless_dated(word: str) -> When:
    """The date of access, which Chicago wants only where no other date is known."""
    shown = When(("url",), then=Group((Label(word), "accessed"), between=" "))
    return When(("issued",), otherwise=shown)


_NO_DATE = Either(("issued", Fixed("n.d.")))

STYLE = Style(
    id="chicago",
    name="Chicago 18 (notes)",
    entry=Group(
        (
            Either(("author", "source")),
            "title",
            "genre_capital",
            "section",
            Group((When(("author",), then=SOURCE), _NO_DATE), between=", "),
            "edition",
            accessed_unless_dated("Accessed"),
            "url",
        ),
        between=". ",
    ),
    cite=Group(
        ("author", "title", "genre", "section", SOURCE, _NO_DATE, "edition", accessed_unless_dated("accessed"), "url"),
        between=", ",
    ),
    notes=True,
    names=ENTRY_NAMES,
    cite_names=NameRules(inverted="none", most=2),
    title=TITLE,
    cite_title=TITLE,
    date=DATE,
    accessed=DATE,
    source=SourceRules(capitals=True),
    edition=EditionRules(capitals="all"),
    stop_after_url=True,
)
