"""Searches that are kept by a name."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace

from reader.errors import QueryError
from reader.model.article import ListQuery
from reader.query import parse, write
from reader.store.connection import Connection, guarded
from reader.store.sql import storable
from reader.store.transactions import transaction


@guarded
def keep(db: Connection, name: str, query: ListQuery) -> None:
    """Remember a selection of articles by a name; one of the same name is replaced."""
    said = {"text": query.text, "unread": query.unread, "starred": query.starred, "filter": write(query.filter)}
    written = json.dumps(said, ensure_ascii=False)
    with transaction(db, durable=True):
        db.execute("INSERT OR REPLACE INTO saved_filter VALUES (?, ?)", (storable(name), storable(written)))


@guarded
def listed(db: Connection) -> dict[str, ListQuery]:
    """The selections that are remembered, by name; one that cannot be read any more is left out."""
    found: dict[str, ListQuery] = {}
    for name, query in db.execute("SELECT name, query FROM saved_filter ORDER BY name").fetchall():
        said = json.loads(query)
        line = said.pop("filter", "")
        with suppress(QueryError):
            found[name] = replace(ListQuery(**said), filter=parse(line))
    return found


@guarded
def forget(db: Connection, name: str) -> None:
    """Let go of a selection; its articles are not touched."""
    with transaction(db, durable=True):
        db.execute("DELETE FROM saved_filter WHERE name = ?", (storable(name),))
