"""What is let go of when a reader wants only so much of a feed; nothing that they have marked ever is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from reader.config import Keep
from reader.store.connection import Connection, guarded
from reader.store.transactions import transaction

# Not the starred or tagged, not what was quoted or cited, not what names a watched entity, or may, since nobody has
# looked yet, and not what another feed brought too.
_SPARED = """
    AND a.id NOT IN (SELECT article_id FROM status WHERE starred)
    AND a.id NOT IN (SELECT article_id FROM tag)
    AND a.id NOT IN (SELECT article_id FROM quote WHERE article_id IS NOT NULL)
    AND a.id NOT IN (SELECT article_id FROM citation)
    AND NOT EXISTS (SELECT 1 FROM article_entity e JOIN watch w ON w.entity_id = e.entity_id WHERE e.article_id = a.id)
    AND NOT (EXISTS (SELECT 1 FROM watch) AND a.id IN (SELECT article_id FROM outbox))
    AND NOT EXISTS (SELECT 1 FROM feed_article o WHERE o.article_id = a.id AND o.feed_id <> :feed)
    AND a.fetched < :listed"""
_OLD = "a.listed < :day"
_MANY = """a.id NOT IN (SELECT b.id FROM feed_article m JOIN article b ON b.id = m.article_id WHERE m.feed_id = :feed
    ORDER BY b.listed DESC, b.id LIMIT :count)"""


@guarded
def let_go(db: Connection, feed_id: int, rule: Keep, now: datetime | None = None) -> int:
    """Let go of a feed's articles that its rule no longer keeps; how many.

    An article that came within the last day stays in any case. What goes is remembered by its guid, so that it does
    not come back while its feed still lists it.
    """
    if rule.days is None and rule.count is None:
        return 0
    moment = now or datetime.now(UTC)
    conditions = ([_OLD] if rule.days is not None else []) + ([_MANY] if rule.count is not None else [])
    values = {
        "feed": feed_id,
        "day": (moment - timedelta(days=rule.days or 0)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "count": rule.count,
        "listed": (moment - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    which = " OR ".join(conditions)
    chosen = (
        f"FROM feed_article l JOIN article a ON a.id = l.article_id WHERE l.feed_id = :feed AND ({which}) {_SPARED}"
    )
    with transaction(db):
        db.execute(f"INSERT OR IGNORE INTO let_go SELECT l.feed_id, l.guid {chosen}", values)
        return db.execute(f"DELETE FROM article WHERE id IN (SELECT a.id {chosen})", values).rowcount  # noqa: S608
