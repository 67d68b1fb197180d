"""What a page says of its article outside the text: JSON-LD first, then meta elements."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from reader.ingest.clean import brief_line, clean_line
from reader.ingest.fields import language, parse_date, split_authors
from reader.ingest.markup import Tag, text_of, tokens

_ARTICLES = ("Article", "BlogPosting", "Report", "Posting")
_MOST_SCRIPTS, _LONGEST, _DEEPEST = 20, 500_000, 6
_META = {
    "title": ("og:title", "twitter:title", "dc.title"),
    "authors": ("author", "article:author", "dc.creator", "parsely-author", "byl"),
    "published": ("article:published_time", "date", "dc.date", "pubdate", "parsely-pub-date", "datepublished"),
    "source": ("og:site_name", "application-name"),
    "section": ("article:section",),
}


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is said, as far as it is; `free` is False where the page says that the article is not for everybody."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    source: str | None = None
    section: str | None = None
    lang: str | None = None
    free: bool = True


def facts_of(page: str) -> PageFacts:
    """Read a page's head and its JSON-LD."""
    metas, title, lang, scripts = _heads(page)
    article = next((found for script in scripts for found in _articles(script)), {})
    authors = tuple(_names(article.get("author"))) or split_authors(_first(metas, "authors"))
    return PageFacts(
        title=brief_line(_text(article.get("headline")) or _first(metas, "title") or title) or None,
        authors=tuple(name for name in authors if name and "://" not in name),
        published=parse_date(_text(article.get("datePublished")) or _first(metas, "published")),
        updated=parse_date(_text(article.get("dateModified"))),
        source=next(iter(_names(article.get("publisher"))), "") or brief_line(_first(metas, "source")) or None,
        section=clean_line(_section(article) or _first(metas, "section"))[:80] or None,
        lang=language(_text(article.get("inLanguage")) or lang),
        free=article.get("isAccessibleForFree") not in (False, "False", "false"),
    )


def _heads(page: str) -> tuple[dict[str, str], str, str, list[str]]:
    """The meta elements by name, the title, the language, and the JSON-LD of a page."""
    metas: dict[str, str] = {}
    lang = ""
    for token in tokens(page[:_LONGEST]):
        if isinstance(token, Tag) and token.name == "meta" and not token.end:
            attributes = token.attributes
            name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
            metas.setdefault(name.lower(), attributes.get("content", ""))
        elif isinstance(token, Tag) and token.name == "html" and not lang:
            lang = token.attributes.get("lang", "")
    return metas, _between(page, "<title", "</title"), lang, list(_scripts(page))


def _between(page: str, start: str, end: str) -> str:
    at = page.lower().find(start, 0, _LONGEST) if len(page) < 5_000_000 else -1
    if at < 0:
        return ""
    at = page.find(">", at) + 1
    stop = page.lower().find(end, at, at + 10_000)
    return text_of(page[at:stop]) if at and stop > 0 else ""


def _scripts(page: str) -> Iterator[str]:
    at = 0
    for _ in range(_MOST_SCRIPTS):
        at = page.find("application/ld+json", at)
        if at < 0:
            return
        start = page.find(">", at) + 1
        stop = page.find("</script", start)
        if not start or stop < 0:
            return
        yield page[start : min(stop, start + _LONGEST)]
        at = stop


def _articles(script: str) -> Iterator[Mapping[str, Any]]:
    try:
        value = json.loads(script.strip(), strict=False)
    except (ValueError, RecursionError):
        return
    yield from _among(value, 0)


def _among(value: object, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value[:100]:
            yield from _among(item, depth + 1)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        names = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(name, str) and name.endswith(_ARTICLES) for name in names):
            yield value
        yield from _among(value.get("@graph"), depth + 1)
        yield from _among(value.get("mainEntity"), depth + 1)


def _names(value: object) -> Iterator[str]:
    """The names of people or organisations, however they are written."""
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        for single in name if isinstance(name, list) else [name]:
            if isinstance(single, str):
                yield from split_authors(unescape(single))


def _section(article: Mapping[str, Any]) -> str:
    section = article.get("articleSection")
    return _text(section[0] if isinstance(section, list) and section else section)


def _text(value: object) -> str:
    return unescape(value) if isinstance(value, str) else ""


def _first(metas: Mapping[str, str], field: str) -> str:
    return next((metas[name] for name in _META[field] if metas.get(name)), "")
