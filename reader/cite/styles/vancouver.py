"""Vancouver, citation-sequence: newspaper articles on the Internet (NLM, Citing Medicine, chapters 8 and 23)."""

from __future__ import annotations

from reader.cite.dates import BARE_MONTHS, DateRules
from reader.cite.layout import Group, Label, When
from reader.cite.names import NameRules
from reader.cite.pages import PageRules
from reader.cite.style import SourceRules, Style, TitleRules

_DATE = DateRules("{year} {month} {day}", "{year} {month}", months=BARE_MONTHS)
_NAMES = NameRules(initials="", hyphens=False, separator=" ", joiner="", most=6, kept=6)
_INTERNET = When(("url",), then=Label("[Internet]"))
_GENRE = Group(("genre",), before="[", after="]")
_CITED = Group((Label("cited"), "accessed"), between=" ", before="[", after="]")

STYLE = Style(
    id="vancouver",
    name="Vancouver (NLM)",
    entry=Group(
        (
            "author",
            Group(("title", _GENRE, When(("source",), otherwise=_INTERNET)), between=" "),
            Group(("source", _INTERNET), between=" "),
            "edition",
            Group((Group(("issued", When(("url",), then=_CITED)), between=" "), "page"), between=":"),
            Group((Label("Available from:"), "url"), between=" "),
        ),
        between=". ",
    ),
    cite=Group(("number",), before="(", after=")"),
    names=_NAMES,
    cite_names=_NAMES,
    title=TitleRules(),
    cite_title=TitleRules(),
    date=_DATE,
    accessed=_DATE,
    source=SourceRules(italic=False),
    pages=PageRules(dash="-", second="minimal"),
    numbered="{}. ",
)
