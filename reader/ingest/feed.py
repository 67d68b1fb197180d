"""The one way in for feeds: bytes of any format to one document."""

from __future__ import annotations

import re

from reader.errors import ImportFailedError
from reader.ingest.bulk import refuse_bulky
from reader.ingest.charset import from_mainframe
from reader.ingest.feed_json import parse_json
from reader.ingest.feed_plain import parse_plain
from reader.ingest.feed_xml import parse_xml
from reader.ingest.patience import frugality, patience
from reader.ingest.plain_values import Unplain
from reader.model.feed import FeedDocument

LARGEST = 20 * 1024 * 1024
LONGEST = 6.0  # seconds of processor time
_PAGE = re.compile(rb"(?:\s|<!--.*?-->|<\?[^>]*>)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)


def parse_feed(data: bytes, url: str = "", content_type: str = "") -> FeedDocument:
    """Read a feed: RSS, RDF, Atom, CDF or JSON Feed.

    `url` is where it came from and resolves what is relative in it; `content_type` is what the server called it.
    Raises ImportFailedError for what is no feed, or too large for one.
    """
    if len(data) > LARGEST:
        raise ImportFailedError(f"The feed is larger than {LARGEST // 1024 // 1024} MB.")
    data = from_mainframe(data)
    start = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")
    if not start:
        raise ImportFailedError("The feed is empty.")
    if is_page(data):
        raise ImportFailedError("This is a web page, not a feed.")
    with patience(LONGEST), frugality():
        if start.startswith((b"{", b"[")):
            return parse_json(data, url)
        found = _plainly(data, url, content_type)
        if found is None:
            refuse_bulky(data)
            found = parse_xml(data, url, content_type)
        return found


def _plainly(data: bytes, url: str, content_type: str) -> FeedDocument | None:
    """The document where the short way can read it; what that had in memory is gone before the long one begins."""
    try:
        return parse_plain(data, url, content_type)
    except Unplain:
        return None


def is_page(data: bytes) -> bool:
    """Whether this is a web page, and no feed that hides behind the look of one."""
    start = data[:4096].replace(b"\0", b"")
    return _PAGE.match(start) is not None and not _FEED.search(data[:8192])


def is_feed(data: bytes) -> bool:
    """Whether this looks like a feed, at a glance."""
    start = data[:8192].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith(b"{"):
        return b"jsonfeed.org" in start or (b'"items"' in data and b'"title"' in start)
    return start.startswith(b"<") and _FEED.search(start) is not None and not is_page(data)
