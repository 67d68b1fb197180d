"""Records of another cache, or of a backup, taken into this one; what is here already stays."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from reader.errors import QueryError
from reader.model.archive import (
    End,
    Header,
    ReadArticles,
    Record,
    SavedArticle,
    SavedFeed,
    SavedMute,
    SavedQuote,
    SavedSearch,
    SavedTail,
    SavedWatch,
)
from reader.model.correction import Correction
from reader.query import parse, write
from reader.store.connection import Connection, guarded
from reader.store.database import expect_much
from reader.store.marking import mutes
from reader.store.resolving import corrections
from reader.store.safety.restored import RestoredArticles
from reader.store.transactions import transaction

AT_ONCE = 200  # records in a transaction


@dataclass(frozen=True, slots=True)
class Restored:
    """What a file brought: the guids of new articles, how many it held, and how many of each other kind were new."""

    stored: tuple[str, ...]
    articles: int
    new: Mapping[str, int]


@guarded
def take_in(db: Connection, records: Iterable[Record], *, trusted: bool = False) -> Restored:
    """Store records, a few hundred in each transaction; what of them was new.

    Cut off at any moment, what was stored is whole, and the same file brings the rest. Numbers of articles are kept
    where the cache is empty. `trusted`: the file is our own, so that an address that the reader typed still is one.
    """
    expect_much(db)
    restoring = _Restoring(db, trusted=trusted)
    stream = iter(records)
    while batch := list(islice(stream, AT_ONCE)):
        with transaction(db, durable=True):
            for record in batch:
                restoring.take(record)
    with transaction(db, durable=True):
        restoring.finish()
    restoring.new["corrections"] = corrections.take_in(db, restoring.corrections)
    restoring.new["mutes"] = sum(_mute(db, rule) for rule in restoring.mutes)
    return Restored(tuple(restoring.stored), restoring.seen, restoring.new)


def _mute(db: Connection, rule: SavedMute) -> bool:
    """Keep a rule that is not here yet; one that cannot be understood any more is left out."""
    try:
        wanted = parse(rule.filter)
    except QueryError:
        return False
    if any(write(mute.filter) == write(wanted) for mute in mutes.listed(db)):
        return False
    mutes.add(db, wanted, rule.until)
    return True


class _Restoring:
    """What has to be known from one record to the next."""

    def __init__(self, db: Connection, *, trusted: bool) -> None:
        self._db = db
        self._trusted = trusted
        self._feeds: dict[str, int] = {}
        self._articles = RestoredArticles(db, self._feeds)
        self._watches: list[tuple[int, SavedWatch]] = []
        self.corrections: list[Correction] = []
        self.mutes: list[SavedMute] = []
        self.new: Counter[str] = Counter()
        self.stored: list[str] = []
        self.seen = 0
        self._ways: dict[type, Callable[[Any], None]] = {
            SavedFeed: self._feed,
            SavedArticle: self._article,
            SavedTail: self._articles.tail,
            ReadArticles: self._read,
            SavedQuote: self._quote,
            SavedSearch: self._search,
            SavedWatch: self._watch,
            SavedMute: self.mutes.append,
            Correction: self.corrections.append,
            Header: self._nothing,
            End: self._nothing,
        }

    def take(self, record: Record) -> None:
        self._ways[type(record)](record)

    def finish(self) -> None:
        """Watches come last: what they know is all that has been brought."""
        (last,) = self._db.execute("SELECT coalesce(max(id), 0) FROM article").fetchone()
        for entity_id, watch in self._watches:
            made = self._db.execute("INSERT OR IGNORE INTO watch VALUES (?, ?, ?)", (entity_id, watch.since, last))
            self.new["watches"] += made.rowcount
            for number in watch.news:
                self._db.execute(
                    "INSERT OR IGNORE INTO watch_news SELECT ?, id FROM temp.brought WHERE number = ?",
                    (entity_id, number),
                )

    def _nothing(self, record: Record) -> None:
        pass

    def _feed(self, feed: SavedFeed) -> None:
        """What is said of a feed here already stays."""
        db = self._db
        made = db.execute("INSERT OR IGNORE INTO feed (url) VALUES (?)", (feed.url,)).rowcount
        self.new["feeds"] += made
        db.execute(
            "UPDATE feed SET own_title = coalesce(own_title, ?1), title = coalesce(title, ?2),"
            " site_url = coalesce(site_url, ?3), folder = coalesce(folder, ?4),"
            " tags = CASE tags WHEN '[]' THEN ?5 ELSE tags END, typed = max(typed, ?6),"
            " user_agent = coalesce(user_agent, ?7), full_text = max(full_text, ?8), added = coalesce(added, ?9),"
            " changed = coalesce(changed, ?10) WHERE url = ?11",
            (
                *(feed.own_title, feed.title, feed.site_url, feed.folder, json.dumps(feed.tags, ensure_ascii=False)),
                *(feed.typed and self._trusted, feed.user_agent, feed.full_text, feed.added, feed.changed, feed.url),
            ),
        )
        (feed_id,) = db.execute("SELECT id FROM feed WHERE url = ?", (feed.url,)).fetchone()
        self._feeds[feed.url] = feed_id
        if feed.secret is not None:
            secret = (feed_id, feed.secret.user, feed.secret.password, feed.secret.token)
            db.execute("INSERT OR IGNORE INTO secret VALUES (?, ?, ?, ?)", secret)
        known = "SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM feed_article WHERE feed_id = ?1 AND guid = ?2)"
        db.executemany(f"INSERT OR IGNORE INTO let_go {known}", [(feed_id, guid) for guid in feed.let_go])

    def _article(self, article: SavedArticle) -> None:
        self.seen += 1
        if self._articles.take(article):
            self.stored.append(article.guid)

    # -- what the reader made

    def _read(self, read: ReadArticles) -> None:
        """Articles that are not here yet are marked when they come."""
        for guid in read.guids:
            same = "FROM article WHERE guid = ?1 AND (?2 IS NULL OR source IS ?2)"
            marked = self._db.execute(
                f"INSERT INTO status (article_id, read) SELECT id, 1 {same} ON CONFLICT DO UPDATE SET read = 1",
                (guid, read.source),
            ).rowcount
            if marked < 1:
                self._db.execute("INSERT OR IGNORE INTO awaited VALUES (?, ?)", (guid, read.source or ""))

    def _quote(self, quote: SavedQuote) -> None:
        article_id = self._articles.here(quote.article)
        same = "words = ? AND start = ? AND (article_id IS ? OR article_id IS NULL) AND cited = ?"
        known = self._db.execute(
            f"SELECT id FROM quote WHERE {same}",  # noqa: S608
            (quote.words, quote.start, article_id, quote.cited),
        ).fetchone()
        if known is None:
            self.new["quotes"] += 1
            self._db.execute(
                "INSERT INTO quote (article_id, created, start, words, before, after, cited)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (article_id, quote.created, quote.start, quote.words, quote.before, quote.after, quote.cited),
            )

    def _search(self, search: SavedSearch) -> None:
        """One of the same name that finds something else is kept beside it."""
        said = {"text": search.text, "unread": search.unread, "starred": search.starred, "filter": search.filter}
        query = json.dumps(said, ensure_ascii=False)
        for name in _names_like(search.name):
            known = self._db.execute("SELECT query FROM saved_filter WHERE name = ?", (name,)).fetchone()
            if known is None:
                self._db.execute("INSERT INTO saved_filter VALUES (?, ?)", (name, query))
                self.new["searches"] += 1
                return
            if json.loads(known[0]) in (said, {key: value for key, value in said.items() if key != "filter" or value}):
                return

    def _watch(self, watch: SavedWatch) -> None:
        entity_id, _ = corrections.known_as(self._db, watch.entity)
        self._watches.append((entity_id, watch))


def _names_like(name: str) -> Iterator[str]:
    yield name
    for number in range(2, 1000):
        yield f"{name} ({number})"
