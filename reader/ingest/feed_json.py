"""JSON Feed 1 and 1.1."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from reader.errors import ImportFailedError
from reader.ingest.addresses import harmless, joined
from reader.ingest.charset import decoded
from reader.ingest.clean import brief_line, clean_line
from reader.ingest.dates import parse_feed_date
from reader.ingest.feed_xml import MOST_AUTHORS, MOST_ENTRIES, plain
from reader.ingest.fields import language, parse_date
from reader.ingest.likeness import markup_of
from reader.model.feed import Entry, FeedDocument, Markup

_KEYS = frozenset({"version", "title", "items", "home_page_url", "feed_url"})


def parse_json(data: bytes, url: str = "") -> FeedDocument:
    """Read a JSON Feed; what has another shape than the standard says is left out, entry by entry.

    Raises ImportFailedError for what is not JSON or no feed.
    """
    feed = _object(data)
    items = feed.get("items")
    if not isinstance(items, list) or len(_KEYS & feed.keys()) < 2:
        raise ImportFailedError("This JSON is no feed: it has no list of items.")
    url = url or _text(feed, "feed_url") or _text(feed, "home_page_url")
    names = _names(feed)
    return FeedDocument(
        title=brief_line(_text(feed, "title")),
        link=harmless(joined(url, _text(feed, "home_page_url"))),
        entries=tuple(_entries(items[:MOST_ENTRIES], url, names)),
        lang=language(_text(feed, "language")),
    )


def _object(data: bytes) -> dict[str, Any]:
    try:
        value = json.loads(decoded(data))
    except RecursionError:
        raise ImportFailedError("This JSON is nested too deeply.") from None
    except ValueError:
        raise ImportFailedError("This begins like JSON, but is none.") from None
    if not isinstance(value, dict):
        raise ImportFailedError("This JSON is no feed: it is no object.")
    return value


def _entries(items: list[Any], url: str, names: tuple[str, ...]) -> Iterator[Entry]:
    for item in items:
        if isinstance(item, dict):
            yield _entry(item, url, names)


def _entry(item: Mapping[str, Any], url: str, names: tuple[str, ...]) -> Entry:
    authors = _names(item) or names
    summary, content = _text(item, "summary"), _content(item, url)
    enclosure, heard = _attachment(item)
    return Entry(
        title=plain(markup_of(_text(item, "title") or heard, html=False)),
        link=harmless(joined(url, _text(item, "url") or _text(item, "external_url"))),
        enclosure=harmless(joined(url, enclosure)),
        id=_identifier(item),
        author=", ".join(authors),
        authors=authors,
        summary=Markup(summary, html=False, base=url) if summary.strip() else content,
        content=content,
        published=_moment(item, "date_published"),
        updated=_moment(item, "date_modified"),
        section=_section(item),
        lang=language(_text(item, "language")),
    )


def _content(item: Mapping[str, Any], url: str) -> Markup | None:
    html, text = _text(item, "content_html").strip(), _text(item, "content_text").strip()
    if html:
        return Markup(html, html=True, base=url)
    return Markup(text, html=False, base=url) if text else None


def _attachment(item: Mapping[str, Any]) -> tuple[str, str]:
    """The address of the first sound, film or document that comes along, and its title."""
    listed = item.get("attachments")
    first = next((each for each in listed if isinstance(each, dict)), {}) if isinstance(listed, list) else {}
    return _text(first, "url"), _text(first, "title")


def _moment(item: Mapping[str, Any], key: str) -> str | None:
    return parse_feed_date(_text(item, key)) or parse_date(_text(item, key))


def _identifier(item: Mapping[str, Any]) -> str:
    """The id; the standard lets readers take a number for a text."""
    given = item.get("id")
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        return ""
    return clean_line(str(given))


def _text(found: Mapping[str, Any], key: str) -> str:
    value = found.get(key)
    return value if isinstance(value, str) else ""


def _names(found: Mapping[str, Any]) -> tuple[str, ...]:
    """Authors by name: a list in version 1.1, one in version 1."""
    listed = found.get("authors")
    authors = listed if isinstance(listed, list) else [found.get("author")]
    names = [brief_line(_text(author, "name")) for author in authors[:MOST_AUTHORS] if isinstance(author, dict)]
    return tuple(dict.fromkeys(name for name in names if name))


def _section(item: Mapping[str, Any]) -> str | None:
    tags = item.get("tags")
    first = next((tag for tag in tags if isinstance(tag, str)), "") if isinstance(tags, list) else ""
    return clean_line(first)[:80] or None
