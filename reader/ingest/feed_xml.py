"""XML feeds of every kind and in every state, read by feedparser; what is HTML is left to our own sanitiser."""

from __future__ import annotations

import io
import re
import sys
from calendar import timegm
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from time import struct_time
from typing import Any

from reader.errors import ImportFailedError
from reader.ingest.addresses import harmless, joined
from reader.ingest.charset import encoding_of
from reader.ingest.clean import brief_line, clean_line
from reader.ingest.cut_off import ended, is_sound
from reader.ingest.dates import parse_feed_date
from reader.ingest.fields import language, parse_date, web_address
from reader.ingest.likeness import markup_of
from reader.ingest.prose_html import html_to_text
from reader.model.feed import Entry, FeedDocument, Markup

MOST_ENTRIES = 20_000
_ENTRY = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>/]", re.IGNORECASE)
_MAIL = r"[^\s@()<>]+@[^\s@()<>]+"
_WITH_MAIL = re.compile(rf"{_MAIL} *\((?P<after>[^()@]*\w[^()@]*)\)|(?P<before>[^()<>@]*\w) *[(<]{_MAIL}[)>]")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MOST_AUTHORS = 200
_NOBODY = ("unknown", "anonymous", "noreply", "no-reply")
_LONGEST_TITLE = 20_000  # of the markup
_HTML_TYPES = ("text/html", "application/xhtml+xml")
_BASE = re.compile(rb"\bbase\s*=")
_CAPTION = re.compile(rb"<(/?)media:description\b[^<>]*?(/?)>")
_SHOWN = "media_shown"  # under which feedparser, which does not know such an element, leaves what a picture shows
_STRAY = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|&(?!(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z_][\w.-]*);)|<(?=[\s\d=&;,.)])",
    re.DOTALL,
)


def parse_xml(data: bytes, url: str = "", content_type: str = "") -> FeedDocument:
    """Read RSS 0.9x, 1.0 and 2.0, RDF, Atom and CDF, well-formed or not.

    `url` is where the document came from, `content_type` what the server called it. ImportFailedError where it
    is no feed.
    """
    data, content_type = _in_one_encoding(_bounded(data), content_type)
    # feedparser would resolve names as well, and then an entry's would change with the address of its feed
    headers = {"content-location": url if _BASE.search(data) else "", "content-type": content_type}
    try:
        found = _feedparser().parse(
            io.BytesIO(ended(_mended(data))), response_headers=headers, resolve_relative_uris=False, sanitize_html=False
        )
    except (ImportFailedError, MemoryError):
        raise
    except Exception as error:
        raise ImportFailedError(f"This feed cannot be read ({type(error).__name__}).") from error
    if not found.get("version") and not found.entries and not _says_anything(found.feed):
        raise ImportFailedError("This is no feed: it is neither RSS nor Atom nor JSON Feed.")
    return _document(found.feed, found.entries, url, inherited=(found.get("version") or "").startswith("atom"))


def _feedparser() -> Any:
    """feedparser without the guess at encodings that it would load along, since it is always told the encoding."""
    modules: dict[str, Any] = sys.modules
    without = set() if "feedparser" in modules else {"chardet", "cchardet"} - modules.keys()
    modules.update(dict.fromkeys(without))  # None keeps a module from being found
    try:
        import feedparser
    finally:
        for name in without:
            del modules[name]
    return feedparser


def _in_one_encoding(data: bytes, content_type: str) -> tuple[bytes, str]:
    """What to give feedparser, and what to call it: an encoding that holds, whatever header and declaration say."""
    if data.isascii() or b"\0" in data[:4]:
        return data, content_type or "application/xml"
    name = encoding_of(data, content_type)
    try:
        data.decode(name)
    except UnicodeDecodeError:
        data, name = data.decode(name, "replace").encode(), "utf-8"
    return data, f"application/xml; charset={name}"


