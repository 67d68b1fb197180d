"""APA, 7th edition: newspaper articles online (Publication Manual, 9 and 10.1)."""

from __future__ import annotations

from reader.cite.dates import DateRules
from reader.cite.layout import Either, Fixed, Group, Label, When
from reader.cite.names import NameRules
from reader.cite.pages import PageRules
from reader.cite.style import SourceRules, Style, TitleRules

_TITLE = Group(("title", Group(("genre_capital",), before="[", after="]")), between=" ")
_ACCESS = When(
    ("issued",),
    then="url",
    otherwise=Group(
        (Group((Label("Retrieved"), "accessed"), between=" ", after=", from "), "url"),
    ),
)

STYLE = Style(
    id="apa",
    name="APA 7",
    entry=Group(
        (
            Either(("author", _TITLE, "source")),
            Group((Either(("issued", Fixed("n.d."))),), before="(", after=")"),
            When(("author",), then=_TITLE),
            Group((When(("author", "title"), then="source"), "page"), between=", "),
            When(("url",), then=_ACCESS),
        ),
        between=". ",
    ),
    cite=Group(
        (Either(("author", "title", "source")), Either(("year", Fixed("n.d.")))),
        between=", ",
        before="(",
        after=")",
    ),
    names=NameRules(initials=". ", joiner="& ", comma="always", most=20, kept=19, ellipsis=True),
    cite_names=NameRules(short=True, joiner="& ", most=2),
    title=TitleRules(capitals="parts", italic_alone=True),
    cite_title=TitleRules(quotes=True, capitals="all", italic_alone=True),
    date=DateRules("{year}, {month} {day}", "{year}, {month}"),
    accessed=DateRules("{month} {day}, {year}"),
    source=SourceRules(capitals=True),
    pages=PageRules(second="expanded"),
)
