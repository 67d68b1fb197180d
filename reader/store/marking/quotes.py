"""Quotations that the reader marked and keeps."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from reader.errors import NotFoundError
from reader.model.article import Article
from reader.model.place import around, find_again
from reader.model.quote import NewQuote, Quote
from reader.store.articles import article
from reader.store.connection import Connection, guarded
from reader.store.sql import integer, new_id, now
from reader.store.transactions import transaction

_SELECT = """SELECT q.id, q.article_id, q.words, q.before, q.after, q.start, q.cited, q.created, a.text
    FROM quote q LEFT JOIN article a ON a.id = q.article_id"""


@guarded
def add(db: Connection, marked: NewQuote) -> Quote:
    """Keep marked words, on the disk when this returns; the same words of the same place are kept once."""
    with transaction(db, durable=True):
        source = article(db, marked.article_id)
        words = source.text[marked.start : marked.end].strip()
        if not words:
            raise NotFoundError(f"There are no words to quote at this place of “{source.title}”.")
        start = source.text.index(words, marked.start)
        before, after = around(source.text, start, start + len(words))
        same = db.execute(
            "SELECT id FROM quote WHERE article_id = ? AND start = ? AND words = ?", (source.id, start, words)
        ).fetchone()
        quote_id = same[0] if same else None
        if quote_id is None:
            created = now()
            quote_id = new_id(
                db.execute(
                    "INSERT INTO quote (article_id, created, start, words, before, after, cited)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (source.id, created, start, words, before, after, _cited(source)),
                )
            )
    return one(db, quote_id)


@guarded
def one(db: Connection, quote_id: int) -> Quote:
    """One quotation; NotFoundError."""
    row = db.execute(f"{_SELECT} WHERE q.id = ?", (integer(quote_id),)).fetchone()
    if row is None:
        raise NotFoundError(f"There is no quotation {quote_id}.")
    return _quote(row)


@guarded
def listed(db: Connection, article_id: int | None = None) -> list[Quote]:
    """All quotations, newest first, or those of one article in the order of its text."""
    if article_id is None:
        return [_quote(row) for row in db.execute(f"{_SELECT} ORDER BY q.created DESC, q.id DESC")]
    rows = db.execute(f"{_SELECT} WHERE q.article_id = ? ORDER BY q.start, q.id", (integer(article_id),))
    return [_quote(row) for row in rows]


@guarded
def remove(db: Connection, quote_id: int) -> Quote:
    """Let go of a quotation; what it was. NotFoundError."""
    with transaction(db, durable=True):
        known = one(db, quote_id)
        db.execute("DELETE FROM quote WHERE id = ?", (integer(quote_id),))
    return known


@guarded
def put_back(db: Connection, quote: Quote) -> None:
    """Keep a quotation again that was let go, under its number; of an article that is gone meanwhile, its words."""
    with transaction(db, durable=True):
        db.execute(
            "INSERT OR IGNORE INTO quote (id, article_id, created, start, words, before, after, cited)"
            " VALUES (?, (SELECT id FROM article WHERE id = ?), ?, ?, ?, ?, ?, ?)",
            (
                *(quote.id, quote.article_id, quote.created, quote.start or 0),
                *(quote.words, quote.before, quote.after, quote.cited),
            ),
        )


def _cited(source: Article) -> str:
    from reader.cite.citation import Citation  # many know the library who never quote

    return json.dumps(Citation.from_article(source).to_csl(), ensure_ascii=False)


def _quote(values: Sequence[Any]) -> Quote:
    quote_id, article_id, words, before, after, start, cited, created, text = values
    place = find_again(text or "", words, before=before, after=after, near=start)
    start_now, end_now = place or (None, None)
    return Quote(quote_id, article_id, words, before, after, start_now, end_now, cited, created)
