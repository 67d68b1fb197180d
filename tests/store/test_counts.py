"""The counts that are kept beside the articles: they are what counting everything gives, whatever is done."""

import random
import sqlite3
from contextlib import suppress

import pytest

from reader.store.database import connect
from reader.store.schema.counts import FILL

DAYS = ("2024-01-01", "2024-01-01T08:00:00Z", "2024-02-03", "2024-02-03T23:59:59Z")
_ARTICLE = """INSERT INTO article
    (id, guid, title, authors, fetched, listed, is_teaser, hash, text_hash, title_key, text)
    VALUES (?1, ?1, 'Title', '[]', '2024', ?2, 0, '', '', '', 'Text')"""
OPERATIONS = {
    _ARTICLE: lambda any_: (any_.randrange(12), any_.choice(DAYS)),
    "DELETE FROM article WHERE id = ?": lambda any_: (any_.randrange(12),),
    "UPDATE article SET listed = ? WHERE id = ?": lambda any_: (any_.choice(DAYS), any_.randrange(12)),
    """INSERT INTO status (article_id, read) VALUES (?, ?)
        ON CONFLICT (article_id) DO UPDATE SET read = excluded.read""": lambda any_: (
        any_.randrange(12),
        any_.randrange(2),
    ),
    "DELETE FROM status WHERE article_id = ?": lambda any_: (any_.randrange(12),),
    "INSERT INTO muted VALUES (?, 1)": lambda any_: (any_.randrange(12),),
    "DELETE FROM muted WHERE article_id = ?": lambda any_: (any_.randrange(12),),
    "INSERT INTO feed (id, url) VALUES (?1, ?1)": lambda any_: (any_.randrange(3),),
    "DELETE FROM feed WHERE id = ?": lambda any_: (any_.randrange(3),),
    "INSERT INTO feed_article VALUES (?, ?, ?, '', 0)": lambda any_: (
        any_.randrange(3),
        any_.randrange(4),
        any_.randrange(12),
    ),
    "DELETE FROM feed_article WHERE guid = ?": lambda any_: (any_.randrange(4),),
}


def counted(db):
    tables = (
        "SELECT * FROM unread",
        "SELECT * FROM day WHERE articles > 0",
        "SELECT id, articles, unread FROM feed ORDER BY id",
    )
    return [db.execute(sql).fetchall() for sql in tables]


@pytest.mark.parametrize("seed", range(4))
def test_what_is_kept_is_what_counting_gives(tmp_path, seed):
    db, any_ = connect(tmp_path / "cache.db"), random.Random(seed)
    db.execute("INSERT INTO mute (id, query, made, by_day, by_mark, by_entity) VALUES (1, 'nothing', '', 0, 0, 0)")
    for _ in range(300):
        sql = any_.choice(list(OPERATIONS))
        with suppress(sqlite3.IntegrityError):  # of what is there already, or belongs to nothing
            db.execute(sql, OPERATIONS[sql](any_))
        kept = counted(db)
        for statement in FILL:
            db.execute(statement)
        assert counted(db) == kept, sql
    assert any(kept), "something was left to be counted"
    db.close()
