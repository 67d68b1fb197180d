"""Stories known by headline and first words only, until the article itself comes in."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence

from reader.model.article import ParsedArticle, Teaser
from reader.store.arrival.keys import OPENING, Keys, first_words, keys_of, opening_key, words_key
from reader.store.connection import Connection
from reader.store.sql import new_id

_TELLING_TITLE = 3  # words; a shorter headline ("Opinion") may stand over many articles


def find_teaser(db: Connection, article: ParsedArticle, keys: Keys) -> sqlite3.Row | None:
    """The teaser that announced this article, if one is stored."""
    for row in _alike(db, keys.title_key, keys.opening, "is_teaser"):
        if _announces(row["title_key"], row["text"], keys.title_key, article.text):
            return row
    return None


def list_teasers(db: Connection, article_id: int, teasers: Sequence[Teaser], fetched: str) -> None:
    """Replace what the publisher printed under an article; a story not yet known is stored as a teaser."""
    db.execute("DELETE FROM listed WHERE article_id = ?", (article_id,))
    for place, teaser in enumerate(teasers):
        target = _target(db, article_id, teaser)
        if target is None:
            target = _insert(db, article_id, teaser, fetched)
        db.execute("INSERT OR IGNORE INTO listed VALUES (?, ?, ?)", (article_id, target, place))


def _target(db: Connection, article_id: int, teaser: Teaser) -> int | None:
    key = words_key(teaser.title)
    for row in _alike(db, key, opening_key(teaser.text), "1"):
        if row["id"] != article_id and _announces(key, teaser.text, row["title_key"], row["text"]):
            return int(row["id"])
    return None


def _alike(db: Connection, title: str, opening: str | None, condition: str) -> list[sqlite3.Row]:
    """Stored articles with this folded title or these first words, full ones first, then the newest."""
    cursor = db.execute(
        f"SELECT * FROM article WHERE (title_key = ? OR opening = ?) AND {condition}"  # noqa: S608
        " ORDER BY is_teaser, listed DESC, id LIMIT 20",
        (title or None, opening),
    )
    cursor.row_factory = sqlite3.Row
    return cursor.fetchall()


def _announces(title: str, teaser: str, other_title: str, other_text: str) -> bool:
    """True where headline and first words (of which `title` is folded) speak of the other article."""
    words = first_words(teaser)
    if len(words) >= OPENING and words_key(other_text[: 2 * len(teaser)]).startswith(words):
        return True
    return title == other_title and (len(title.split()) >= _TELLING_TITLE or len(words) < OPENING)


def _insert(db: Connection, article_id: int, teaser: Teaser, fetched: str) -> int:
    """A teaser without a date of its own stands in lists where the article that announces it stands."""
    keys = keys_of(teaser.title, teaser.text)
    guid = f"teaser:{hashlib.blake2b((keys.title_key or teaser.title).encode(), digest_size=12).hexdigest()}"
    row = db.execute(
        "INSERT INTO article (guid, title, authors, section, fetched, listed, is_teaser, hash, text_hash, title_key,"
        " opening, text) SELECT ?, ?, '[]', ?, ?, listed, 1, x'', ?, ?, ?, ? FROM article WHERE id = ?",
        (
            *(guid, teaser.title, teaser.section, fetched),
            *(keys.text_hash, keys.title_key, keys.opening, teaser.text, article_id),
        ),
    )
    return new_id(row)
