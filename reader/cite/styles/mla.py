"""MLA, 9th edition: articles of a news site (MLA Handbook, chapters 5 and 6)."""

from __future__ import annotations

from reader.cite.dates import DateRules
from reader.cite.layout import Either, Group, Label, When
from reader.cite.names import NameRules
from reader.cite.style import Style, TitleRules

_MONTHS = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec."
_DATE = DateRules("{day} {month} {year}", months=tuple(_MONTHS.split()))
_TITLE = TitleRules(quotes=True, capitals="all", italic_alone=True)

STYLE = Style(
    id="mla",
    name="MLA 9",
    entry=Group(
        (
            "author",
            "title",
            Group(("source", "issued", "page", "url"), between=", "),
            "section",
            When(
                ("issued",),
                otherwise=When(("url",), then=Group((Label("Accessed"), "accessed"), between=" ")),
            ),
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
    page_labels=("p. ", "pp. "),
    stop_after_url=True,
)
