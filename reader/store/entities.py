"""Stored entities, read back: lists of them, their cards, and the one a reader means by a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from operator import itemgetter

from reader.entities.names import fold
from reader.errors import NotFoundError
from reader.model.entity import ArticleEntity, Entity, EntityCard, Label, LinkedEntity, LinkKind
from reader.relate.salience import prominence
from reader.relate.terms import idf
from reader.relate.timeline import buckets, hours
from reader.store.connection import Connection, guarded
from reader.store.resolving import edits
from reader.store.resolving.survivors import survivor
from reader.store.sql import integer, marks, parts, storable

_COLUMNS = "e.id, e.name, e.label, e.articles, e.mentions"
_NEWEST = 200  # articles in which others are looked for that are named beside an entity
_OFTEN = 6
_LOOKED_UP = 60  # at once, of what is named beside an entity
_FEW_DAYS = 3
_MOST_NAMED = "ORDER BY e.articles DESC, e.mentions DESC, e.id"

# What the title names is read from the mentions, so that for the rest the index by article is enough.
_CENTRAL = """SELECT entity_id, n, salience,
        entity_id IN (SELECT entity_id FROM mention WHERE article_id = ?1 AND in_title = 1) AS titled
    FROM article_entity WHERE article_id = ?1 ORDER BY titled DESC, salience DESC, n DESC, entity_id LIMIT ?2"""


@guarded
def entity(db: Connection, entity_id: int) -> Entity:
    """One entity with its names, or what it was merged into; NotFoundError."""
    found = _select(db, "WHERE e.id = ?", (survivor(db, entity_id),))
    if not found:
        raise NotFoundError(f"There is no entity {entity_id} in the cache.")
    return found[0]


@guarded
def listed(db: Connection, *, limit: int | None = None, text: str = "") -> list[Entity]:
    """The entities that articles name, most-named first; with `text`, those with a name that holds its words."""
    condition, values = "WHERE e.articles > 0", list[str | int]()
    for word in fold(storable(text)).split():
        condition += (
            " AND e.id IN (SELECT coalesce(x.merged_into, x.id)"
            " FROM alias a JOIN entity x ON x.id = a.entity_id WHERE instr(a.key, ?))"
        )
        values.append(word)
    values.append(-1 if limit is None else limit)
    return _select(db, f"{condition} {_MOST_NAMED} LIMIT ?", values)


@guarded
def find(db: Connection, name: str) -> Entity:
    """The entity a reader means: by id, by its name, else the most-named one of that alias; NotFoundError."""
    name = storable(name).strip()
    if name.isascii() and name.isdigit():
        found = _select(db, "WHERE e.id = ?", (survivor(db, int(name)),))
        if found:
            return found[0]
    own_name = "CASE a.kind WHEN 'given' THEN 0 WHEN 'name' THEN 0 WHEN 'table' THEN 0 WHEN 'acronym' THEN 1 ELSE 2 END"
    found = db.execute(
        "SELECT e.id FROM alias a JOIN entity e ON e.id = a.entity_id"  # noqa: S608
        " JOIN entity s ON s.id = coalesce(e.merged_into, e.id)"
        f" WHERE a.key = ? ORDER BY {own_name}, s.articles DESC, s.mentions DESC, e.id LIMIT 1",
        (fold(name),),
    ).fetchone()
    if found is None:
        raise NotFoundError(_nothing(db, name))
    return entity(db, _as_corrected(db, found[0], fold(name)))


def _as_corrected(db: Connection, entity_id: int, key: str) -> int:
    """The entity that the reader let a name of another one stand for."""
    if not edits.any_kept(db):
        return entity_id
    return edits.view(db).shown(entity_id, key, -1) or entity_id


def _nothing(db: Connection, name: str) -> str:
    words = sorted(fold(name).split(), key=len, reverse=True)
    near = next((found for word in words[:3] if (found := listed(db, limit=3, text=word))), [])
    shown = name if len(name) <= 80 else f"{name[:79]}…"
    hint = f"; near are {', '.join(entity.name for entity in near)}" if near else ""
    return f"No entity is called “{shown}”{hint}."


@guarded
def of_article(
    db: Connection, article_id: int, *, limit: int | None = None, aliases: bool = True
) -> tuple[ArticleEntity, ...]:
    """The entities an article names, the most central first, or those of them that are; aliases cost a third of it."""
    rows = db.execute(_CENTRAL, (integer(article_id), -1 if limit is None else limit)).fetchall()
    known = {entity.id: entity for entity in _by_ids(db, [row[0] for row in rows], aliases=aliases)}
    return tuple(
        ArticleEntity(known[entity_id], count, prominence(salience, in_title=bool(in_title)))
        for entity_id, count, salience, in_title in rows
        if entity_id in known
    )


@guarded
def card(db: Connection, entity_id: int) -> EntityCard:
    """All that is said of one entity; NotFoundError."""
    entity_id = survivor(db, entity_id)
    under, over = _linked(db, "l.a", "l.b", entity_id), _linked(db, "l.b", "l.a", entity_id)
    return EntityCard(
        entity=entity(db, entity_id),
        under=under,
        over=over,
        timeline=_timeline(db, entity_id),
        often_with=_often_with(db, entity_id, {link.entity.id for link in (*under, *over)}),
        watched=_is_watched(db, entity_id),
        names=_names(db, entity_id),
    )


def _names(db: Connection, entity_id: int) -> tuple[tuple[str, int], ...]:
    spelt = "SELECT text, n FROM form WHERE entity_id = ? AND n > 0 ORDER BY n DESC, id"
    return tuple(db.execute(spelt, (entity_id,)).fetchall())


def _is_watched(db: Connection, entity_id: int) -> bool:
    meant = "SELECT 1 FROM watch w JOIN entity e ON e.id = w.entity_id WHERE coalesce(e.merged_into, e.id) = ?"
    return db.execute(meant, (entity_id,)).fetchone() is not None


def _often_with(db: Connection, entity_id: int, linked: Set[int]) -> tuple[tuple[Entity, int], ...]:
    """What the newest articles that name an entity name as well, by how often and how much that says."""
    total = db.execute("SELECT coalesce(max(value), 1) FROM statistic WHERE name = 'articles'").fetchone()[0]
    rows = db.execute(
        "SELECT n.entity_id FROM"
        " (SELECT article_id FROM article_entity WHERE entity_id = ?1 ORDER BY listed DESC LIMIT ?2) a"
        " CROSS JOIN article_entity n ON n.article_id = a.article_id WHERE n.entity_id <> ?1",
        (integer(entity_id), _NEWEST),
    )
    together = Counter(map(itemgetter(0), rows))
    best = _most_telling(db, [(n, other) for other, n in together.items() if n > 1 and other not in linked], total)
    known = {each.id: each for each in _by_ids(db, best)}
    return tuple((known[other], together[other]) for other in best if other in known)


def _most_telling(db: Connection, counted: Sequence[tuple[int, int]], total: int) -> list[int]:
    """Of pairs of a count and an entity the few entities that say most, counted as often.

    One that is counted n times is in n articles at least, so that most need not be looked up.
    """
    best: list[tuple[float, int]] = []
    for part in parts(sorted(counted, reverse=True), _LOOKED_UP):
        most = part[0][0]
        if len(best) == _OFTEN and most * idf(most, total) < -best[-1][0]:
            break
        articles = dict(
            db.execute(
                f"SELECT id, articles FROM entity WHERE id IN ({marks(part)})",  # noqa: S608
                [other for _, other in part],
            ).fetchall()
        )
        worth = [(-n * idf(articles[other], total), other) for n, other in part if other in articles]
        best = sorted([*best, *worth])[:_OFTEN]
    return [other for _, other in best]


def _linked(db: Connection, wanted: str, given: str, entity_id: int) -> tuple[LinkedEntity, ...]:
    rows = db.execute(
        f"SELECT {wanted}, l.kind FROM entity_link l WHERE {given} = ? ORDER BY l.kind DESC",  # noqa: S608
        (entity_id,),
    )
    kinds: dict[int, str] = dict(rows.fetchall())
    return tuple(LinkedEntity(found, LinkKind(kinds[found.id])) for found in _by_ids(db, list(kinds)))


def _timeline(db: Connection, entity_id: int) -> tuple[tuple[str, int], ...]:
    """By hours where the first and the last time are known and near each other, else by days or weeks."""
    days = _counts(db, entity_id, 10)
    if len(days) <= _FEW_DAYS:
        found = hours(_counts(db, entity_id, 13))
        if len(found) > 1:
            return found
    return buckets(days)


def _counts(db: Connection, entity_id: int, length: int) -> list[tuple[str, int]]:
    """Mentions by the first letters of their time, oldest first: a walk down the key, which spares sorting them."""
    rows = db.execute(_WALK, (integer(entity_id), length)).fetchall()
    return [(begins, n) for begins, n in reversed(rows) if n]


_BEGINS = "SELECT substr(max(listed), 1, ?2) FROM article_entity WHERE entity_id = ?1"
_WALK = f"""WITH RECURSIVE time (begins) AS ({_BEGINS} UNION ALL
        SELECT ({_BEGINS} AND listed < begins) FROM time WHERE begins > '')
    SELECT begins, (SELECT sum(n) FROM article_entity WHERE entity_id = ?1 AND dated AND n > 0
        AND listed >= begins AND listed < begins || char(1114111)) FROM time"""  # noqa: S608


def _by_ids(db: Connection, ids: Sequence[int], *, aliases: bool = True) -> list[Entity]:
    return _select(db, f"WHERE e.id IN ({marks(ids)}) {_MOST_NAMED}", ids, aliases=aliases)


def _select(db: Connection, rest: str, values: Sequence[str | int], *, aliases: bool = True) -> list[Entity]:
    rows = db.execute(f"SELECT {_COLUMNS} FROM entity e {rest}", values).fetchall()  # noqa: S608
    ids = [row[0] for row in rows]
    forms, over = _forms(db, ids) if aliases else {}, _shown_under(db, ids)
    return [
        Entity(row[0], row[1], Label(row[2]), row[3], row[4], tuple(forms.get(row[0], ())), over.get(row[0]))
        for row in rows
    ]


def _shown_under(db: Connection, ids: Sequence[int]) -> dict[int, int]:
    """For each entity the one it is shown under; one of `ids` itself is preferred, then the most-named one."""
    links: list[tuple[int, int]] = []
    for part in parts(ids):
        links += db.execute(
            f"SELECT l.a, l.b FROM entity_link l JOIN entity e ON e.id = l.b WHERE l.a IN ({marks(part)})"  # noqa: S608
            " ORDER BY e.articles, l.b DESC",
            part,
        )
    present = set(ids)
    return dict(sorted(links, key=lambda link: link[1] in present))


def _forms(db: Connection, ids: Sequence[int]) -> dict[int, list[str]]:
    """How texts spell each entity, the commonest spelling first."""
    found: dict[int, list[str]] = {}
    for part in parts(ids):
        for entity_id, text in db.execute(
            f"SELECT entity_id, text FROM form WHERE entity_id IN ({marks(part)}) AND n > 0"  # noqa: S608
            " ORDER BY n DESC, id",
            part,
        ):
            found.setdefault(entity_id, []).append(text)
    return found
