"""Older articles read again when a later one changes what a name most likely stands for.

So the order in which articles arrive matters little: what was resolved with less knowledge is resolved once more.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reader.entities.known import is_known
from reader.entities.names import fold
from reader.entities.persons import dominant
from reader.model.entity import ResolvedEntity
from reader.store.connection import Connection
from reader.store.outbox import READ_AGAIN
from reader.store.sql import THESE, marks

Place = tuple[int, int, int]  # whether in the title, start, end

MOST = 20  # articles that one name asks for, the newest


@dataclass(frozen=True, slots=True)
class Reading:
    """What a name may stand for.

    `dominating` is the one of the entities that has it three times as often as all others, `longer` the one that does
    among those that are called by a longer name.
    """

    entities: frozenset[int]
    dominating: int | None
    longer: int | None


def keys_of(resolved: Iterable[ResolvedEntity]) -> list[str]:
    """The names by which an article's entities are found, but for those that the tables know.

    These stand for what the tables say, whatever the collection comes to know.
    """
    keys = {alias.key for entity in resolved for alias in entity.aliases if alias.key}
    return sorted(key for key in keys if not is_known(key))


def readings(db: Connection, keys: Sequence[str], own: Collection[int] = ()) -> dict[str, Reading]:
    """What each of the names stands for now; those that stand for nothing are left out.

    `own` are entities to be counted as named by one article more.
    """
    found: dict[str, list[tuple[int, str, int]]] = defaultdict(list)
    for key, entity, name, articles in db.execute(
        "SELECT a.key, e.id, e.name, e.articles FROM alias a JOIN entity e ON e.id = a.entity_id"  # noqa: S608
        f" WHERE a.key IN ({THESE})",
        (json.dumps(keys),),
    ):
        if weight := articles + (entity in own):
            found[key].append((entity, name, weight))
    return {key: _reading(key, rows) for key, rows in found.items()}


def _reading(key: str, rows: Sequence[tuple[int, str, int]]) -> Reading:
    weights = {entity: articles for entity, _, articles in rows}
    longer = {entity: articles for entity, name, articles in rows if fold(name) != key}
    return Reading(frozenset(weights), dominant(weights), dominant(longer))


def ask_older(db: Connection, article_id: int, before: Mapping[str, Reading], after: Mapping[str, Reading]) -> None:
    """Let the articles wait that know an entity only by a name that has come to stand for something else."""
    for key, then in before.items():
        now = after.get(key)
        if now is not None and now != then:
            for entity in _doubtful(then, now):
                _ask(db, _bare(db, entity, key, article_id))


def _doubtful(then: Reading, now: Reading) -> set[int]:
    """The entities of which bare mentions may belong elsewhere: rivals of a new favourite, and a fallen one."""
    found: set[int] = set()
    if now.dominating not in (None, then.dominating):
        found |= now.entities - {now.dominating}
    if now.longer not in (None, then.longer):
        found |= now.entities - {now.longer}
    if then.longer not in (None, now.longer):
        found.add(then.longer)
    return found


def _bare(db: Connection, entity_id: int, key: str, article_id: int) -> list[tuple[int]]:
    """The newest articles, other than this one, that name an entity by that name alone."""
    forms = db.execute("SELECT id, text FROM form WHERE entity_id = ? AND n > 0", (entity_id,))
    bare = [form for form, text in forms.fetchall() if fold(text) == key]
    if not bare:
        return []
    return db.execute(
        "SELECT n.article_id FROM article_entity n WHERE n.entity_id = ? AND n.article_id <> ?"  # noqa: S608
        " AND NOT EXISTS (SELECT 1 FROM mention m WHERE m.article_id = n.article_id AND m.entity_id = n.entity_id"
        f" AND m.form_id NOT IN ({marks(bare)})) ORDER BY n.listed DESC, n.article_id LIMIT ?",
        (entity_id, article_id, *bare, MOST),
    ).fetchall()


def _ask(db: Connection, ids: Sequence[tuple[int]]) -> None:
    db.executemany(
        f"INSERT OR IGNORE INTO outbox SELECT id, randomblob({READ_AGAIN}), listed FROM article WHERE id = ?",  # noqa: S608
        ids,
    )


def places(db: Connection, article_id: int) -> dict[Place, int]:
    """Which entity each place of an article names."""
    rows = db.execute("SELECT in_title, start, end, entity_id FROM mention WHERE article_id = ?", (article_id,))
    return {(in_title, start, end): entity for in_title, start, end, entity in rows}


def follow(db: Connection, before: Mapping[Place, int], now: Mapping[Place, int]) -> None:
    """Let an entity that no article names any more lead to the one that its last mentions have come to name.

    `before` and `now` say which entity each place of an article names.
    """
    heirs: dict[int, set[int]] = defaultdict(set)
    for place, entity in before.items():
        if place in now:
            heirs[entity].add(now[place])
    for entity, found in heirs.items():
        if len(found) == 1 and entity not in found:
            db.execute(
                "UPDATE entity SET found_into = ? WHERE id = ? AND articles = 0",
                (found.pop(), entity),
            )
