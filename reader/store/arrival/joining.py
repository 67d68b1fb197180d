"""Two feeds that turn out to be one, because the address of the one leads to that of the other for good."""

from __future__ import annotations

from reader.store.connection import Connection


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