def _mended(data: bytes) -> bytes:
    """The document with every `&` and `<` that begins nothing as a reference, if that mends it, and captions as such.

    feedparser takes what a picture shows for a description of the entry, beside or in place of its own.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]:
        return data
    if b"media:description" in data:
        data = _CAPTION.sub(rb"<\1media:shown\2>", data)
    mended = _STRAY.sub(_referred, data)
    return mended if mended != data and is_sound(mended) else data


def _referred(match: re.Match[bytes]) -> bytes:
    return {b"&": b"&amp;", b"<": b"&lt;"}.get(match[0], match[0])


def _bounded(data: bytes) -> bytes:
    """The document up to its last entry that is read at all."""
    for number, match in enumerate(_ENTRY.finditer(data)):
        if number == MOST_ENTRIES:
            return data[: match.start()]
    return data


def _says_anything(feed: Mapping[str, Any]) -> bool:
    return any(feed.get(key) for key in ("title", "link", "subtitle", "id", "updated"))


def _document(
    feed: Mapping[str, Any], entries: Sequence[Mapping[str, Any]], url: str, *, inherited: bool
) -> FeedDocument:
    """`inherited` says that the authors of the feed wrote what names none, as in Atom; in RSS an editor did not."""
    return FeedDocument(
        title=_title(feed),
        link=_link(feed, url),
        entries=tuple(_entry(entry, url) for entry in entries),
        ttl=_minutes(feed),
        lang=language(_text(feed.get("language"))),
        authors=_authors(feed) if inherited else (),
    )


def _minutes(feed: Mapping[str, Any]) -> int | None:
    ttl = _text(feed.get("ttl")).strip()
    return int(ttl) if ttl.isascii() and ttl.isdigit() and len(ttl) < 7 else None


def _link(found: Mapping[str, Any], url: str) -> str:
    """The link; a name, which feedparser puts in place of a missing one, is none unless it is an address on the web.

    What RDF is about stands for a missing link likewise.
    """
    link = _text(found.get("link")).strip()
    about = _text(_own(found, "id"))
    if not link and "guidislink" not in found and web_address(about):
        return about
    if not link or (found.get("guidislink") and link == about and web_address(link) is None):
        return ""
    return harmless(joined(url, link))


def _entry(entry: Mapping[str, Any], url: str) -> Entry:
    return Entry(
        title=_title(entry),
        link=_link(entry, url),
        original=harmless(_text(entry.get("feedburner_origlink"))),
        enclosure=_enclosure(entry),
        id=clean_line(_text(_own(entry, "id"))),
        author=brief_line(_text(entry.get("author"))),
        authors=_authors(entry) or _authors_of_source(entry),
        summary=_summary(entry, url),
        content=_content(entry, url),
        published=_moment(entry, "published") or _moment(entry, "created"),
        updated=_moment(entry, "updated"),
        section=_section(entry),
        source=_source(entry),
        lang=language(_text(entry.get("language"))),
    )


def _enclosure(entry: Mapping[str, Any]) -> str:
    return next((harmless(_text(found.get("href"))) for found in entry.get("enclosures", ())), "")


def _own(entry: Mapping[str, Any], name: str) -> object:
    """What stands under this very name: feedparser's own look-up answers for missing ones with others."""
    return dict.get(entry, name) if isinstance(entry, dict) else None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _title(found: Mapping[str, Any]) -> str:
    markup = _markup(found.get("title_detail"), found.get("title"))
    return plain(markup) if markup else ""


def plain(markup: Markup) -> str:
    """A title as one line of text: HTML without its tags."""
    value = markup.value[:_LONGEST_TITLE]
    if not markup.html or not ("<" in value or "&" in value):
        return brief_line(value)
    return brief_line(html_to_text(value)[0])


def _markup(detail: Mapping[str, Any] | None, value: object, url: str = "") -> Markup | None:
    text = _text(value)
    if not text:
        return None
    detail = detail or {}
    kind = detail.get("type", "text/html")
    html = kind in _HTML_TYPES
    if not html and kind != "text/plain":
        return Markup(text, html, _text(detail.get("base")) or url)
    return markup_of(text, _text(detail.get("base")) or url, html=html)


def _summary(entry: Mapping[str, Any], url: str) -> Markup | None:
    """The summary; where feedparser made it from a content, that says what it is; else what a picture or film shows."""
    value = _own(entry, "summary")
    if not value:
        return _markup({"type": "text/plain"}, entry.get(_SHOWN), url)
    alike = (content for content in entry.get("content", ()) if content.get("value") == value)
    return _markup(entry.get("summary_detail") or next(alike, None), value, url)


def _content(entry: Mapping[str, Any], url: str) -> Markup | None:
    """The fullest of the contents that are text."""
    found = [
        _markup(content, content.get("value"), url)
        for content in entry.get("content", ())
        if content.get("type", "text/html") in (*_HTML_TYPES, "text/plain")
    ]
    return max((each for each in found if each), key=lambda each: len(each.value), default=None)


def _authors(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the authors; feedparser cuts an address of mail off after four letters of its ending."""
    names = [brief_line(_text(author.get("name"))) for author in entry.get("authors", ())[:MOST_AUTHORS] if author]
    said = _WITH_MAIL.fullmatch(_text(entry.get("author"))[:1000].strip()) if len(names) < 2 else None
    if said:
        names = [brief_line(said["after"] or said["before"])]
    return tuple(dict.fromkeys(name for name in names if name and name.lower() not in _NOBODY))


def _authors_of_source(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """Who wrote the feed that an entry was taken from, unless the entry says by whom it is, be it without a name."""
    source = entry.get("source")
    return _authors(source) if isinstance(source, Mapping) and not _text(entry.get("author")) else ()


def _section(entry: Mapping[str, Any]) -> str | None:
    for tag in entry.get("tags", ()):
        label = clean_line(_text(tag.get("label")) or _text(tag.get("term")))
        if label and not label.startswith(("http://", "https://")):
            return label[:80]
    return None


def _source(entry: Mapping[str, Any]) -> str | None:
    source = entry.get("source")
    return brief_line(_text(source.get("title"))) or None if isinstance(source, Mapping) else None


def _moment(entry: Mapping[str, Any], name: str) -> str | None:
    """A date in UTC as we understand it; where we do not, as feedparser does, which takes any figures for one."""
    raw = _text(_own(entry, name))
    found = parse_feed_date(raw) if raw else None
    if found:
        return found
    parsed = _own(entry, f"{name}_parsed")
    if isinstance(parsed, struct_time):
        try:
            moment = _EPOCH + timedelta(seconds=timegm(parsed))
        except (OverflowError, ValueError):
            return None
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")
    return parse_date(raw) if raw else None
