"""Lists of feeds in OPML, read from whatever calls itself so and written for every other reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
            if len(reader.found) >= MOST_FEEDS:
                break
    if not reader.found and not reader.refused:
        raise ImportFailedError("This list of feeds names none.")
    return list(reader.found.values()), reader.refused


class _Reader:
    """Keeps the folder that one is in."""

    def __init__(self) -> None:
        self.found: dict[str, Subscription] = {}
        self.refused: list[str] = []
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
        folder = "/".join(part for part in self._folders[:_DEEPEST] if part)
        tags = tuple(dict.fromkeys(tag for tag in map(_tag, attributes.get("category", "").split(",")) if tag))
        title = name if name and name != address else None
        site = web_address(attributes.get("htmlurl", ""))
        self.found.setdefault(url, Subscription(url, title, folder or None, tags, site_url=site))


def _tag(text: str) -> str:
    return clean_line(text).strip("/")[:_LONGEST_NAME]


def write_opml(feeds: Sequence[Feed], *, title: str = "Tidewire") -> str:
    """The feeds as OPML 2.0, in their folders; one level of folders where names hold no slash."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"  <head><title>{escape(title)}</title></head>",
        "  <body>",
        *_folder(feeds, "", "    "),
        "  </body>",
        "</opml>",
    ]
    return "\n".join(lines) + "\n"


def _folder(feeds: Sequence[Feed], folder: str, indent: str) -> list[str]:
    """The outlines of one folder, its feeds first, then the folders within it."""
    lines = [indent + _outline(feed) for feed in feeds if (feed.folder or "") == folder]
    inside = folder + "/" if folder else ""
    names = dict.fromkeys(
        (feed.folder or "").removeprefix(inside).split("/")[0]
        for feed in feeds
        if (feed.folder or "").startswith(inside) and (feed.folder or "") != folder
    )
    for name in names:
        if name:
            lines.append(f'{indent}<outline text="{escape(name)}" title="{escape(name)}">')
            lines += _folder(feeds, inside + name, indent + "  ")
            lines.append(f"{indent}</outline>")
    return lines


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
