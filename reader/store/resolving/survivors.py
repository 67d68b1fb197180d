"""What an entity is called and what it has become, as the reader wants it: names, labels, merged ones, links."""

from __future__ import annotations

from collections.abc import Sequence

from reader.model.correction import EditKind
from reader.store.connection import Connection
from reader.store.resolving import edits
from reader.store.sql import integer, marks, parts

_LONGEST_WAY = 20


def survivor(db: Connection, entity_id: int) -> int:
    """What this entity was merged into by the reader, or came to be found as; every id leads somewhere for ever."""
    entity_id = integer(entity_id)
    for _ in range(_LONGEST_WAY):
        found = db.execute(
            "SELECT coalesce(merged_into, CASE WHEN articles = 0 THEN found_into END) FROM entity WHERE id = ?",
            (entity_id,),
        ).fetchone()
        if found is None or found[0] is None:
            break
        entity_id = int(found[0])
    return entity_id


def renew_entity(db: Connection, entity_id: int) -> None:
    """Give an entity the name and label that the reader chose last, or those that were found."""
    view = edits.view(db)
    for column, kind in (("name", EditKind.RENAME), ("label", EditKind.LABEL)):
        value = view.value(entity_id, kind)
        if value is not None:
            db.execute(
                f"UPDATE entity SET found_{column} = coalesce(found_{column}, {column}), {column} = ?"  # noqa: S608
                " WHERE id = ?",
                (value, entity_id),
            )
        else:
            db.execute(
                f"UPDATE entity SET {column} = found_{column}, found_{column} = NULL"  # noqa: S608
                f" WHERE id = ? AND found_{column} IS NOT NULL",
                (entity_id,),
            )
    db.execute(
        "UPDATE mention SET label = (SELECT label FROM entity WHERE id = ?1) WHERE entity_id = ?1"
        " AND article_id IN (SELECT article_id FROM article_entity WHERE entity_id = ?1)",
        (entity_id,),
    )


def renew_merged(db: Connection) -> None:
    """Let every entity that was merged lead to its survivor, and give the survivors their links."""
    view = edits.view(db)
    before = dict(db.execute("SELECT id, merged_into FROM entity WHERE merged_into IS NOT NULL").fetchall())
    sources = db.execute("SELECT DISTINCT entity_id FROM edit WHERE kind = ?", (EditKind.MERGE,)).fetchall()
    after = {entity: view.survivor(entity) for (entity,) in sources}
    after = {entity: into for entity, into in after.items() if entity != into}
    touched: dict[int, None] = {}
    for entity in before.keys() | after.keys():
        if before.get(entity) != after.get(entity):
            db.execute("UPDATE entity SET merged_into = ? WHERE id = ?", (after.get(entity), entity))
            touched |= dict.fromkeys(
                each for each in (entity, before.get(entity), after.get(entity)) if each is not None
            )
    _renew_links(db, list(touched))


def _renew_links(db: Connection, ids: Sequence[int]) -> None:
    """The links of these entities once more from those that were found, between survivors."""
    for part in parts(ids, 400):
        inside = marks(part)
        db.execute(f"DELETE FROM entity_link WHERE a IN ({inside}) OR b IN ({inside})", [*part, *part])  # noqa: S608
        db.execute(
            "INSERT OR IGNORE INTO entity_link"  # noqa: S608
            " SELECT coalesce(x.merged_into, x.id), coalesce(y.merged_into, y.id), l.kind FROM found_link l"
            " JOIN entity x ON x.id = l.a JOIN entity y ON y.id = l.b"
            f" WHERE (coalesce(x.merged_into, x.id) IN ({inside}) OR coalesce(y.merged_into, y.id) IN ({inside}))"
            " AND coalesce(x.merged_into, x.id) <> coalesce(y.merged_into, y.id)",
            [*part, *part],
        )
