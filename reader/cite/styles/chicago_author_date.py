"""Chicago, 18th edition, author and date: newspapers (Manual of Style, 13.102 and following)."""

from __future__ import annotations

from reader.cite.dates import DateRules
from reader.cite.layout import Either, Fixed, Group, When
from reader.cite.names import NameRules
from reader.cite.style import EditionRules, SourceRules, Style
from reader.cite.styles.chicago import DATE, ENTRY_NAMES, SOURCE, TITLE, accessed_unless_dated

_HEAD = Either(("author", "source", "title"))

STYLE = Style(
    id="chicago-author-date",
    name="Chicago 18 (author-date)",
    entry=Group(
        (
            _HEAD,
            Either(("year", Fixed("n.d."))),
            When(("author", "source"), then="title"),
            "genre_capital",
            "section",
            Group((When(("author",), then=SOURCE), "rest"), between=", "),
            "edition",
            accessed_unless_dated("Accessed"),
            "url",
        ),
        between=". ",
    ),
    cite=When(
        ("year",),
        then=Group((_HEAD, "year"), between=" ", before="(", after=")"),
        otherwise=Group((_HEAD, Fixed("n.d.")), between=", ", before="(", after=")"),
    ),
    names=ENTRY_NAMES,
    cite_names=NameRules(short=True, most=2),
    title=TITLE,
    cite_title=TITLE,
    date=DATE,
    rest=DateRules("{month} {day}", "{month}", ""),
    accessed=DATE,
    source=SourceRules(capitals=True),
    edition=EditionRules(capitals="all"),
    stop_after_url=True,
)
