"""newsboat's own cache, read: its feeds, their articles, and which were read or flagged."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from reader.errors import ImportFailedError
from reader.ingest.clean import clean_line
from reader.ingest.fields import web_address
from reader.model.article import LONGEST_TEXT, ParsedArticle
from reader.model.feed import Entry, FeedDocument, FeedState, Markup
from reader.store.arrival import delivery
from reader.store.connection import Connection, guarded
from reader.store.transactions import transaction


@dataclass(frozen=True, slots=True)
class OldFeed:
    """A feed as newsboat knew it: its document, and the guids that were read, flagged, and deleted."""

    url: str
    document: FeedDocument
    read: frozenset[str]
    flagged: frozenset[str]
    deleted: frozenset[str] = frozenset()


def old_feeds(path: Path) -> Iterator[OldFeed | str]:
    """Every feed of such a cache, of one that is not on the web (a program, a filter) what it is called there.

    The file is opened for reading only. ImportFailedError where it is none.
    """
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            db.text_factory = lambda data: data.decode("utf-8", "replace")
            for url, title, site in db.execute("SELECT rssurl, title, url FROM rss_feed ORDER BY rssurl").fetchall():
                address = web_address(str(url))
                yield _old_feed(db, str(url), address, str(title or ""), str(site or "")) if address else str(url)
    except sqlite3.Error:
        raise ImportFailedError("This is a database, but not newsboat's cache.") from None


def _old_feed(db: sqlite3.Connection, url: str, address: str, title: str, site: str) -> OldFeed:
    rows = db.execute(
        "SELECT guid, title, author, url, pubDate, content, unread, coalesce(flags, '') FROM rss_item"
        " WHERE feedurl = ? AND NOT coalesce(deleted, 0) ORDER BY pubDate DESC",
        (url,),
    ).fetchall()
    entries, read, flagged = [], set(), set()
    for guid, item_title, author, link, published, content, unread, flags in rows:
        name = clean_line(str(guid))
        entries.append(
            Entry(
                title=clean_line(str(item_title or "")),
                link=clean_line(str(link or "")),
                id=name,
                authors=(clean_line(str(author)),) if author else (),
                content=Markup(str(content)[:LONGEST_TEXT], html=True, base=str(link or "")) if content else None,
                published=_moment(published),
            )
        )
        if not unread:
            read.add(name)
        if flags:
            flagged.add(name)
    gone = db.execute("SELECT guid FROM rss_item WHERE feedurl = ? AND deleted", (url,))
    deleted = frozenset(clean_line(str(guid)) for (guid,) in gone)
    document = FeedDocument(clean_line(title), clean_line(site), tuple(entries))
    return OldFeed(address, document, frozenset(read), frozenset(flagged), deleted)


def _moment(seconds: object) -> str | None:
    if not isinstance(seconds, int) or seconds <= 0:
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return None


@guarded
def take_over(
    db: Connection, feed_id: int, articles: list[ParsedArticle], old: OldFeed
) -> tuple[tuple[str, ...], int, int]:
    """Store a feed's articles and their marks; the guids that were new, how many are marked read, how many starred.

    A mark that is set here already stays. What was deleted there does not come with the next reload.
    """
    state = FeedState(title=old.document.title or None, site_url=web_address(old.document.link))
    delivered = delivery.deliver(db, feed_id, [delivery.incoming(article) for article in articles], state)
    with transaction(db, durable=True):
        read = _mark(db, feed_id, "read", old.read)
        starred = _mark(db, feed_id, "starred", old.flagged)
        db.executemany(
            "INSERT OR IGNORE INTO let_go SELECT ?1, ?2"
            " WHERE NOT EXISTS (SELECT 1 FROM feed_article WHERE feed_id = ?1 AND guid = ?2)",
            [(feed_id, guid) for guid in sorted(old.deleted)],
        )
    return (delivered.new if delivered else ()), read, starred


def _mark(db: Connection, feed_id: int, name: str, guids: frozenset[str]) -> int:
    marked = db.executemany(
        f"INSERT INTO status (article_id, {name}) SELECT article_id, 1 FROM feed_article"  # noqa: S608
        f" WHERE feed_id = ? AND guid = ? ON CONFLICT (article_id) DO UPDATE SET {name} = 1 WHERE NOT {name}",
        [(feed_id, guid) for guid in sorted(guids)],
    )
    return marked.rowcount
