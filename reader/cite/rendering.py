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
from reader.cite.pages import format_pages
from reader.cite.quotes import curled, quoted
from reader.cite.style import Area, Style
from reader.cite.titlecase import capital_after_colon, is_english, titlecase

_DOMAIN = re.compile(r"\S+\.[a-z]{2,}")
_FRENCH_SPACE = re.compile(r" (?=[?!:;»])|(?<=«) ")
_STOP = re.compile(r"\.(?=\s|$)")
_NUMBER = re.compile(r"(\d+)(?:st|nd|rd|th)?")
_CALLED_EDITION = re.compile(r"\bed(?:ition|n?\.?)$", re.I)


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
    names = format_names(citation.authors, style.names if area == "entry" else style.cite_names)
    return curled(names, british=style.british)


def _title(citation: Citation, style: Style, area: Area) -> str:
    rules = style.cite_title if area == "cite" else style.title
    text = _FRENCH_SPACE.sub("\u202f", citation.title or "")
    if rules.capitals and is_english(citation.language):
        text = titlecase(text) if rules.capitals == "all" else capital_after_colon(text)
    if rules.italic_alone and not citation.container_title:
        return italic(curled(text, british=style.british))
    mark = quoted if rules.quotes and text else curled
    return mark(text, british=style.british)


def _source(citation: Citation, style: Style, _: Area) -> str:
    text = citation.container_title or ""
    if style.source.capitals and is_english(citation.language) and not _DOMAIN.fullmatch(text):
        text = titlecase(text, lower=False)
    if not style.source.stops:
        text = _STOP.sub("", text)
    text = curled(text, british=style.british)
    return italic(text) if style.source.italic else text


def _edition(citation: Citation, style: Style, _: Area) -> str:
    text, rules = citation.edition or "", style.edition
    if number := _NUMBER.fullmatch(text):
        return f"{_ordinal(int(number[1]))} {rules.word}"
    if rules.capitals == "all" and text:
        return titlecase(text) + ("" if _CALLED_EDITION.search(text) else " Edition")
    return _capital(text) if rules.capitals else text


def _ordinal(number: int) -> str:
    teens = 10 < number % 100 < 20
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_FIELDS: Mapping[str, Callable[[Citation, Style, Area], str]] = {
    "author": _authors,
    "title": _title,
    "source": _source,
    "page": lambda citation, style, _: format_pages(citation.page or "", style.pages),
    "edition": _edition,
    "place": lambda citation, *_: citation.place or "",
    "publisher": lambda citation, *_: citation.publisher or "",
    "genre": lambda citation, *_: citation.genre or "",
    "genre_capital": lambda citation, *_: _capital(citation.genre or ""),
    "section": lambda citation, *_: _capital(citation.section or ""),
    "year": lambda citation, *_: str(citation.issued[0]) if citation.issued else "",
    "issued": lambda citation, style, _: format_date(citation.issued, style.date),
    "rest": lambda citation, style, _: format_date(citation.issued, style.rest or style.date),
    "accessed": lambda citation, style, _: format_date(citation.accessed, style.accessed),
    "url": lambda citation, *_: link(citation.url or ""),
}
_NUMBERS: Mapping[str, Callable[[int], str]] = {"number": str, "raised": lambda number: raised(str(number))}
