"""Articles of another cache, or of a backup, joined to those that are here."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping

from reader.model.archive import SavedArticle, SavedTail
from reader.store import structure
from reader.store.arrival.intake import values_of
from reader.store.arrival.keys import Keys, keys_of
from reader.store.connection import Connection
from reader.store.marking.tags import normal
from reader.store.sql import new_id


class RestoredArticles:
    """The articles of one file; `feeds` leads from addresses to the ids of feeds here, and grows while it is read.

    Numbers of the file are kept where the cache is empty. All calls belong into the caller's transaction.
    """

    def __init__(self, db: Connection, feeds: Mapping[str, int]) -> None:
        self._db = db
        self._feeds = feeds
        self._keeps_numbers = db.execute("SELECT 1 FROM article LIMIT 1").fetchone() is None
        db.execute("CREATE TEMP TABLE IF NOT EXISTS brought (number INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE)")
        db.execute("DELETE FROM temp.brought")

    def take(self, article: SavedArticle) -> bool:
        """Store an article or join it to the one that it is here; whether it is new."""
        keys = keys_of(article.title, article.text)
        known = self._known(article, keys)
        if known is None:
            article_id = self._insert(article, keys)
        else:
            article_id = known["id"]
            if self._says_more(article, known, keys):
                self._write(article, article_id, keys)
        self._db.execute("INSERT OR IGNORE INTO temp.brought VALUES (?, ?)", (article.id, article_id))
        self._mark(article, article_id)
        self._name(article, article_id)
        return known is None

    def _known(self, article: SavedArticle, keys: Keys) -> sqlite3.Row | None:
        """The article of this cache that this one is; none that another record of the file has been already."""
        if self._keeps_numbers:
            return None
        for name in article.names:
            feed_id = self._feeds.get(name.url)
            if row := self._first(
                "id = (SELECT article_id FROM feed_article WHERE feed_id = ? AND guid = ?)", feed_id, name.guid
            ):
                return row
        same = "guid = ? AND source IS ? AND (text_hash = ? OR title_key = ? OR url = ?)"
        told = (article.guid, article.source, keys.text_hash, keys.title_key or None, article.url)
        return self._first(same, *told)

    def _first(self, condition: str, *values: object) -> sqlite3.Row | None:
        cursor = self._db.execute(
            f"SELECT * FROM article WHERE {condition}"  # noqa: S608
            " AND id NOT IN (SELECT id FROM temp.brought) ORDER BY id LIMIT 1",
            values,
        )
        cursor.row_factory = sqlite3.Row
        found: sqlite3.Row | None = cursor.fetchone()
        return found

    def _says_more(self, article: SavedArticle, known: sqlite3.Row, keys: Keys) -> bool:
        """Whether the file has the article where here is a teaser, its whole text, or a later edition of it."""
        if known["text_hash"] == keys.text_hash or article.is_teaser:
            return False
        if known["is_teaser"]:
            return True
        full = "SELECT EXISTS (SELECT 1 FROM original WHERE article_id = ?)"
        is_full = bool(self._db.execute(full, (known["id"],)).fetchone()[0])
        if is_full != (article.original is not None):
            return not is_full
        row = self._db.execute("SELECT happened FROM revision WHERE article_id = ?", (known["id"],)).fetchone()
        here: str = row[0] if row else known["fetched"]
        return (article.revised or article.fetched) > here

    def _insert(self, article: SavedArticle, keys: Keys) -> int:
        number = article.id if self._keeps_numbers and article.id and self._is_free(article.id) else None
        row = self._db.execute(
            "INSERT INTO article (id, guid, title, authors, fetched, listed, is_teaser, hash, text_hash, title_key,"
            " text) VALUES (?, ?, ?, '[]', ?, ?, ?, ?, ?, ?, ?)",
            (
                *(number, article.guid, article.title, article.fetched, article.listed, article.is_teaser),
                *(article.hash, keys.text_hash, keys.title_key, article.text),
            ),
        )
        article_id = new_id(row)
        self._write(article, article_id, keys)
        return article_id

    def _is_free(self, number: int) -> bool:
        return self._db.execute("SELECT 1 FROM article WHERE id = ?", (number,)).fetchone() is None

    def _write(self, article: SavedArticle, article_id: int, keys: Keys) -> None:
        """All that the publisher says of an article, in the place of what stood there."""
        db = self._db
        values = values_of(article.parsed, article.title, article.text, keys)
        values |= {"id": article_id, "hash": article.hash, "is_teaser": article.is_teaser, "listed": article.listed}
        db.execute(_WRITE, values)
        structure.put(db, article_id, structure.encoded(article.structure))
        if article.revised is not None:
            db.execute("INSERT OR REPLACE INTO revision VALUES (?, ?)", (article_id, article.revised))
        if (was := article.original) is not None:
            authors = json.dumps(was.authors, ensure_ascii=False)
            db.execute(
                "INSERT OR REPLACE INTO original VALUES (?, ?, ?, ?, ?, ?)",
                (article_id, was.text, structure.encoded(was.structure), authors, was.published, was.fetched),
            )

    def _mark(self, article: SavedArticle, article_id: int) -> None:
        """What is marked here or there is marked; where one left off here stays."""
        if article.read or article.starred:
            self._db.execute(
                "INSERT INTO status (article_id, read, starred) VALUES (?, ?, ?) ON CONFLICT (article_id) DO UPDATE"
                " SET read = max(read, excluded.read), starred = max(starred, excluded.starred)",
                (article_id, article.read, article.starred),
            )
        if article.cited:
            self._db.execute("INSERT OR IGNORE INTO citation VALUES (?)", (article_id,))
        if len(article.place) == 2:
            self._db.execute("INSERT OR IGNORE INTO place VALUES (?, ?, ?)", (article_id, *article.place))
        names = {normal(name) for name in article.tags} - {""}
        self._db.executemany("INSERT OR IGNORE INTO tag VALUES (?, ?)", [(article_id, name) for name in names])

    def _name(self, article: SavedArticle, article_id: int) -> None:
        """What feeds call the article; a text that is another feed's here stays that."""
        owned = "NOT EXISTS (SELECT 1 FROM feed_article WHERE article_id = ?3 AND owns)"
        for name in article.names:
            if name.url in self._feeds:
                self._db.execute(
                    f"INSERT OR IGNORE INTO feed_article SELECT ?1, ?2, ?3, ?4, ?5 AND {owned}",
                    (self._feeds[name.url], name.guid, article_id, name.hash, name.owns),
                )

    def tail(self, tail: SavedTail) -> None:
        """What the publisher printed under an article; where the cache knows that already, it stays."""
        article_id = self.here(tail.article)
        if (
            article_id is None
            or self._db.execute("SELECT 1 FROM listed WHERE article_id = ?", (article_id,)).fetchone()
        ):
            return
        for place, number in enumerate(tail.targets):
            target = self.here(number)
            if target is not None and target != article_id:
                self._db.execute("INSERT OR IGNORE INTO listed VALUES (?, ?, ?)", (article_id, target, place))

    def here(self, number: int | None) -> int | None:
        """The id here of an article of the file."""
        row = self._db.execute("SELECT id FROM temp.brought WHERE number = ?", (number,)).fetchone()
        return None if row is None else int(row[0])


_WRITE = """UPDATE article SET guid = :guid, url = coalesce(:url, url), title = :title, authors = :authors,
        source = coalesce(source, :source), section = coalesce(:section, section), lang = coalesce(:lang, lang),
        published = coalesce(:published, published), updated = coalesce(:updated, updated),
        summary = coalesce(:summary, summary), text = :text, listed = :listed, is_teaser = :is_teaser,
        hash = :hash, text_hash = :text_hash, title_key = :title_key, opening = :opening
    WHERE id = :id"""
