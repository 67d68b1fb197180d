"""What an article says of entities, written down: the entities, the names they go by, and where they stand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from reader.entities.names import fold
from reader.model.entity import AliasKind, Label, Link, Mention, ResolvedEntity
from reader.store.connection import Connection
from reader.store.marking import watches
from reader.store.outbox import PendingArticle
from reader.store.relating.centrality import keep_centrality
from reader.store.resolving.overruling import correct_article, keep_forms
from reader.store.resolving.survivors import survivor
from reader.store.sql import THESE, new_id

_Alias = tuple[str, int, AliasKind]


def replace_naming(
    db: Connection, article: PendingArticle, resolved: Sequence[ResolvedEntity], before: set[int]
) -> None:
    """Let an article that names nothing now name these entities instead of those that it named `before`.

    Entities keep their ids. What the reader has corrected is corrected again.
    """
    stored = _stored(db, resolved)
    named = [(_keep(db, entity, stored), entity) for entity in resolved]
    keep_aliases(db, [alias for entity_id, entity in named for alias in _aliases(entity_id, entity)])
    for entity_id, entity in named:
        _keep_links(db, entity_id, entity.links)
    _keep_mentions(db, article, named, stored)
    correct_article(db, article.id)
    keep_centrality(db, article.id)
    watches.named(db, article.id, before)


def clear_naming(db: Connection, article_id: int) -> None:
    """Let an article name nothing."""
    for table in ("mention", "overruled", "article_entity"):
        db.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))  # noqa: S608


class _Stored(NamedTuple):
    """An entity as the collection knows it: its name, whether the reader gave that, and the label that they gave."""

    name: str
    is_given: bool
    label: str | None


def _stored(db: Connection, resolved: Iterable[ResolvedEntity]) -> dict[int, _Stored]:
    ids = [entity.entity_id for entity in resolved if entity.entity_id is not None]
    rows = db.execute(
        "SELECT id, name, found_name IS NOT NULL, CASE WHEN found_label IS NOT NULL THEN label END FROM entity"  # noqa: S608
        f" WHERE id IN ({THESE})",
        (json.dumps(ids),),
    )
    return {entity_id: _Stored(name, bool(is_given), label) for entity_id, name, is_given, label in rows}


def _keep(db: Connection, entity: ResolvedEntity, stored: Mapping[int, _Stored]) -> int:
    """The entity's id, new where the collection did not know it; the resolver knows its best name by now."""
    if entity.entity_id is None or (known := stored.get(entity.entity_id)) is None:
        return create(db, entity.name, entity.label)
    if entity.name != known.name:
        column = "found_name" if known.is_given else "name"  # a name that the reader gave stays
        db.execute(f"UPDATE entity SET {column} = ? WHERE id = ?", (entity.name, entity.entity_id))  # noqa: S608
    return entity.entity_id


def _aliases(entity_id: int, entity: ResolvedEntity) -> Iterator[_Alias]:
    aliases = {alias.key: alias.kind for alias in entity.aliases} | {fold(entity.name): AliasKind.NAME}
    return ((key, entity_id, kind) for key, kind in aliases.items())


def create(db: Connection, name: str, label: Label) -> int:
    """A new entity's id."""
    row = db.execute("INSERT INTO entity (name, label) VALUES (?, ?)", (name, label))
    return new_id(row)


def keep_aliases(db: Connection, aliases: Iterable[_Alias]) -> None:
    """A key that is the entity's name stays that, even where another article finds it by a weaker kind."""
    db.executemany(
        "INSERT INTO alias VALUES (?, ?, ?) ON CONFLICT (key, entity_id) DO UPDATE SET kind = excluded.kind"
        " WHERE excluded.kind = 'name'",
        [alias for alias in aliases if alias[0]],
    )


def _keep_links(db: Connection, entity_id: int, links: Iterable[Link]) -> None:
    """To be called once all entities of an article are known: one may be what another is shown under."""
    for link in links:
        target = _linked(db, link)
        if target != entity_id:
            db.execute("INSERT OR IGNORE INTO found_link VALUES (?, ?, ?)", (entity_id, target, link.kind))
            shown = survivor(db, entity_id), survivor(db, target)
            if shown[0] != shown[1]:
                db.execute("INSERT OR IGNORE INTO entity_link VALUES (?, ?, ?)", (*shown, link.kind))


def _linked(db: Connection, link: Link) -> int:
    """The id of the entity that a link leads to; it may be one that no article has named yet."""
    found = db.execute(
        "SELECT e.id FROM alias a JOIN entity e ON e.id = a.entity_id WHERE a.key = ?"
        " AND coalesce(e.found_label, e.label) = ?"
        " AND a.kind IN ('name', 'table')"
        " ORDER BY coalesce(e.found_name, e.name) = ? DESC, e.articles DESC, e.id LIMIT 1",
        (fold(link.name), link.label, link.name),
    ).fetchone()
    if found is not None:
        return int(found[0])
    target = create(db, link.name, link.label)
    keep_aliases(db, [(fold(link.name), target, AliasKind.NAME)])
    return target


def _keep_mentions(
    db: Connection,
    article: PendingArticle,
    named: Iterable[tuple[int, ResolvedEntity]],
    stored: Mapping[int, _Stored],
) -> None:
    rows = {}
    for entity_id, entity in named:
        given = stored[entity_id].label if entity_id in stored else None
        for in_title, whole, mentions in ((1, article.title, entity.title), (0, article.text, entity.text)):
            for mention in mentions:
                place = (article.id, in_title, mention.start, mention.end)
                rows[place, entity_id] = (*place, given or mention.label, entity_id, _spelling(whole, mention))
    keep_forms(db, dict.fromkeys(row[-2:] for row in rows.values()))
    db.executemany(
        "INSERT INTO mention VALUES (?1, ?2, ?3, ?4, ?5, ?6, (SELECT id FROM form WHERE entity_id = ?6 AND text = ?7))",
        rows.values(),
    )


def _spelling(whole: str, mention: Mention) -> str:
    return " ".join(whole[mention.start : mention.end].split())
