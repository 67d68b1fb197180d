"""Stored articles, read back as rows of a list, whole, or by whatever a reader calls them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from reader.errors import NotFoundError
from reader.model.article import Article, ArticleRow
from reader.store import structure
from reader.store.arrival.keys import words_key
from reader.store.connection import Connection, guarded
from reader.store.search import match_expression
from reader.store.sql import integer, marks, parts, storable

_ROW = """SELECT a.id, a.guid, a.title, a.url, a.source, a.authors, a.section, a.published,
    coalesce(s.read, 0), coalesce(s.starred, 0), a.is_teaser,
    NOT EXISTS (SELECT 1 FROM outbox WHERE article_id = a.id)
        AND NOT EXISTS (SELECT 1 FROM failure WHERE article_id = a.id),
    (SELECT count(*) FROM article_entity WHERE article_id = a.id), m.storyline_id, coalesce(l.articles, 0),
    a.fetched, a.listed"""
_WHOLE = """a.text, a.lang, a.summary, a.updated,
    (SELECT spans FROM structure WHERE article_id = a.id), (SELECT happened FROM revision WHERE article_id = a.id),
    EXISTS (SELECT 1 FROM original WHERE article_id = a.id)"""
_FROM = """FROM article a LEFT JOIN status s ON s.article_id = a.id
    LEFT JOIN storyline_article m ON m.article_id = a.id LEFT JOIN storyline l ON l.id = m.storyline_id"""
_WIDTH = 17


def rows_of(db: Connection, ids: Sequence[int]) -> list[ArticleRow]:
    """Rows of these articles, in the order of the ids; one that is no longer there is left out."""
    found: dict[int, ArticleRow] = {}
    for part in parts(ids):
        found.update((row[0], _row(row)) for row in db.execute(f"{_ROW} {_FROM} WHERE a.id IN ({marks(part)})", part))
    return [found[article_id] for article_id in ids if article_id in found]


def _row(values: Sequence[Any]) -> ArticleRow:
    (article_id, guid, title, url, source, authors, section, published, *rest) = values[:_WIDTH]
    (read, starred, is_teaser, done, entities, storyline, story_size, fetched, listed) = rest
    return ArticleRow(
        id=article_id,
        guid=guid,
        title=title,
        url=url,
        source=source,
        authors=_authors(authors),
        section=section,
        published=published,
        read=bool(read),
        starred=bool(starred),
        is_teaser=bool(is_teaser),
        annotated=bool(done),
        entities=entities,
        storyline=storyline,
        story_size=story_size,
        fetched=fetched,
        listed=listed,
    )


@lru_cache(512)
def _authors(stored: str) -> tuple[str, ...]:
    """The names of those who wrote an article, as stored; the same few write most of what one list shows."""
    return tuple(json.loads(stored))


@guarded
def article(db: Connection, article_id: int) -> Article:
    """One article with its text; NotFoundError."""
    row = db.execute(f"{_ROW}, {_WHOLE} {_FROM} WHERE a.id = ?", (integer(article_id),)).fetchone()
    if row is None:
        raise NotFoundError(f"There is no article {article_id} in the cache.")
    text, lang, summary, updated, spans, revised, full = row[_WIDTH:]
    shown = _row(row)
    return Article(shown, text, lang, summary, shown.fetched, updated, structure.decoded(spans), revised, bool(full))


@guarded
def find(db: Connection, ref: str) -> Article:
    """The article a reader means: by id, guid, address, exact title, else by the beginning or the words of its title.

    NotFoundError says which titles are near, or that several answer.
    """
    ref = storable(ref).strip()
    for look_up in (_by_identity, _by_title, _by_title_start, _by_words):  # each only where those before found nothing
        candidates = look_up(db, ref)
        if len(candidates) == 1:
            return article(db, candidates[0])
        if candidates:
            raise NotFoundError(_ambiguous(db, ref, candidates))
    raise NotFoundError(_nothing(db, ref))


def _by_identity(db: Connection, ref: str) -> list[int]:
    if ref.isascii() and ref.isdigit():
        found = _ids(db.execute("SELECT id FROM article WHERE id = ?", (integer(int(ref)),)))
        if found:
            return found
    return _ids(db.execute("SELECT id FROM article WHERE guid = ?1 OR url = ?1 ORDER BY is_teaser LIMIT 10", (ref,)))


def _by_title(db: Connection, ref: str) -> list[int]:
    key = words_key(ref)
    found = _ids(db.execute("SELECT id FROM article WHERE title_key = ? AND title = ? LIMIT 10", (key, ref)))
    return found or _ids(db.execute("SELECT id FROM article WHERE title_key = ? LIMIT 10", (key or None,)))


def _by_title_start(db: Connection, ref: str) -> list[int]:
    key = words_key(ref)
    if not key:
        return []
    bounds = (key, key + "\U0010ffff")
    return _ids(db.execute("SELECT id FROM article WHERE title_key >= ? AND title_key < ? LIMIT 10", bounds))


def _by_words(db: Connection, ref: str) -> list[int]:
    words = match_expression(ref)
    if words is None:
        return []
    match = f"title : ({' AND '.join(words.split(' '))})"
    return _ids(db.execute("SELECT rowid FROM article_fts WHERE article_fts MATCH ? LIMIT 10", (match,)))


def _ids(found: Iterable[sqlite3.Row | tuple[int, ...]]) -> list[int]:
    return [row[0] for row in found]


def _titles(db: Connection, ids: Sequence[int]) -> str:
    return "; ".join(f"{row.id} “{row.title}”" for row in rows_of(db, ids[:3]))


def _ambiguous(db: Connection, ref: str, candidates: Sequence[int]) -> str:
    more = ", and more" if len(candidates) > 3 else ""
    return f"“{_short(ref)}” may be any of several articles: {_titles(db, candidates)}{more}; name one by its number."


def _nothing(db: Connection, ref: str) -> str:
    words = match_expression(ref)
    near: list[int] = []
    if words is not None:
        match = " OR ".join(words.split(" "))
        near = _ids(
            db.execute("SELECT rowid FROM article_fts WHERE article_fts MATCH ? ORDER BY rank LIMIT 3", (match,))
        )
    hint = f"; the nearest are {_titles(db, near)}" if near else ""
    return f"No article is called “{_short(ref)}”{hint}."


def _short(ref: str) -> str:
    return ref if len(ref) <= 80 else f"{ref[:79]}…"
