"""The part of the schema that knows how many articles there are, a day and a feed, and which of them are unread.

Lists of all and of unread articles are what is on the screen most of the time. Counting a million articles, or walking
to the middle of them, takes tens of milliseconds; adding up a few thousand days takes one. Triggers keep it exact,
whoever writes. Muted articles are not counted at all.
"""

# ruff: noqa: S608 - what is put together here are names of our own tables

_DAY = "substr({}.listed, 1, 10)"
_READ = "EXISTS (SELECT 1 FROM status WHERE status.article_id = {} AND read)"
_MUTED = "EXISTS (SELECT 1 FROM muted WHERE muted.article_id = {})"
_IS_UNREAD = """EXISTS (SELECT 1 FROM article a JOIN unread u ON u.listed = a.listed AND u.article_id = a.id
    WHERE a.id = {})"""
_UPSERT = "ON CONFLICT (day) DO UPDATE SET articles = articles + 1;"


def _trigger(name: str, event: str, *statements: str, when: str = "1") -> str:
    return f"CREATE TRIGGER {name} {event} WHEN {when} BEGIN {' '.join(statements)} END"


def _listed(row: str) -> str:
    """The article that a row is about, as the key of the unread."""
    return f"listed = (SELECT listed FROM article WHERE id = {row}.article_id) AND article_id = {row}.article_id"


def _uncount(row: str, but: str) -> str:
    return f"UPDATE day SET articles = articles - 1 WHERE day = {_DAY.format(row)} AND NOT {but};"


def _on_day(row: str, by: str) -> str:
    return f"UPDATE day SET unread = unread {by} 1 WHERE day = {_DAY.format(row)};"


def _in_feeds(row: str, by: str, column: str = "unread") -> str:
    feeds = f"SELECT feed_id FROM feed_article WHERE article_id = {row}.article_id"
    return f"UPDATE feed SET {column} = {column} {by} 1 WHERE id IN ({feeds});"


def _again(row: str) -> str:
    """What an article that is not read, or muted, any more adds to the unread."""
    shown = f"NOT {_READ.format('id')} AND NOT {_MUTED.format('id')}"
    return f"INSERT OR IGNORE INTO unread SELECT listed, id FROM article WHERE id = {row}.article_id AND {shown};"


_SAME = "SELECT count(*) FROM feed_article WHERE feed_id = {0}.feed_id AND article_id = {0}.article_id"

FILL = (
    "DELETE FROM unread",
    "DELETE FROM day",
    f"""INSERT INTO unread SELECT listed, id FROM article
        WHERE NOT {_READ.format("id")} AND NOT {_MUTED.format("id")} ORDER BY listed DESC, id""",
    f"""INSERT INTO day SELECT {_DAY.format("article")}, count(*), sum(NOT {_READ.format("id")}) FROM article
        WHERE NOT {_MUTED.format("id")} GROUP BY 1""",
    f"""UPDATE feed SET (articles, unread) = (SELECT coalesce(sum(NOT {_MUTED.format("l.article_id")}), 0),
            coalesce(sum(NOT {_READ.format("l.article_id")} AND NOT {_MUTED.format("l.article_id")}), 0)
        FROM (SELECT DISTINCT article_id FROM feed_article WHERE feed_id = feed.id) l)""",
)
"""Counts everything anew."""

STATEMENTS = (
    """CREATE TABLE unread (
        listed TEXT NOT NULL, article_id INTEGER NOT NULL, PRIMARY KEY (listed DESC, article_id)) WITHOUT ROWID""",
    # unread: of the articles. A day stays when its last article goes.
    "CREATE TABLE day (day TEXT PRIMARY KEY, articles INTEGER NOT NULL, unread INTEGER NOT NULL) WITHOUT ROWID",
    "ALTER TABLE feed ADD COLUMN articles INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE feed ADD COLUMN unread INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX article_source ON article (source, listed DESC, id)",
    *FILL,
    _trigger(
        "article_counted",
        "AFTER INSERT ON article",
        f"INSERT INTO day VALUES ({_DAY.format('new')}, 1, 0) {_UPSERT}",
        f"INSERT INTO unread SELECT new.listed, new.id WHERE NOT {_READ.format('new.id')};",
    ),
    _trigger(
        "article_uncounted",
        "BEFORE DELETE ON article",
        "DELETE FROM unread WHERE listed = old.listed AND article_id = old.id;",
        _uncount("old", _MUTED.format("old.id")),
    ),
    _trigger(
        "article_counted_anew",
        "AFTER UPDATE OF listed ON article",
        _uncount("old", _MUTED.format("old.id")),
        f"INSERT INTO day SELECT {_DAY.format('new')}, 1, 0 WHERE NOT {_MUTED.format('new.id')} {_UPSERT}",
        "UPDATE unread SET listed = new.listed WHERE listed = old.listed AND article_id = new.id;",
        when="old.listed IS NOT new.listed",
    ),
    _trigger("unread_added", "AFTER INSERT ON unread", _on_day("new", "+"), _in_feeds("new", "+")),
    _trigger("unread_gone", "AFTER DELETE ON unread", _on_day("old", "-"), _in_feeds("old", "-")),
    _trigger("unread_moved", "AFTER UPDATE OF listed ON unread", _on_day("old", "-"), _on_day("new", "+")),
    _trigger("status_read", "AFTER INSERT ON status", f"DELETE FROM unread WHERE {_listed('new')};", when="new.read"),
    _trigger(
        "status_now_read",
        "AFTER UPDATE OF read ON status",
        f"DELETE FROM unread WHERE {_listed('new')};",
        when="new.read AND NOT old.read",
    ),
    _trigger("status_unread", "AFTER UPDATE OF read ON status", _again("new"), when="old.read AND NOT new.read"),
    _trigger("status_gone", "AFTER DELETE ON status", _again("old"), when="old.read"),
    _trigger(
        "muted_uncounted",
        "AFTER INSERT ON muted",
        f"DELETE FROM unread WHERE {_listed('new')};",
        _in_feeds("new", "-", "articles"),
        f"UPDATE day SET articles = articles - 1 WHERE day = (SELECT {_DAY.format('article')} FROM article"
        " WHERE id = new.article_id);",
    ),
    _trigger(
        "muted_counted",
        "AFTER DELETE ON muted",
        f"INSERT INTO day SELECT {_DAY.format('article')}, 1, 0 FROM article WHERE id = old.article_id {_UPSERT}",
        _in_feeds("old", "+", "articles"),
        _again("old"),
    ),
    _trigger(
        "fed",
        "AFTER INSERT ON feed_article",
        f"UPDATE feed SET articles = articles + (NOT {_MUTED.format('new.article_id')}),"
        f" unread = unread + {_IS_UNREAD.format('new.article_id')}"
        " WHERE id = new.feed_id;",
        when=f"({_SAME.format('new')}) = 1",
    ),
    _trigger(
        "unfed",
        "AFTER DELETE ON feed_article",
        f"UPDATE feed SET articles = articles - (NOT {_MUTED.format('old.article_id')}),"
        f" unread = unread - {_IS_UNREAD.format('old.article_id')}"
        " WHERE id = old.feed_id;",
        when=f"({_SAME.format('old')}) = 0",
    ),
)
