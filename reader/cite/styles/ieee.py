"""IEEE: newspaper articles online (Reference Guide)."""

from __future__ import annotations

from reader.cite.dates import SHORT_MONTHS, DateRules
from reader.cite.layout import Fixed, Group, Label, When
from reader.cite.names import NameRules
from reader.cite.pages import PageRules
from reader.cite.style import Style, TitleRules

_DATE = DateRules("{month} {day0}, {year}", months=SHORT_MONTHS)
_NAMES = NameRules(inverted="none", initials=". ", most=6, et_al_italic=True)

STYLE = Style(
    id="ieee",
    name="IEEE",
    entry=Group(
        (
            Group(("author", "title", "source", "publisher", "place", "page", "issued"), between=", "),
            When(
                ("url",),
                then=Group(
                    (
                        Group((Label("Accessed:"), "accessed"), between=" "),
                        Fixed("[Online]"),
                        Group((Label("Available:"), "url"), between=" "),
                    ),
                    between=". ",
                ),
            ),
        ),
        between=". ",
    ),
    cite=Group(("number",), before="[", after="]"),
    names=_NAMES,
    cite_names=_NAMES,
    title=TitleRules(quotes=True),
    cite_title=TitleRules(quotes=True),
    date=_DATE,
    accessed=_DATE,
    pages=PageRules("p. ", "pp. "),
    numbered="[{}] ",
)
