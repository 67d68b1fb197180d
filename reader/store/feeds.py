"""Subscribed feeds, read back: lists of them, the one a reader means, and those that brought an article."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from reader.errors import NotFoundError
from reader.model.feed import Feed, Secret
from reader.store.connection import Connection, guarded
from reader.store.sql import integer, storable

_FEED = """SELECT f.id, f.url, coalesce(f.own_title, f.title), f.site_url, f.folder, f.tags, f.typed, f.user_agent,
    f.full_text, f.etag, f.last_modified, f.body_hash, f.checked, f.changed, f.interval, f.next_fetch, f.not_before,
    f.failures, f.last_error, f.resting"""
_COUNTS = "f.articles, f.unread"
_ORDER = "ORDER BY coalesce(f.folder, ''), lower(coalesce(f.own_title, f.title, f.url)), f.id"


@guarded
def feeds(db: Connection, *, counts: bool = False) -> list[Feed]:
    """Every feed by folder and name; how many articles it brought, and how many are unread, where asked for."""
    return [_feed(row) for row in db.execute(f"{_FEED}, {_COUNTS if counts else '0, 0'} FROM feed f {_ORDER}")]


def _feed(row: Sequence[Any]) -> Feed:
    values = list(row)
    values[5] = tuple(json.loads(values[5]))
    values[6], values[8] = bool(values[6]), bool(values[8])
    return Feed(*values)


@guarded
def feed(db: Connection, feed_id: int) -> Feed:
    """One feed with its counts; NotFoundError."""
    row = db.execute(f"{_FEED}, {_COUNTS} FROM feed f WHERE f.id = ?", (integer(feed_id),)).fetchone()
    if row is None:
        raise NotFoundError(f"There is no feed {feed_id}.")
    return _feed(row)


@guarded
def find(db: Connection, ref: str) -> Feed:
    """The feed a reader means by its id, its address or its name, whole or the beginning; NotFoundError."""
    ref = storable(ref).strip()
    every = feeds(db)
    wanted = ref.casefold()
    for answers in (
        [each for each in every if ref.isdigit() and each.id == int(ref)],
        [each for each in every if ref in (each.url, each.site_url)],
        [each for each in every if each.name.casefold() == wanted],
        [each for each in every if wanted and each.name.casefold().startswith(wanted)],
        [each for each in every if wanted and wanted in each.name.casefold()],
    ):
        if len(answers) == 1:
            return answers[0]
        if answers:
            named = "; ".join(f"{each.id} “{each.name}”" for each in answers[:3])
            raise NotFoundError(f"“{ref[:80]}” may be any of several feeds: {named}; name one by its number.")
    raise NotFoundError(f"No feed is called “{ref[:80]}”; `tidewire feeds` lists them.")


@guarded
def folder_counts(db: Connection) -> dict[str, tuple[int, int]]:
    """By folder ("" for none) how many articles its feeds brought that are unread, and how many in all, each once."""
    rows = db.execute(
        "SELECT folder, count(*), sum(NOT read AND NOT hidden), sum(hidden) FROM (SELECT DISTINCT"
        " coalesce(f.folder, '') AS folder, l.article_id, coalesce(s.read, 0) AS read, m.rule_id IS NOT NULL AS hidden"
        " FROM feed f JOIN feed_article l ON l.feed_id = f.id LEFT JOIN status s ON s.article_id = l.article_id"
        " LEFT JOIN muted m ON m.article_id = l.article_id) GROUP BY folder"
    )
    return {folder: (unread, every - hidden) for folder, every, unread, hidden in rows}


@guarded
def secrets(db: Connection) -> dict[int, Secret]:
    """How to sign in, by feed."""
    return {row[0]: Secret(*row[1:]) for row in db.execute("SELECT feed_id, user, password, token FROM secret")}


@guarded
def of_article(db: Connection, article_id: int) -> list[int]:
    """The ids of the feeds that brought an article, the one whose text it has first."""
    found = db.execute(
        "SELECT feed_id FROM feed_article WHERE article_id = ? GROUP BY feed_id ORDER BY max(owns) DESC, feed_id",
        (integer(article_id),),
    )
    return [feed_id for (feed_id,) in found]


@guarded
def sources(db: Connection, article_id: int) -> list[str]:
    """The names of the feeds that brought an article."""
    found = db.execute(
        "SELECT coalesce(f.own_title, f.title, f.url) FROM feed_article l JOIN feed f ON f.id = l.feed_id"
        " WHERE l.article_id = ? GROUP BY f.id ORDER BY max(l.owns) DESC, f.id",
        (integer(article_id),),
    )
    return [name for (name,) in found]


@guarded
def folders(db: Connection, article_id: int) -> list[str]:
    """The folders of the feeds that brought an article, that of the feed it belongs to first."""
    found = db.execute(
        "SELECT f.folder FROM feed_article l JOIN feed f ON f.id = l.feed_id"
        " WHERE l.article_id = ? AND f.folder IS NOT NULL GROUP BY f.folder ORDER BY max(l.owns) DESC, min(f.id)",
        (integer(article_id),),
    )
    return [name for (name,) in found]
