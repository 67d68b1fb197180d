"""A feed's articles coming in: which are new, which are known by another name, and which have been edited."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reader.model.article import ParsedArticle
from reader.model.feed import Delivered, FeedState
from reader.store import structure
from reader.store.arrival import joining
from reader.store.arrival.familiar import Familiar, familiar
from reader.store.arrival.intake import INSERT, SAME_TEXT_FROM, first_row, values_of
from reader.store.arrival.keys import Keys, keys_of, spellings
from reader.store.arrival.teasers import find_teaser
from reader.store.connection import Connection, guarded
from reader.store.sql import marks, now, parts, storable
from reader.store.transactions import transaction

EARLIEST = "1970-01-01"
LONGER = 1.5  # how much longer a second feed's text must be to take the place of the first one's


@dataclass(frozen=True, slots=True)
class Incoming:
    """An article of a feed with all that can be known of it without the cache, so that another process can find out.

    `digest` is equal while the feed says the same; dates do not count, as some feeds date everything to this moment.
    """

    article: ParsedArticle
    keys: Keys
    digest: bytes
    spans: str | None


def incoming(article: ParsedArticle) -> Incoming:
    """Make an article ready to be delivered."""
    said = (article.title, article.text, article.url, article.authors, article.section, article.summary)
    digest = hashlib.blake2b(repr(said).encode("utf-8", "surrogatepass"), digest_size=16).digest()
    spans = structure.encoded(article.structure)
    bare = replace(article, structure=()) if article.structure else article  # many small objects, slow to hand over
    return Incoming(bare, keys_of(article.title, article.text), digest, spans)


@dataclass(slots=True)
class _Delivery:
    """One answer of one feed while it is being stored; `source` is the publisher of articles that name none."""

    db: Connection
    feed_id: int
    source: str | None
    moment: str
    shared_urls: frozenset[str | None]
    known: dict[str, tuple[int, bytes, bool]]
    taken: set[int]
    forgotten: frozenset[str]
    familiar: Familiar
    next_id: int
    rows: list[dict[str, str | bytes | int | None]] = field(default_factory=list)
    spans: list[tuple[int, str]] = field(default_factory=list)
    brought: list[tuple[int, str, int, bytes, bool]] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)


@guarded
def deliver(db: Connection, feed_id: int, articles: Sequence[Incoming], state: FeedState) -> Delivered | None:
    """Store all of an answer in one transaction, or nothing; None where the feed has been removed meanwhile.

    An article that the feed no longer lists stays. The reader's marks are never touched.
    """
    with transaction(db):
        feed = db.execute("SELECT coalesce(own_title, title) FROM feed WHERE id = ?", (feed_id,)).fetchone()
        if feed is None:
            return None
        delivery = _begin(db, feed_id, feed[0] or state.title, articles)
        for each in articles:
            _store(delivery, each)
        _write(delivery)
        _note(db, feed_id, state, changed=bool(delivery.new))
        return Delivered(tuple(delivery.new), tuple(delivery.changed))


def _begin(db: Connection, feed_id: int, source: str | None, articles: Sequence[Incoming]) -> _Delivery:
    urls = Counter(each.article.url for each in articles)
    known = _known(db, feed_id, [each.article.guid for each in articles])
    return _Delivery(
        db,
        feed_id,
        source,
        now(),
        frozenset(url for url, count in urls.items() if count > 1),
        known,
        {article_id for article_id, _, _ in known.values()},
        frozenset(guid for (guid,) in db.execute("SELECT guid FROM let_go WHERE feed_id = ?", (feed_id,))),
        familiar(db, [(each.article, each.keys) for each in articles if each.article.guid not in known]),
        db.execute("SELECT coalesce(max(id), 0) + 1 FROM article").fetchone()[0],
    )


def _known(db: Connection, feed_id: int, guids: Sequence[str]) -> dict[str, tuple[int, bytes, bool]]:
    found = {}
    for part in parts(guids):
        rows = db.execute(
            f"SELECT guid, article_id, hash, owns FROM feed_article WHERE feed_id = ? AND guid IN ({marks(part)})",  # noqa: S608
            (feed_id, *part),
        )
        found.update({guid: (article_id, digest, bool(owns)) for guid, article_id, digest, owns in rows})
    return found


def _store(delivery: _Delivery, each: Incoming) -> None:
    article = each.article
    if article.guid in delivery.known:
        article_id, before, owns = delivery.known[article.guid]
        if before != each.digest:
            _edited(delivery, each, article_id, owns=owns)
        return
    if article.guid in delivery.forgotten:
        return
    row = _known_otherwise(delivery, article, each.keys) if delivery.familiar.may_know(article, each.keys) else None
    if row is None:
        article_id = _insert(delivery, each)
        delivery.new.append(article.guid)
        owns = True
    else:
        article_id = row["id"]
        if _renamed(delivery, each, article_id):
            return
        owns = _join(delivery, each, row)
    delivery.taken.add(article_id)
    delivery.brought.append((delivery.feed_id, article.guid, article_id, each.digest, owns))


# -- known by another name


def _known_otherwise(delivery: _Delivery, article: ParsedArticle, keys: Keys) -> sqlite3.Row | None:
    """The stored article that this is, though this feed has not yet brought it under this guid."""
    for row in (
        _same_guid(delivery, article, keys),
        _same_address(delivery, article, keys),
        _same_page(delivery, article, keys),
        _same_text(delivery, article, keys),
        find_teaser(delivery.db, article, keys) if delivery.familiar.announced.may_hold(keys) else None,
    ):
        if row is not None and row["id"] not in delivery.taken:
            return row
    return None


def _same_guid(delivery: _Delivery, article: ParsedArticle, keys: Keys) -> sqlite3.Row | None:
    """A guid is another feed's as well only where address or title says the same."""
    agrees = "guid = ? AND (url = ? OR title_key = ?)"
    return first_row(delivery.db, agrees, (article.guid, article.url, keys.title_key or None))


