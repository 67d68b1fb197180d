"""Harvard as Cite Them Right sets it: newspaper articles online."""

from __future__ import annotations

from reader.cite.dates import DateRules
from reader.cite.layout import Either, Fixed, Group, Label, When
from reader.cite.names import NameRules
from reader.cite.pages import PageRules
from reader.cite.style import EditionRules, Style, TitleRules

_HEAD = Either(("author", "source"))
_SOURCE = Group((When(("author",), then="source"), "edition"), between=". ")
_TITLE = TitleRules(quotes=True)
_NO_DATE = When(("author", "source"), then=Fixed("no date"), otherwise=Fixed("No date"))

STYLE = Style(
    id="harvard",
    name="Harvard (Cite Them Right)",
    entry=Group(
        (
            Group(
                (
                    _HEAD,
                    Group((Either(("year", _NO_DATE)),), before="(", after=")"),
                    Group(("title", _SOURCE, "rest", "page"), between=", "),
                ),
                between=" ",
            ),
            When(
                ("url",),
                then=Group(
                    (
                        Label("Available at:"),
                        "url",
                        Group((Label("Accessed:"), "accessed"), between=" ", before="(", after=")"),
                    ),
                    between=" ",
                ),
            ),
        ),
        between=". ",
    ),
    cite=Group((_HEAD, Either(("year", Fixed("no date")))), between=", ", before="(", after=")"),
    names=NameRules(initials=".", comma="never", most=3, et_al_italic=True),
    cite_names=NameRules(short=True, comma="never", most=3, et_al_italic=True),
    title=_TITLE,
    cite_title=_TITLE,
    date=DateRules("{day} {month} {year}"),
    rest=DateRules("{day} {month}", "{month}", ""),
    accessed=DateRules("{day} {month} {year}"),
    edition=EditionRules("edn"),
    pages=PageRules("p. ", "pp. "),
    british=True,
    stop_after_url=True,
)
