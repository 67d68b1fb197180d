"""Subscribed feeds as they are kept: added, changed, removed, and what their last answers said."""

from __future__ import annotations

import json
from collections.abc import Sequence

from reader.errors import NotFoundError
from reader.ingest.addresses import without_secret
from reader.model.feed import Moved, Secret, Subscription
from reader.store.arrival import joining
from reader.store.connection import Connection, guarded
from reader.store.sql import integer, now, storable
from reader.store.transactions import transaction


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
def rename(db: Connection, feed_id: int, title: str | None) -> str | None:
    """Call a feed by a name of the reader's own, by what it says itself for None; the own name that it had."""
    return _set(db, feed_id, "own_title", title)


@guarded
def move(db: Connection, feed_id: int, folder: str | None) -> str | None:
    """Put a feed into a folder, or into none; the folder that it was in."""
    return _set(db, feed_id, "folder", folder)


@guarded
def tag(db: Connection, feed_id: int, names: Sequence[str]) -> tuple[str, ...]:
    """Give a feed these tags and no others; those that it had."""
    before = _set(db, feed_id, "tags", json.dumps([storable(name) for name in names], ensure_ascii=False))
    return tuple(json.loads(before or "[]"))


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
def keep_secret(db: Connection, feed_id: int, secret: Secret | None) -> Secret | None:
    """Remember how to sign in, or that nobody does; how it was before. The cache is readable by its owner only."""
    with transaction(db, durable=True):
        before = db.execute("SELECT user, password, token FROM secret WHERE feed_id = ?", (feed_id,)).fetchone()
        if secret is None:
            db.execute("DELETE FROM secret WHERE feed_id = ?", (feed_id,))
        else:
            _keep_secret(db, feed_id, secret)
        return Secret(*before) if before else None


def _keep_secret(db: Connection, feed_id: int, secret: Secret) -> None:
    values = (feed_id, secret.user, secret.password, secret.token)
    db.execute("INSERT OR REPLACE INTO secret VALUES (?, ?, ?, ?)", values)


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
    db: Connection,
    feed_id: int,
    error: str,
    *,
    next_fetch: str,
    not_before: str | None = None,
    resting: bool = False,
    counts: bool = True,
) -> None:
    """Note that a feed gave no answer that can be used, and when to ask again; `counts` as a failure of its own."""
    said = storable(error)
    with transaction(db):
        db.execute(
            "UPDATE feed SET last_error = ?, failures = failures + ?, checked = ?, next_fetch = ?, not_before = ?,"
            " resting = ? WHERE id = ?",
            (said, int(counts), now(), next_fetch, not_before, said if resting else None, feed_id),
        )


@guarded
def unchanged(db: Connection, feed_id: int, interval: int, next_fetch: str, moved: Moved | None = None) -> None:
    """Note that a feed had nothing new, though its address may be another one now; no article is touched."""
    with transaction(db):
        db.execute(
            "UPDATE feed SET checked = ?, failures = 0, last_error = NULL, not_before = NULL, interval = ?,"
            " next_fetch = ? WHERE id = ?",
            (now(), interval, next_fetch, feed_id),
        )
        if moved is not None:
            joining.move(db, feed_id, moved)