def _same_address(delivery: _Delivery, article: ParsedArticle, keys: Keys) -> sqlite3.Row | None:
    if article.url is None or article.url in delivery.shared_urls:
        return None
    agrees = "url = ? AND (title_key = ? OR text = ?)"
    return first_row(delivery.db, agrees, (article.url, keys.title_key, article.text))


def _same_page(delivery: _Delivery, article: ParsedArticle, keys: Keys) -> sqlite3.Row | None:
    """The same words at the same page, whose address is spelt another way by now."""
    if article.url is None:
        return None
    ways = spellings(article.url)
    return first_row(delivery.db, f"text_hash = ? AND url IN ({marks(ways)})", (keys.text_hash, *ways))


def _same_text(delivery: _Delivery, article: ParsedArticle, keys: Keys) -> sqlite3.Row | None:
    """The same words in the same feed on the same day: its guid and its address have changed."""
    if len(article.text) < SAME_TEXT_FROM:
        return None
    agrees = (
        "text_hash = ? AND coalesce(substr(published, 1, 10) = substr(?, 1, 10), 1)"
        " AND id IN (SELECT article_id FROM feed_article WHERE feed_id = ?)"
    )
    return first_row(delivery.db, agrees, (keys.text_hash, article.published, delivery.feed_id))


def _renamed(delivery: _Delivery, each: Incoming, article_id: int) -> bool:
    """Let the new name take the place of the one that this feed had for the article; whether it had one."""
    named = "feed_id = ? AND article_id = ?"
    former = delivery.db.execute(
        f"SELECT guid, hash, owns FROM feed_article WHERE {named} ORDER BY owns DESC",  # noqa: S608
        (delivery.feed_id, article_id),
    ).fetchone()
    if former is None:
        return False
    guid, before, owns = former
    delivery.taken.add(article_id)
    delivery.db.execute(
        "UPDATE feed_article SET guid = ? WHERE feed_id = ? AND guid = ?", (each.article.guid, delivery.feed_id, guid)
    )
    if before != each.digest:
        _edited(delivery, each, article_id, owns=bool(owns))
    return True


def _join(delivery: _Delivery, each: Incoming, row: sqlite3.Row) -> bool:
    """Add this feed to an article's sources; whether the article's text is this feed's from now on."""
    article = each.article
    owned = delivery.db.execute("SELECT 1 FROM feed_article WHERE article_id = ? AND owns", (row["id"],)).fetchone()
    fuller = len(article.text) > LONGER * len(row["text"])
    if owned and not fuller:
        return False
    if fuller or row["is_teaser"]:
        if _replace(delivery, each, row["id"]):
            delivery.changed.append(article.guid)
        delivery.db.execute("UPDATE feed_article SET owns = 0 WHERE article_id = ?", (row["id"],))
    return True


