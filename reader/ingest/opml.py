"""Lists of feeds in OPML, read from whatever calls itself so and written for every other reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from reader.errors import ImportFailedError
from reader.ingest.charset import decoded
from reader.ingest.clean import clean_line
from reader.ingest.fields import web_address
from reader.ingest.markup import Tag, tokens
from reader.model.feed import Feed, Subscription

MOST_FEEDS = 20_000
_LONGEST_NAME = 300
_DEEPEST = 20


def is_opml(data: bytes) -> bool:
    """Whether this is a list of feeds in OPML."""
    start = data[:8192].replace(b"\0", b"").lower()
    return b"<opml" in start


def parse_opml(data: bytes) -> tuple[list[Subscription], list[str]]:
    """The feeds of a list with their folders, each address once, and a sentence for each outline that is refused.

    Nothing is executed, included or fetched: an outline that is no address on the web is told. ImportFailedError
    where there is no feed at all.
    """
    reader = _Reader()
    for token in tokens(decoded(data)):
        if isinstance(token, Tag) and token.name == "outline":
            reader.take(token)
    if not reader.found and not reader.refused:
        raise ImportFailedError("This list of feeds names none.")
    if reader.left_out:
        reader.refused.append(f"No more than {MOST_FEEDS:,} feeds are taken; {reader.left_out:,} are left out.")
    return list(reader.found.values()), reader.refused


class _Reader:
    """Keeps the folder that one is in."""

    def __init__(self) -> None:
        self.found: dict[str, Subscription] = {}
        self.refused: list[str] = []
        self.left_out = 0
        self._folders: list[str] = []

    def take(self, tag: Tag) -> None:
        if tag.end:
            if self._folders:
                self._folders.pop()
            return
        attributes = tag.attributes
        name = clean_line(attributes.get("title") or attributes.get("text") or "")[:_LONGEST_NAME]
        address = clean_line(attributes.get("xmlurl", ""))
        if address:
            self._keep(address, name, attributes)
        if not tag.rest.rstrip().endswith("/"):
            self._folders.append("" if address else name.replace("/", "∕"))

    def _keep(self, address: str, name: str, attributes: Mapping[str, str]) -> None:
        url = web_address(address)
        if url is None:
            self.refused.append(clean_line(f"{name or 'A feed'}: {address[:100]} is no address on the web."))
            return
        if len(self.found) >= MOST_FEEDS:
            self.left_out += url not in self.found
            return
        folder = "/".join(part for part in self._folders[:_DEEPEST] if part)
        tags = tuple(dict.fromkeys(tag for tag in map(_tag, attributes.get("category", "").split(",")) if tag))
        title = name if name and name != address else None
        site = web_address(attributes.get("htmlurl", ""))
        self.found.setdefault(url, Subscription(url, title, folder or None, tags, site_url=site))


def _tag(text: str) -> str:
    return clean_line(text).strip("/")[:_LONGEST_NAME]


@dataclass(slots=True)
class _Folder:
    feeds: list[Feed] = field(default_factory=list)
    folders: dict[str, _Folder] = field(default_factory=dict)

    def lines(self, indent: str) -> Iterator[str]:
        """The outlines of its feeds, then of the folders within it."""
        yield from (indent + _outline(feed) for feed in self.feeds)
        for name, folder in self.folders.items():
            yield f'{indent}<outline text="{escape(name)}" title="{escape(name)}">'
            yield from folder.lines(indent + "  ")
            yield f"{indent}</outline>"


def write_opml(feeds: Sequence[Feed], *, title: str = "Tidewire") -> str:
    """The feeds as OPML 2.0, in their folders; one level of folders where names hold no slash."""
    whole = _Folder()
    for feed in feeds:
        folder = whole
        for name in filter(None, (feed.folder or "").split("/")):
            folder = folder.folders.setdefault(name, _Folder())
        folder.feeds.append(feed)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"  <head><title>{escape(title)}</title></head>",
        "  <body>",
        *whole.lines("    "),
        "  </body>",
        "</opml>",
    ]
    return "\n".join(lines) + "\n"


def _outline(feed: Feed) -> str:
    fields = {
        "type": "rss",
        "text": feed.name,
        "title": feed.name,
        "xmlUrl": feed.url,
        "htmlUrl": feed.site_url or "",
        "category": ",".join(feed.tags),
    }
    written = " ".join(f'{name}="{escape(value)}"' for name, value in fields.items() if value)
    return f"<outline {written}/>"
