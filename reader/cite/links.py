"""A citation as a link: the title leads to the article, the source in italics, and the date in words."""

from __future__ import annotations

from reader.cite.citation import Citation
from reader.cite.dates import Date, DateRules, format_date
from reader.cite.markup import escape_attribute, escape_html, escape_markdown, print_marked

_IN_MARKDOWN = str.maketrans({"(": "%28", ")": "%29", " ": "%20", "<": "%3C", ">": "%3E", "\\": "%5C"})
_IN_ORG = str.maketrans({"[": "%5B", "]": "%5D", " ": "%20"})
_PLAIN_DATE = DateRules("{day} {month} {year}")
_UNTITLED = "Untitled"


def markdown(citation: Citation) -> str:
    """A link of Markdown."""
    title = print_marked(_label(citation), "markdown")
    if citation.url:
        title = f"[{title}]({citation.url.translate(_IN_MARKDOWN)})"
    source = f"*{escape_markdown(citation.container_title)}*" if citation.container_title else ""
    return ", ".join(part for part in (title, source, date_in_words(citation.issued)) if part)


def org(citation: Citation) -> str:
    """A link of Org mode."""
    title = print_marked(_label(citation), "text").replace("[", "(").replace("]", ")")
    if citation.url:
        title = f"[[{citation.url.translate(_IN_ORG)}][{title}]]"
    source = f"/{citation.container_title}/" if citation.container_title else ""
    return ", ".join(part for part in (title, source, date_in_words(citation.issued)) if part)


def html(citation: Citation) -> str:
    """A link of HTML."""
    title = print_marked(_label(citation), "html")
    if citation.url:
        title = f'<a href="{escape_attribute(citation.url)}">{title}</a>'
    source = f"<i>{escape_html(citation.container_title)}</i>" if citation.container_title else ""
    return ", ".join(part for part in (title, source, date_in_words(citation.issued)) if part)


def date_in_words(date: Date | None) -> str:
    """A date as precise as it is known: 26 October 2019."""
    return format_date(date, _PLAIN_DATE)


def _label(citation: Citation) -> str:
    return citation.title or citation.url or _UNTITLED