# -- writing


def _insert(delivery: _Delivery, each: Incoming) -> int:
    article = each.article
    values = values_of(article, article.title, article.text, each.keys)
    values |= {"hash": b"", "fetched": delivery.moment, "listed": _listed(article, delivery.moment)}
    values["source"] = article.source or delivery.source
    article_id = values["id"] = delivery.next_id
    delivery.next_id += 1
    delivery.rows.append(values)
    if each.spans is not None:
        delivery.spans.append((article_id, each.spans))
    return article_id


def _write(delivery: _Delivery) -> None:
    """Store what is new, all at once; until now nothing had to know of it."""
    delivery.db.executemany(INSERT, delivery.rows)
    delivery.db.executemany("INSERT INTO structure VALUES (?, ?)", delivery.spans)
    delivery.db.executemany("INSERT INTO feed_article VALUES (?, ?, ?, ?, ?)", delivery.brought)


def _listed(article: ParsedArticle, fetched: str) -> str:
    """What lists are sorted by: the date of publication, but neither in the future nor before all news."""
    return max(EARLIEST, min(article.published or fetched, fetched))


def _edited(delivery: _Delivery, each: Incoming, article_id: int, *, owns: bool) -> None:
    guid = each.article.guid
    if owns and _replace(delivery, each, article_id):
        delivery.changed.append(guid)
        delivery.db.execute("INSERT OR REPLACE INTO revision VALUES (?, ?)", (article_id, delivery.moment))
    delivery.db.execute(
        "UPDATE feed_article SET hash = ? WHERE feed_id = ? AND guid = ?", (each.digest, delivery.feed_id, guid)
    )


def _replace(delivery: _Delivery, each: Incoming, article_id: int) -> bool:
    """Take what the feed says now; whether title or words have changed. A fetched full text stays."""
    db, article = delivery.db, each.article
    row = first_row(db, "id = ?", (article_id,))
    if row is None:
        return False
    text = article.text or row["text"]
    aside = db.execute("UPDATE original SET text = ?, spans = ? WHERE article_id = ?", (text, each.spans, article_id))
    if aside.rowcount:
        text = row["text"]
    elif article.text:
        structure.put(db, article_id, each.spans)
    title = article.title or row["title"]
    values = values_of(article, title, text, keys_of(title, text))
    values["source"] = article.source or delivery.source
    values |= {"id": article_id, "listed": _listed(article, row["fetched"])}
    if not article.authors:
        values["authors"] = row["authors"]
    db.execute(_UPDATE, values)
    return bool(values["text_hash"] != row["text_hash"])


_UPDATE = """UPDATE article SET url = coalesce(:url, url), title = :title, authors = :authors,
        source = coalesce(source, :source), section = coalesce(:section, section), lang = coalesce(:lang, lang),
        published = coalesce(:published, published), updated = coalesce(:updated, updated),
        summary = coalesce(:summary, summary), text = :text, listed = :listed,
        is_teaser = 0, text_hash = :text_hash, title_key = :title_key, opening = :opening
    WHERE id = :id"""


def _note(db: Connection, feed_id: int, state: FeedState, *, changed: bool) -> None:
    """Remember the answer."""
    moment = now()
    plan = (state.interval, state.next_fetch) if changed else (state.idle_interval, state.idle_fetch)
    db.execute(
        "UPDATE feed SET title = coalesce(?, title), site_url = coalesce(?, site_url), etag = ?, last_modified = ?,"
        " body_hash = ?, interval = ?, next_fetch = ?, checked = ?, changed = CASE WHEN ? THEN ? ELSE changed END,"
        " failures = 0, last_error = NULL, not_before = NULL, resting = NULL WHERE id = ?",
        (
            *(state.title and storable(state.title), state.site_url and storable(state.site_url)),
            *(state.etag, state.last_modified, state.body_hash, *plan),
            *(moment, changed, moment, feed_id),
        ),
    )
    if state.moved is not None:
        joining.move(db, feed_id, state.moved)
