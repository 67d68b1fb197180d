"""The steps in their order; imported only when one is due, because sqlite_utils is slow to import."""

from __future__ import annotations

import sqlite3
from types import ModuleType

from sqlite_utils import Database, Migrations

from reader.store.schema import (
    circles,
    citations,
    compact,
    corrections,
    counts,
    feeds,
    first,
    indexing,
    mutes,
    pipelines,
    places,
    quotes,
    rereading,
    restoring,
    retention,
    stories,
    tags,
)

# Only ever added to: a step has the name of its file, and one that was released is never changed.
STEPS = (
    first, pipelines, quotes, corrections, feeds, tags, stories, retention, rereading, mutes, indexing, restoring,
    counts, compact, places, circles, citations,
)  # fmt: skip


def migrate(db: sqlite3.Connection) -> None:
    """Bring the schema up to date within the caller's transaction."""
    known().apply(Database(db, recursive_triggers=False, execute_plugins=False))


def known() -> Migrations:
    """Every step as a migration."""
    migrations = Migrations("tidewire")
    for step in STEPS:
        _add(migrations, step)
    return migrations


def _add(migrations: Migrations, step: ModuleType) -> None:
    @migrations(name=step.__name__.rpartition(".")[2])
    def take(db: Database) -> None:
        if hasattr(step, "apply"):
            step.apply(db.conn)
            return
        for statement in step.STATEMENTS:
            db.execute(statement)
