"""Articles coming in: which of them are new, which are known under another guid, and what has changed."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reader.model.article import ParsedArticle
from reader.store import structure
from reader.store.arrival.familiar import Announced, announced
from reader.store.arrival.keys import Keys, content_hash, keys_of
from reader.store.arrival.teasers import find_teaser, list_teasers
from reader.store.connection import Connection, guarded
from reader.store.sql import new_id, now
from reader.store.transactions import transaction

_JSON = json.JSONEncoder(ensure_ascii=False).encode  # made once: making one takes longer than its work
SAME_TEXT_FROM = 100  # characters; shorter texts are too often alike without being the same


@dataclass(frozen=True, slots=True)
class _Batch:
    """What has to be known of all the articles of one call: when they came, and what they are named by.

    `announced` is None where they print teasers themselves, which may announce one of them.
    """

    fetched: str
    guids: frozenset[tuple[str, str | None]]
    shared_urls: frozenset[str | None]
    announced: Announced | None


@guarded
def add(db: Connection, articles: Sequence[ParsedArticle], *, source: str | None = None) -> tuple[str, ...]:
    """Store a feed or file in one transaction; the guids of what was new or has changed.

    `source` names the publisher of articles that do not name theirs. The reader's marks are never touched.
    """
    named = [article if article.source else replace(article, source=source) for article in articles]
    keyed = [(article, keys_of(article.title, article.text)) for article in named]
    with transaction(db):
        batch = _begin(db, keyed)
        return tuple(dict.fromkeys(article.guid for article, keys in keyed if _store(db, article, keys, batch)))


def _begin(db: Connection, keyed: Sequence[tuple[ParsedArticle, Keys]]) -> _Batch:
    urls = Counter(article.url for article, _ in keyed)
    return _Batch(
        fetched=now(),
        guids=frozenset((article.guid, article.source) for article, _ in keyed),
        shared_urls=frozenset(url for url, count in urls.items() if count > 1),
        announced=None if any(each.teasers for each, _ in keyed) else announced(db, [keys for _, keys in keyed]),
    )


def _store(db: Connection, article: ParsedArticle, keys: Keys, batch: _Batch) -> bool:
    digest = content_hash(article)
    known = first_row(db, "guid = ? AND source IS ?", (article.guid, article.source))
    if known is None:
        known = _known_otherwise(db, article, keys, batch)
    if known is not None and known["hash"] == digest:
        if known["guid"] != article.guid:
            db.execute("UPDATE article SET guid = ? WHERE id = ?", (article.guid, known["id"]))
        return False
    if known is None:
        article_id = _insert(db, article, keys, digest, batch.fetched)
    else:
        article_id = known["id"]
        _update(db, article, digest, known)
    if known is not None or article.structure:
        structure.put(db, article_id, structure.encoded(article.structure))
    list_teasers(db, article_id, article.teasers, batch.fetched)
    return True


def _known_otherwise(db: Connection, article: ParsedArticle, keys: Keys, batch: _Batch) -> sqlite3.Row | None:
    """The stored row of an article that came under another guid: by its address, by its very text, or as a teaser."""
    found = _same_address(db, article, keys, batch) or _same_text(db, article, keys, batch)
    if found is None and (batch.announced is None or batch.announced.may_hold(keys)):
        return find_teaser(db, article, keys)
    return found


def _same_address(db: Connection, article: ParsedArticle, keys: Keys, batch: _Batch) -> sqlite3.Row | None:
    """An address says little where several articles share it, so title or text has to agree as well."""
    if article.url is None or article.url in batch.shared_urls:
        return None
    agrees = "url = ? AND (title_key = ? OR text = ?)"
    found = first_row(db, agrees, (article.url, keys.title_key, article.text))
    return None if found is None or (found["guid"], found["source"]) in batch.guids else found


def _same_text(db: Connection, article: ParsedArticle, keys: Keys, batch: _Batch) -> sqlite3.Row | None:
    """A new publication by the same source; two items of one feed, or of two days, are two articles."""
    if article.source is None or len(article.text) < SAME_TEXT_FROM:
        return None
    same_day = "coalesce(substr(published, 1, 10) = substr(?, 1, 10), 1)"
    agrees = f"text_hash = ? AND source IS ? AND {same_day}"
    found = first_row(db, agrees, (keys.text_hash, article.source, article.published))
    return None if found is None or (found["guid"], found["source"]) in batch.guids else found


def first_row(db: Connection, condition: str, values: tuple[str | bytes | int | None, ...]) -> sqlite3.Row | None:
    """The first article of which a condition is true."""
    cursor = db.execute(f"SELECT * FROM article WHERE {condition} ORDER BY id LIMIT 1", values)  # noqa: S608
    cursor.row_factory = sqlite3.Row
    found: sqlite3.Row | None = cursor.fetchone()
    return found


def _insert(db: Connection, article: ParsedArticle, keys: Keys, digest: bytes, fetched: str) -> int:
    values = values_of(article, article.title, article.text, keys)
    values |= {"id": None, "hash": digest, "fetched": fetched, "listed": article.published or fetched}
    row = db.execute(INSERT, values)
    return new_id(row)


def _update(db: Connection, article: ParsedArticle, digest: bytes, known: sqlite3.Row) -> None:
    """Take what the article says now; what it no longer says at all stays as it was."""
    title, text = article.title or known["title"], article.text or known["text"]
    values = values_of(article, title, text, keys_of(title, text))
    if not article.authors:
        values["authors"] = known["authors"]
    db.execute(_UPDATE, values | {"hash": digest, "id": known["id"]})


def values_of(article: ParsedArticle, title: str, text: str, keys: Keys) -> dict[str, str | bytes | int | None]:
    """The columns of the article table that an article says, and the keys it is recognised by."""
    return {
        "guid": article.guid,
        "url": article.url,
        "title": title,
        "authors": _JSON(article.authors),
        "source": article.source,
        "section": article.section,
        "lang": article.lang,
        "published": article.published,
        "updated": article.updated,
        "summary": article.summary,
        "text": text,
        "text_hash": keys.text_hash,
        "title_key": keys.title_key,
        "opening": keys.opening,
    }


INSERT = """INSERT INTO article (id, guid, url, title, authors, source, section, lang, published, updated, summary,
        text, fetched, listed, is_teaser, hash, text_hash, title_key, opening)
    VALUES (:id, :guid, :url, :title, :authors, :source, :section, :lang, :published, :updated, :summary,
        :text, :fetched, :listed, 0, :hash, :text_hash, :title_key, :opening)"""
_UPDATE = """UPDATE article SET guid = :guid, url = coalesce(:url, url), title = :title, authors = :authors,
        source = coalesce(:source, source), section = coalesce(:section, section), lang = coalesce(:lang, lang),
        published = coalesce(:published, published), updated = coalesce(:updated, updated),
        summary = coalesce(:summary, summary), text = :text, listed = coalesce(:published, published, fetched),
        is_teaser = 0, hash = :hash, text_hash = :text_hash, title_key = :title_key, opening = :opening
    WHERE id = :id"""
