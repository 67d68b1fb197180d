"""What `tidewire import` does with a file, by what is in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.session import tell
from reader.errors import ImportFailedError

if TYPE_CHECKING:
    from reader.library import Library
    from reader.model.article import ParsedArticle

SQLITE = b"SQLite format 3\0"
MOST_TOLD = 100  # of the lines of a file that are not taken over


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file brought: the guids that were stored, how many articles it held, and feeds."""

    stored: tuple[str, ...] = ()
    articles: int = 0
    feeds: int | None = None
    notes: tuple[str, ...] = ()
    refused: int = 0


def take(library: Library, file: str, data: bytes) -> Taken:
    """Store what a file holds: a text, a page, a feed, a list of feeds, newsboat's cache; ImportFailedError."""
    from reader.ingest.feed import is_feed, is_page
    from reader.ingest.opml import is_opml

    if data.startswith(SQLITE):
        return _newsboat_cache(library, file)
    if is_opml(data):
        return _opml(library, file, data)
    if is_feed(data):
        return _feed(library, data)
    if is_page(data) or _named_page(file, data):
        return _page(library, data)
    return _urls(library, file, data) or _text(library, data)


def _named_page(file: str, data: bytes) -> bool:
    return Path(file).suffix.lower() in (".html", ".htm", ".xhtml") and b"<" in data[:65536]


def _text(library: Library, data: bytes) -> Taken:
    from reader.ingest.apart import apart
    from reader.ingest.seed import parse_seed

    return Taken(library.add([apart(parse_seed, data)]), 1)


def _page(library: Library, data: bytes) -> Taken:
    from reader.ingest.apart import apart
    from reader.ingest.fulltext import article_on

    return Taken(library.add([apart(article_on, data, needs="trafilatura")]), 1)


def _feed(library: Library, data: bytes) -> Taken:
    """The articles of a feed file; nothing is subscribed to, since a file does not say where it came from."""
    from reader.ingest.apart import apart

    articles, source = apart(_articles, data)
    if not articles:
        raise ImportFailedError("This feed holds no articles.")
    return Taken(library.add(articles, source=source), len(articles))


def _articles(data: bytes) -> tuple[list[ParsedArticle], str | None]:
    from reader.ingest.addresses import absolute
    from reader.ingest.feed import parse_feed
    from reader.ingest.feed_articles import articles_of

    document = parse_feed(data)
    return articles_of(document, absolute("", document.link) or ""), document.title or None


def _opml(library: Library, file: str, data: bytes) -> Taken:
    from reader.ingest.opml import parse_opml

    wanted, refused = parse_opml(data)
    return _subscribe(library, file, wanted, refused)


def _urls(library: Library, file: str, data: bytes) -> Taken | None:
    from reader.ingest.charset import decoded
    from reader.ingest.newsboat import is_urls_file, parse_urls

    if len(data) > 4_000_000 or b"\0" in data:
        return None
    text = decoded(data)
    if not is_urls_file(text):
        return None
    found = parse_urls(text)
    for name, query in found.filters.items():
        library.filters.keep(name, query)
    taken = _subscribe(library, file, found.feeds, found.refused)
    notes = tuple(f"the filter {name!r} is kept: tidewire list --filter {name!r}" for name in found.filters)
    return replace(taken, notes=notes)


def _subscribe(library: Library, file: str, wanted: Sequence[object], refused: Sequence[str]) -> Taken:
    from reader.model.feed import Subscription

    _tell_some(file, refused)
    kept = library.subscriptions.subscribe([each for each in wanted if isinstance(each, Subscription)])
    return Taken(feeds=sum(new for _, new in kept), refused=len(refused))


def _tell_some(file: str, refused: Sequence[str]) -> None:
    for sentence in refused[:MOST_TOLD]:
        tell(f"{file}: {sentence}")
    if len(refused) > MOST_TOLD:
        tell(f"{file}: {len(refused) - MOST_TOLD:,} more could not be taken.")


def _newsboat_cache(library: Library, file: str) -> Taken:
    """Articles of newsboat's cache, with what was read and flagged there; its feeds are subscribed to."""
    stored: list[str] = []
    refused: list[str] = []
    articles = feeds = read = starred = 0
    for taken in library.subscriptions.take_over_newsboat(Path(file)):
        stored += taken.stored
        articles += taken.articles
        feeds += taken.new
        read += taken.read
        starred += taken.starred
        refused += [f"{taken.refused} is no address on the web, and is not taken over."] if taken.refused else []
    _tell_some(file, refused)
    return Taken(tuple(stored), articles, feeds, (f"{read:,} marked as read, {starred:,} starred",), len(refused))
