"""A feed whose address leads to another one for good; it may turn out to be a feed that is known already."""

from __future__ import annotations

from reader.model.feed import Moved
from reader.store.connection import Connection
from reader.store.sql import storable


def move(db: Connection, feed_id: int, moved: Moved) -> None:
    """Give a feed its new address, within the caller's transaction; where another feed has it, the two become one."""
    url = storable(moved.url)
    other = db.execute("SELECT id FROM feed WHERE url = ? AND id <> ?", (url, feed_id)).fetchone()
    if other is not None:
        join(db, feed_id, other[0])
    else:
        db.execute("UPDATE feed SET url = ?, typed = ? WHERE id = ?", (url, int(moved.typed), feed_id))


def join(db: Connection, feed_id: int, into: int) -> None:
    """Let a feed go and give all that it has to another, within the caller's transaction.

    Articles and what was let go of are brought along; folder, tags, the reader's own title and how to sign in where the
    other has none. The reader's marks belong to articles, and are not touched.
    """
    db.execute(
        "INSERT INTO feed_article (feed_id, guid, article_id, hash, owns)"
        " SELECT ?2, guid, article_id, hash, owns FROM feed_article WHERE feed_id = ?1"
        " ON CONFLICT DO UPDATE SET owns = max(owns, excluded.owns) WHERE article_id = excluded.article_id",
        (feed_id, into),
    )
    db.execute("INSERT OR IGNORE INTO let_go SELECT ?2, guid FROM let_go WHERE feed_id = ?1", (feed_id, into))
    db.execute(
        "INSERT OR IGNORE INTO secret SELECT ?2, user, password, token FROM secret WHERE feed_id = ?1", (feed_id, into)
    )
    db.execute(
        "UPDATE feed SET own_title = coalesce(feed.own_title, old.own_title),"
        " folder = coalesce(feed.folder, old.folder),"
        " tags = CASE feed.tags WHEN '[]' THEN old.tags ELSE feed.tags END,"
        " user_agent = coalesce(feed.user_agent, old.user_agent), full_text = max(feed.full_text, old.full_text)"
        " FROM feed AS old WHERE feed.id = ?2 AND old.id = ?1",
        (feed_id, into),
    )
    db.execute("DELETE FROM feed WHERE id = ?", (feed_id,))
