"""What an article says of entities, written down: the entities, the names they go by, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.entities.names import fold
from reader.model.entity import AliasKind, Label, Link, Mention, ResolvedEntity
from reader.store.connection import Connection
from reader.store.marking import watches
from reader.store.outbox import PendingArticle
from reader.store.relating.centrality import keep_centrality
from reader.store.resolving.overruling import correct_article, form_id
from reader.store.resolving.survivors import survivor
from reader.store.sql import new_id

_Places = dict[tuple[int, int], Mention]


def replace_naming(
    db: Connection, article: PendingArticle, resolved: Sequence[ResolvedEntity], before: set[int]
) -> None:
    """Put these entities in the place of those that the article named `before`; entities keep their ids.

    What the reader has corrected is corrected again.
    """
    clear_naming(db, article.id)
    named: dict[int, tuple[_Places, _Places]] = {}
    ids = [_keep(db, entity) for entity in resolved]
    for entity_id, entity in zip(ids, resolved, strict=True):
        _keep_links(db, entity_id, entity.links)
        in_title, in_text = named.setdefault(entity_id, ({}, {}))
        in_title.update(((mention.start, mention.end), mention) for mention in entity.title)
        in_text.update(((mention.start, mention.end), mention) for mention in entity.text)
    for entity_id, (in_title, in_text) in named.items():
        _keep_mentions(db, article, entity_id, in_title.values(), in_text.values())
    correct_article(db, article.id)
    keep_centrality(db, article.id)
    watches.named(db, article.id, before)


def clear_naming(db: Connection, article_id: int) -> None:
    """Let an article name nothing."""
    for table in ("mention", "overruled", "article_entity"):
        db.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))  # noqa: S608


def _keep(db: Connection, entity: ResolvedEntity) -> int:
    """The entity's id, new where the collection did not know it; the resolver knows its best name by now."""
    known = db.execute("SELECT name, found_name IS NULL FROM entity WHERE id = ?", (entity.entity_id,)).fetchone()
    if known is None or entity.entity_id is None:
        entity_id = create(db, entity.name, entity.label)
    else:
        entity_id = entity.entity_id
        if entity.name != known[0]:
            column = "name" if known[1] else "found_name"  # a name that the reader gave stays
            db.execute(f"UPDATE entity SET {column} = ? WHERE id = ?", (entity.name, entity_id))  # noqa: S608
    aliases = {alias.key: alias.kind for alias in entity.aliases} | {fold(entity.name): AliasKind.NAME}
    keep_aliases(db, entity_id, aliases.items())
    return entity_id


def create(db: Connection, name: str, label: Label) -> int:
    """A new entity's id."""
    row = db.execute("INSERT INTO entity (name, label) VALUES (?, ?)", (name, label))
    return new_id(row)


def keep_aliases(db: Connection, entity_id: int, aliases: Iterable[tuple[str, AliasKind]]) -> None:
    """A key that is the entity's name stays that, even where another article finds it by a weaker kind."""
    db.executemany(
        "INSERT INTO alias VALUES (?, ?, ?) ON CONFLICT (key, entity_id) DO UPDATE SET kind = excluded.kind"
        " WHERE excluded.kind = 'name'",
        [(key, entity_id, kind) for key, kind in aliases if key],
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
    keep_aliases(db, target, [(fold(link.name), AliasKind.NAME)])
    return target


def _keep_mentions(
    db: Connection, article: PendingArticle, entity_id: int, in_title: Iterable[Mention], in_text: Iterable[Mention]
) -> None:
    rows = []
    forms: dict[str, int] = {}
    given = db.execute("SELECT label FROM entity WHERE id = ? AND found_label IS NOT NULL", (entity_id,)).fetchone()
    for is_title, whole, mentions in ((1, article.title, in_title), (0, article.text, in_text)):
        for mention in mentions:
            spelling = _spelling(whole, mention)
            if spelling not in forms:
                forms[spelling] = form_id(db, entity_id, spelling)
            place = (mention.start, mention.end, given[0] if given else mention.label)
            rows.append((article.id, is_title, *place, entity_id, forms[spelling]))
    db.executemany("INSERT INTO mention VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def _spelling(whole: str, mention: Mention) -> str:
    return " ".join(whole[mention.start : mention.end].split())
