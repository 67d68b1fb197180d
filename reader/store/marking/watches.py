"""Watched entities: which they are, and what has come to name them since the reader last looked."""

from __future__ import annotations

from collections.abc import Set

from reader.model.entity import Watched
from reader.store import entities
from reader.store.connection import Connection, guarded
from reader.store.resolving.survivors import survivor
from reader.store.sql import now
from reader.store.transactions import transaction


@guarded
def watch(db: Connection, entity_id: int) -> None:
    """Watch an entity from now on; nothing happens where it is watched already, or not there."""
    moment = now()
    with transaction(db, durable=True):
        db.execute(
            "INSERT OR IGNORE INTO watch (entity_id, since) SELECT id, ? FROM entity WHERE id = ?",
            (moment, survivor(db, entity_id)),
        )


@guarded
def unwatch(db: Connection, entity_id: int) -> None:
    """Watch an entity no longer, nor what was merged into it."""
    with transaction(db, durable=True):
        db.execute(f"DELETE FROM watch WHERE entity_id IN ({_MEANT})", (survivor(db, entity_id),))  # noqa: S608


@guarded
def is_watched(db: Connection, entity_id: int) -> bool:
    """Whether the reader watches an entity, or one that was merged into it."""
    meant = db.execute(f"SELECT EXISTS ({_MEANT})", (survivor(db, entity_id),))
    return bool(meant.fetchone()[0])


@guarded
def watched(db: Connection) -> tuple[Watched, ...]:
    """The watched entities with their news, those with most new articles first, then by name."""
    rows = db.execute(
        f"SELECT {_SURVIVOR}, min(w.since), count(DISTINCT n.article_id) FROM watch w JOIN entity e"  # noqa: S608
        " ON e.id = w.entity_id LEFT JOIN watch_news n ON n.entity_id = w.entity_id GROUP BY 1"
    ).fetchall()
    found = [
        Watched(entities.entity(db, entity_id), since, articles, _mentions(db, entity_id) if articles else 0)
        for entity_id, since, articles in rows
    ]
    return tuple(sorted(found, key=lambda each: (-each.new_articles, each.entity.name.casefold(), each.entity.id)))


def _mentions(db: Connection, entity_id: int) -> int:
    """How often new articles name an entity; one that only does so in its title counts as once."""
    found: int = db.execute(
        "SELECT coalesce(sum(max(1, n)), 0) FROM article_entity WHERE entity_id = ?1 AND article_id IN"  # noqa: S608
        f" (SELECT article_id FROM watch_news WHERE entity_id IN ({_MEANT}))",
        (entity_id,),
    ).fetchone()[0]
    return found


_SURVIVOR = "coalesce(e.merged_into, CASE WHEN e.articles = 0 THEN e.found_into END, e.id)"
_MEANT = f"SELECT w.entity_id FROM watch w JOIN entity e ON e.id = w.entity_id WHERE {_SURVIVOR} = ?1"  # noqa: S608


@guarded
def visit(db: Connection, entity_id: int | None = None) -> None:
    """Note that the reader has looked at what is new of an entity; of all for None."""
    with transaction(db):
        if entity_id is None:
            db.execute("DELETE FROM watch_news")
        else:
            db.execute(f"DELETE FROM watch_news WHERE entity_id IN ({_MEANT})", (survivor(db, entity_id),))  # noqa: S608


def named(db: Connection, article_id: int, before: Set[int]) -> None:
    """Note which watched entities an article has come to name, beside those it named `before`.

    To be called within the transaction that says so.
    """
    watched = f"SELECT w.entity_id, {_SURVIVOR}, w.known_to FROM watch w JOIN entity e ON e.id = w.entity_id"  # noqa: S608
    for entity_id, meant, known_to in db.execute(watched).fetchall():
        row = db.execute(
            "SELECT 1 FROM article_entity WHERE article_id = ? AND entity_id = ?", (article_id, meant)
        ).fetchone()
        if row is None:
            db.execute("DELETE FROM watch_news WHERE entity_id = ? AND article_id = ?", (entity_id, article_id))
        elif meant not in before and article_id > known_to:
            db.execute("INSERT OR IGNORE INTO watch_news VALUES (?, ?)", (entity_id, article_id))
