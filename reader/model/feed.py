"""Feeds as they arrive: what a document says, entry by entry, before anything is stored."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Markup:
    """A text as the publisher sent it, HTML or plain, not yet sanitised; `base` resolves the addresses in it."""

    value: str
    html: bool
    base: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed; `title` and `author` are clean text, `link` and `id` one clean line.

    `published` and `updated` are ISO 8601, in UTC where the time is known, None where there is none to be read.
    """

    title: str = ""
    link: str = ""
    id: str = ""
    author: str = ""
    authors: tuple[str, ...] = ()
    summary: Markup | None = None
    content: Markup | None = None
    published: str | None = None
    updated: str | None = None
    section: str | None = None
    source: str | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """A feed as one document: its title, the address of its site, how long it may be kept, and its entries in order.

    `ttl` is in minutes; `moved_to` is where the document itself says that the feed has gone.
    """

    title: str
    link: str
    entries: tuple[Entry, ...]
    ttl: int | None = None
    moved_to: str | None = None
    lang: str | None = None
