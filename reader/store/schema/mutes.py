"""Mute rules, and the articles that they hide: worked out when either comes or changes, so that a list only looks."""

from __future__ import annotations

_DUE = "INSERT OR IGNORE INTO mute_due"


def _trigger(name: str, event: str, article: str, when: str = "", *, rules: str = "1") -> str:
    """A trigger that asks for an article to be looked at once more, where there are rules that it may matter to."""
    asked = f"EXISTS (SELECT 1 FROM mute WHERE {rules})"  # noqa: S608
    return (
        f"CREATE TRIGGER {name} AFTER {event} WHEN {asked}{when and f' AND {when}'}"
        f" BEGIN {_DUE} VALUES ({article}); END"
    )


STATEMENTS = (
    # until: the last day on which the rule holds. matched: the day on which every article was looked at; NULL where
    # the rule hides nothing, being over. by_day, by_mark, by_entity: whether it asks for days that move on with the
    # calendar, for the reader's own marks, for entities.
    """CREATE TABLE mute (
        id INTEGER PRIMARY KEY AUTOINCREMENT, query TEXT NOT NULL, until TEXT, made TEXT NOT NULL, matched TEXT,
        by_day INTEGER NOT NULL, by_mark INTEGER NOT NULL, by_entity INTEGER NOT NULL)""",
    # an article is hidden by the first rule that it matches
    """CREATE TABLE muted (
        article_id INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
        rule_id INTEGER NOT NULL REFERENCES mute(id) ON DELETE CASCADE)""",
    "CREATE INDEX muted_rule ON muted (rule_id)",
    # what is to be looked at before the transaction ends
    "CREATE TABLE mute_due (article_id INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE)",
    _trigger("mute_added", "INSERT ON article", "new.id"),
    _trigger(
        "mute_changed",
        "UPDATE OF title, text, url, authors, source, section, lang, listed, is_teaser ON article",
        "new.id",
    ),
    _trigger("mute_fed", "INSERT ON feed_article", "new.article_id"),
    _trigger("mute_unfed", "DELETE ON feed_article", "old.article_id", "EXISTS (SELECT 1 FROM article"
             " WHERE id = old.article_id)"),
    """CREATE TRIGGER mute_feed_named AFTER UPDATE OF folder, tags, title, own_title ON feed
        WHEN EXISTS (SELECT 1 FROM mute) AND (old.folder IS NOT new.folder OR old.tags IS NOT new.tags
            OR coalesce(old.own_title, old.title) IS NOT coalesce(new.own_title, new.title))
        BEGIN INSERT OR IGNORE INTO mute_due SELECT article_id FROM feed_article WHERE feed_id = new.id; END""",
    _trigger("mute_naming", "INSERT ON article_entity", "new.article_id", rules="by_entity"),
    _trigger("mute_unnaming", "DELETE ON article_entity", "old.article_id", "EXISTS (SELECT 1 FROM article"
             " WHERE id = old.article_id)", rules="by_entity"),
    _trigger("mute_marked", "INSERT ON status", "new.article_id", rules="by_mark"),
    _trigger("mute_remarked", "UPDATE ON status", "new.article_id", rules="by_mark"),
    _trigger("mute_tagged", "INSERT ON tag", "new.article_id", rules="by_mark"),
    _trigger("mute_untagged", "DELETE ON tag", "old.article_id", "EXISTS (SELECT 1 FROM article"
             " WHERE id = old.article_id)", rules="by_mark"),
    _trigger("mute_quoted", "INSERT ON quote", "new.article_id", "new.article_id IS NOT NULL", rules="by_mark"),
    _trigger("mute_unquoted", "DELETE ON quote", "old.article_id", "EXISTS (SELECT 1 FROM article"
             " WHERE id = old.article_id)", rules="by_mark"),
)  # fmt: skip
