"""Print a citation in a style: the fields are made ready, laid out, numbered and ended."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial

from reader.cite.citation import Citation
from reader.cite.dates import format_date
from reader.cite.layout import lay_out
from reader.cite.markup import LINK_OFF, Markup, append, italic, link, print_marked, raised
from reader.cite.names import format_names
from reader.cite.quotes import curled, quoted
from reader.cite.style import Area, Style
from reader.cite.titlecase import capital_after_colon, is_english, titlecase

_RANGE = re.compile(r"(?<=\w)\s*[-–]\s*(?=\w)")
_SEVERAL = re.compile(r"[-–,&]")


def render_style(citation: Citation, style: Style, area: Area, markup: Markup = "text", *, number: int = 1) -> str:
    """Print the bibliography entry or the form for the running text; `number` is the place in a numbered list."""
    inside = not style.british
    layout = style.entry if area == "entry" else style.cite
    text = lay_out(layout, partial(_field, citation, style, area, number), inside=inside)
    if area == "entry" and (style.stop_after_url or not text.endswith(LINK_OFF)):
        text = append(text, ".", inside=inside)
    if area == "cite" and style.notes:
        text = append(text, ".", inside=inside)
    if area == "entry":
        text = (style.numbered.format(number) + text).rstrip()
    return print_marked(text, markup)


def _field(citation: Citation, style: Style, area: Area, number: int, field: str) -> str:
    return _FIELDS[field](citation, style, area) if field in _FIELDS else _NUMBERS[field](number)


def _authors(citation: Citation, style: Style, area: Area) -> str:
    return format_names(citation.authors, style.names if area == "entry" else style.cite_names)


def _title(citation: Citation, style: Style, area: Area) -> str:
    rules = style.cite_title if area == "cite" else style.title
    text = citation.title or ""
    if rules.capitals and is_english(citation.language):
        text = titlecase(text) if rules.capitals == "all" else capital_after_colon(text)
    if rules.italic_alone and not citation.container_title:
        return italic(curled(text, british=style.british))
    mark = quoted if rules.quotes and text else curled
    return mark(text, british=style.british)


def _source(citation: Citation, style: Style, _: Area) -> str:
    text = curled(citation.container_title or "", british=style.british)
    return italic(text) if style.italic_source else text


def _page(citation: Citation, style: Style, _: Area) -> str:
    page = citation.page or ""
    label = style.page_labels[bool(_SEVERAL.search(page))]
    return page and label + _RANGE.sub(style.page_dash, page)


_FIELDS: Mapping[str, Callable[[Citation, Style, Area], str]] = {
    "author": _authors,
    "title": _title,
    "source": _source,
    "page": _page,
    "section": lambda citation, *_: citation.section or "",
    "year": lambda citation, *_: str(citation.issued[0]) if citation.issued else "",
    "issued": lambda citation, style, _: format_date(citation.issued, style.date),
    "rest": lambda citation, style, _: format_date(citation.issued, style.rest or style.date),
    "accessed": lambda citation, style, _: format_date(citation.accessed, style.accessed),
    "url": lambda citation, *_: link(citation.url or ""),
}
_NUMBERS: Mapping[str, Callable[[int], str]] = {"number": str, "raised": lambda number: raised(str(number))}
