"""MLA, 9th edition: articles of a news site (MLA Handbook, chapters 5 and 6)."""

from __future__ import annotations

from reader.cite.dates import DateRules
from reader.cite.layout import Either, Group, Label, When
from reader.cite.names import NameRules
from reader.cite.pages import PageRules
from reader.cite.style import EditionRules, SourceRules, Style, TitleRules

_MONTHS = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec."
_DATE = DateRules("{day} {month} {year}", months=tuple(_MONTHS.split()))
_TITLE = TitleRules(quotes=True, capitals="all", italic_alone=True)
_SOURCE = Group(("source", Group(("place",), before="[", after="]")), between=" ")
_SEEN = When(("issued",), otherwise=Group((Label("Accessed"), "accessed"), between=" "))

STYLE = Style(
    id="mla",
    name="MLA 9",
    entry=Group(
        (
            "author",
            "title",
            "genre_capital",
            Group((_SOURCE, "edition", "issued", "page", "url"), between=", "),
            Group((_SEEN, "section"), between=", "),
        ),
        between=". ",
    ),
    cite=Group((Either(("author", "title", "source", "url")),), before="(", after=")"),
    names=NameRules(inverted="first", comma="always", most=2),
    cite_names=NameRules(short=True, most=2),
    title=_TITLE,
    cite_title=_TITLE,
    date=_DATE,
    accessed=_DATE,
    source=SourceRules(capitals=True),
    edition=EditionRules(capitals="first"),
    pages=PageRules("p. ", "pp. ", second="minimal-two"),
    stop_after_url=True,
)
