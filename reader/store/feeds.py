"""Subscribed feeds: adding, finding, changing and removing them, and what the last answers said."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from reader.errors import NotFoundError
from reader.ingest.addresses import without_secret
from reader.model.feed import Feed, Secret, Subscription
from reader.store.database import Connection, guarded, integer, storable, transaction

_FEED = """SELECT f.id, f.url, coalesce(f.own_title, f.title), f.site_url, f.folder, f.tags, f.typed, f.user_agent,
    f.full_text, f.etag, f.last_modified, f.body_hash, f.checked, f.changed, f.interval, f.next_fetch, f.not_before,
    f.failures, f.last_error, f.resting"""
_COUNTS = "f.articles, f.unread"
_ORDER = "ORDER BY coalesce(f.folder, ''), lower(coalesce(f.own_title, f.title, f.url)), f.id"


def now() -> str:
    """This moment, as every table writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


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
def subscribe(db: Connection, wanted: Sequence[Subscription]) -> list[tuple[int, bool]]:
    """Keep feeds, all or none; for each its id and whether it is new. A known one takes what is said of it anew.

    A user and a password that stand in an address are kept apart from it, where no list or export shows them.
    """
    with transaction(db, durable=True):
        return [_subscribe(db, each) for each in wanted]


def _subscribe(db: Connection, wanted: Subscription) -> tuple[int, bool]:
    url, secret = without_secret(storable(wanted.url))
    values = {
        "url": url,
        "title": wanted.title and storable(wanted.title),
        "folder": wanted.folder and storable(wanted.folder),
        "tags": json.dumps(wanted.tags, ensure_ascii=False) if wanted.tags else None,
        "typed": int(wanted.typed),
        "site": wanted.site_url and storable(wanted.site_url),
        "now": now(),
    }
    known = db.execute("SELECT id FROM feed WHERE url = :url", values).fetchone()
    if known is None:
        made = db.execute(
            "INSERT INTO feed (url, own_title, folder, tags, typed, site_url, added)"
            " VALUES (:url, :title, :folder, coalesce(:tags, '[]'), :typed, :site, :now)",
            values,
        )
        if secret is not None and made.lastrowid:
            _keep_secret(db, made.lastrowid, secret)
        return made.lastrowid or 0, True
    db.execute(
        "UPDATE feed SET own_title = coalesce(:title, own_title), folder = coalesce(:folder, folder),"
        " tags = coalesce(:tags, tags), typed = max(typed, :typed), site_url = coalesce(site_url, :site)"
        " WHERE url = :url",
        values,
    )
    return known[0], False


@guarded
def adjust(db: Connection, feed_id: int, *, user_agent: str | None = None, full_text: bool | None = None) -> None:
    """Change how a feed is fetched; None leaves what was, an empty user agent means the standard one."""
    with transaction(db, durable=True):
        if user_agent is not None:
            db.execute("UPDATE feed SET user_agent = ? WHERE id = ?", (user_agent or None, feed_id))
        if full_text is not None:
            db.execute("UPDATE feed SET full_text = ? WHERE id = ?", (int(full_text), feed_id))


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
def rename(db: Connection, feed_id: int, title: str | None) -> str | None:
    """Call a feed by a name of the reader's own, by what it says itself for None; the own name that it had."""
    return _set(db, feed_id, "own_title", title)


@guarded
def move(db: Connection, feed_id: int, folder: str | None) -> str | None:
    """Put a feed into a folder, or into none; the folder that it was in."""
    return _set(db, feed_id, "folder", folder)


def _set(db: Connection, feed_id: int, column: str, value: str | None) -> str | None:
    with transaction(db, durable=True):
        row = db.execute(f"SELECT {column} FROM feed WHERE id = ?", (integer(feed_id),)).fetchone()  # noqa: S608
        if row is None:
            raise NotFoundError(f"There is no feed {feed_id}.")
        wanted = storable(value).strip() if value else ""
        db.execute(f"UPDATE feed SET {column} = ? WHERE id = ?", (wanted or None, feed_id))  # noqa: S608
        before: str | None = row[0]
        return before


@guarded
def wake(db: Connection, feed_ids: Sequence[int]) -> None:
    """Let feeds be fetched again that rest, or were asked to wait."""
    with transaction(db):
        db.executemany("UPDATE feed SET resting = NULL, not_before = NULL WHERE id = ?", [(each,) for each in feed_ids])


@guarded
def keep_secret(db: Connection, feed_id: int, secret: Secret) -> None:
    """Remember how to sign in; the cache is readable by its owner only."""
    with transaction(db, durable=True):
        _keep_secret(db, feed_id, secret)


def _keep_secret(db: Connection, feed_id: int, secret: Secret) -> None:
    values = (feed_id, secret.user, secret.password, secret.token)
    db.execute("INSERT OR REPLACE INTO secret VALUES (?, ?, ?, ?)", values)


@guarded
def secrets(db: Connection) -> dict[int, Secret]:
    """How to sign in, by feed."""
    return {row[0]: Secret(*row[1:]) for row in db.execute("SELECT feed_id, user, password, token FROM secret")}


@guarded
def remove(db: Connection, feed_id: int, *, with_articles: bool = False) -> int:
    """Let go of a feed; how many articles went with it.

    Articles stay unless `with_articles`; then those go that no other feed brought and that have no star.
    """
    with transaction(db, durable=True):
        gone = 0
        if with_articles:
            gone = db.execute(
                "DELETE FROM article WHERE id IN (SELECT article_id FROM feed_article WHERE feed_id = ?1)"
                " AND id NOT IN (SELECT article_id FROM feed_article WHERE feed_id <> ?1)"
                " AND id NOT IN (SELECT article_id FROM status WHERE starred)",
                (feed_id,),
            ).rowcount
        db.execute("DELETE FROM feed WHERE id = ?", (feed_id,))
        return gone


@guarded
def trouble(
    db: Connection, feed_id: int, error: str, *, next_fetch: str, not_before: str | None = None, resting: bool = False
) -> None:
    """Note that a feed gave no answer that can be used, and when to ask again."""
    with transaction(db):
        db.execute(
            "UPDATE feed SET last_error = ?, failures = failures + 1, checked = ?, next_fetch = ?, not_before = ?,"
            " resting = ? WHERE id = ?",
            (storable(error), now(), next_fetch, not_before, storable(error) if resting else None, feed_id),
        )


@guarded
def unchanged(db: Connection, states: Sequence[tuple[int, int, str]]) -> None:
    """Note for each (feed, interval, next fetch) that it had nothing new; no article is touched."""
    moment = now()
    with transaction(db):
        db.executemany(
            "UPDATE feed SET checked = ?, failures = 0, last_error = NULL, not_before = NULL, interval = ?,"
            " next_fetch = ? WHERE id = ?",
            [(moment, interval, next_fetch, feed_id) for feed_id, interval, next_fetch in states],
        )


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
