"""The links of an article, as they are listed."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from reader.ingest.clean import clean_line
from reader.model.article import Article
from reader.model.structure import SpanKind
from reader.typeset.cells import fit

LONGEST = 60


@dataclass(frozen=True, slots=True)
class Link:
    """A link with the words that it stands under, or a picture with what it shows; `host` is whose page it leads to."""

    words: str
    url: str
    host: str
    picture: bool = False


def links_of(article: Article) -> list[Link]:
    """The links and pictures of an article in the order of its text, each address once."""
    found: dict[str, Link] = {}
    for span in sorted(article.structure, key=lambda span: span.start):
        if span.kind in (SpanKind.LINK, SpanKind.FIGURE) and span.value not in found:
            picture = span.kind is SpanKind.FIGURE
            words = span.note if picture else article.text[span.start : span.end]
            host = host_of(span.value)
            found[span.value] = Link(fit(clean_line(words), LONGEST) or "Picture", span.value, host, picture)
    return list(found.values())


def host_of(url: str) -> str:
    """The name of the server that an address leads to, "" where it leads to none."""
    try:
        return clean_line(urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
