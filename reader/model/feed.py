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
    `original` is the publisher's own address where `link` leads through somebody who counts readers; `enclosure`
    that of a sound, a film or a document that comes with it.
    """

    title: str = ""
    link: str = ""
    original: str = ""
    enclosure: str = ""
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

    `ttl` is in minutes; `authors` wrote the entries that name nobody.
    """

    title: str
    link: str
    entries: tuple[Entry, ...]
    ttl: int | None = None
    lang: str | None = None
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A subscribed address with all that is known of fetching it.

    `title` is the reader's own name for it, else the feed's; None before the first answer. `typed` says that the
    reader gave the address by hand; `full_text` that the page of every article is fetched. Times are ISO 8601 in
    UTC, `interval` minutes. `resting` is the reason why it is no longer fetched, `error` what went wrong last.
    """

    id: int
    url: str
    title: str | None = None
    site_url: str | None = None
    folder: str | None = None
    tags: tuple[str, ...] = ()
    typed: bool = False
    user_agent: str | None = None
    full_text: bool = False
    etag: str | None = None
    last_modified: str | None = None
    body_hash: bytes | None = None
    checked: str | None = None
    changed: str | None = None
    interval: int | None = None
    next_fetch: str | None = None
    not_before: str | None = None
    failures: int = 0
    error: str | None = None
    resting: str | None = None
    articles: int = 0
    unread: int = 0

    @property
    def name(self) -> str:
        return self.title or self.url


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed as somebody wants it: an address, and perhaps a name, a folder, tags and the address of its site."""

    url: str
    title: str | None = None
    folder: str | None = None
    tags: tuple[str, ...] = ()
    typed: bool = False
    site_url: str | None = None


@dataclass(frozen=True, slots=True)
class Secret:
    """What a server wants to hear before it gives a feed: user and password, or a token."""

    user: str | None = None
    password: str | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """The address that a feed has from now on; `typed` where it is on the server whose address the reader typed."""

    url: str
    typed: bool = False


@dataclass(frozen=True, slots=True)
class FeedState:
    """What an answer changes of a feed; None leaves what was.

    `interval` and `next_fetch` hold where the answer brings new articles, `idle_interval` and `idle_fetch` where not.
    """

    title: str | None = None
    site_url: str | None = None
    moved: Moved | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_hash: bytes | None = None
    interval: int | None = None
    next_fetch: str | None = None
    idle_interval: int | None = None
    idle_fetch: str | None = None


@dataclass(frozen=True, slots=True)
class Delivered:
    """What storing an answer changed: the guids of articles that are new, and of those whose text is another now."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
