"""AMA, 11th edition: newspaper articles online (Manual of Style, 3.12 and 3.15)."""

from __future__ import annotations

from reader.cite.dates import DateRules
from reader.cite.layout import Group, Label, When
from reader.cite.names import NameRules
from reader.cite.pages import PageRules
from reader.cite.style import SourceRules, Style, TitleRules

_DATE = DateRules("{month} {day}, {year}")
_NAMES = NameRules(initials="", hyphens=False, separator=" ", joiner="", most=6, kept=3)

STYLE = Style(
    id="ama",
    name="AMA 11",
    entry=Group(
        (
            "author",
            "title",
            "source",
            Group(("issued", "page"), between=":"),
            When(("url",), then=Group((Label("Accessed"), "accessed"), between=" ")),
            "url",
        ),
        between=". ",
    ),
    cite="raised",
    names=_NAMES,
    cite_names=_NAMES,
    title=TitleRules(),
    cite_title=TitleRules(),
    date=_DATE,
    accessed=_DATE,
    pages=PageRules(dash="-", second="expanded"),
    source=SourceRules(stops=False),
    numbered="{}. ",
)
