"""The places in texts where entities are named, and the way from one to the next."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from reader.model.entity import Label, Mention, MentionContext, Naming
from reader.model.spans import sentence_around
from reader.store.connection import Connection, guarded
from reader.store.marking.muted import shown
from reader.store.resolving.survivors import survivor
from reader.store.sql import THESE, integer, marks


class _Labels(dict[str, Label]):
    """What Label says of each value, for less: a long article has seven thousand of them."""

    def __missing__(self, value: str) -> Label:
        return Label(value)


_LABELS = _Labels((label.value, label) for label in Label)


@guarded
def of_article(db: Connection, article_id: int) -> tuple[Mention, ...]:
    """The mentions in an article's text by their start; those of its title are not among them."""
    found = db.execute(
        "SELECT start, end, label, entity_id FROM mention WHERE article_id = ? AND in_title = 0 ORDER BY start, end",
        (integer(article_id),),
    )
    return tuple([Mention(start, end, _LABELS[label], entity_id) for start, end, label, entity_id in found])


@guarded
def of_entity(
    db: Connection, entity_id: int, *, limit: int | None = None, linked: bool = False
) -> list[MentionContext]:
    """The places in texts that name an entity, newest article first; `linked` adds those of entities under it."""
    entity_id = survivor(db, entity_id)
    ids = [entity_id, *(_under(db, entity_id) if linked else ())]
    found: list[MentionContext] = []
    articles = _articles(db, ids)
    while limit is None or len(found) < limit:
        # each of them names it once at least
        some = list(islice(articles, _AT_ONCE if limit is None else min(_AT_ONCE, limit - len(found))))
        if not some:
            break
        found += _in_articles(db, some, ids)
    return found[:limit]


@guarded
def newest(db: Connection, entity_id: int, limit: int, *, besides: int | None = None) -> tuple[list[Naming], int]:
    """The newest articles whose texts name an entity, but for the one `besides`, and how many more there are."""
    naming = "FROM article_entity WHERE entity_id = ?1 AND n > 0 AND article_id IS NOT ?2"
    entity_id = survivor(db, entity_id)
    newest = f"SELECT article_id, n {naming} ORDER BY listed DESC, article_id LIMIT ?3"
    counts: dict[int, int] = dict(db.execute(newest, (entity_id, besides, limit)))
    first = [Naming(n, each) for article_id, n in counts.items() if (each := _first(db, article_id, entity_id))]
    if len(counts) < limit:
        return first, 0
    return first, db.execute(f"SELECT count(*) {naming}", (entity_id, besides)).fetchone()[0] - limit


def _first(db: Connection, article_id: int, entity_id: int) -> MentionContext | None:
    """The first place in an article's text that names an entity; the way there is short in a long article."""
    row = db.execute(
        "SELECT m.start, m.end, m.label, e.name, a.title, a.published, a.text FROM mention m"
        " JOIN entity e ON e.id = m.entity_id JOIN article a ON a.id = m.article_id"
        " WHERE m.article_id = ? AND m.in_title = 0 AND m.entity_id = ? ORDER BY m.start, m.end LIMIT 1",
        (article_id, entity_id),
    ).fetchone()
    if row is None:
        return None
    start, end, label, name, *about = row
    return _context(_Text(article_id, *about), Mention(start, end, _LABELS[label], entity_id), name)


def _under(db: Connection, entity_id: int) -> list[int]:
    return [row[0] for row in db.execute("SELECT DISTINCT a FROM entity_link WHERE b = ?", (entity_id,))]


def _articles(db: Connection, ids: Sequence[int]) -> Iterator[int]:
    rows = db.execute(
        f"SELECT DISTINCT listed, article_id FROM article_entity WHERE entity_id IN ({marks(ids)}) AND n > 0"  # noqa: S608
        " ORDER BY listed DESC, article_id",
        ids,
    )
    return (article_id for _, article_id in rows)


@dataclass(frozen=True, slots=True)
class _Text:
    article_id: int
    title: str
    published: str | None
    text: str


_AT_ONCE = 64  # articles whose texts are read together


def _in_articles(db: Connection, articles: Sequence[int], ids: Sequence[int]) -> list[MentionContext]:
    """The places in these articles that name one of the entities, in the order of the articles."""
    these = json.dumps(articles)
    texts = db.execute(f"SELECT id, title, published, text FROM article WHERE id IN ({THESE})", (these,))  # noqa: S608
    sources = {row[0]: _Text(*row) for row in texts}
    rows = db.execute(
        "SELECT m.article_id, m.start, m.end, m.label, m.entity_id, e.name"  # noqa: S608
        " FROM mention m JOIN entity e ON e.id = m.entity_id"
        f" WHERE m.article_id IN ({THESE}) AND m.in_title = 0 AND m.entity_id IN ({marks(ids)})"
        " ORDER BY m.article_id, m.start, m.end, m.entity_id",
        (these, *ids),
    )
    found: dict[int, list[MentionContext]] = {article_id: [] for article_id in articles}
    for article_id, start, end, label, owner, name in rows:
        found[article_id].append(_context(sources[article_id], Mention(start, end, _LABELS[label], owner), name))
    return list(chain.from_iterable(found.values()))


def _context(source: _Text, mention: Mention, name: str) -> MentionContext:
    left, right = sentence_around(source.text, mention.start, mention.end)
    return MentionContext(
        article_id=source.article_id,
        article_title=source.title,
        published=source.published,
        mention=mention,
        text=source.text[mention.start : mention.end],
        context=source.text[left:right],
        offset=mention.start - left,
        entity=name,
    )


@guarded
def next_naming(db: Connection, entity_id: int, article_id: int, *, forward: bool = True) -> int | None:
    """The nearest article down the list (up, where not `forward`) whose text names the entity; None at the end.

    Muted ones are passed over.
    """
    here = db.execute("SELECT listed FROM article WHERE id = ?", (integer(article_id),)).fetchone()
    if here is None:
        return None
    if forward:
        beyond, order = "listed <= ?1 AND (listed < ?1 OR article_id > ?2)", "listed DESC, article_id"
    else:
        beyond, order = "listed >= ?1 AND (listed > ?1 OR article_id < ?2)", "listed, article_id DESC"
    found = db.execute(
        f"SELECT article_id FROM article_entity WHERE entity_id = ?3 AND n > 0 AND {beyond}"  # noqa: S608
        f" AND {shown('article_entity.article_id')}"
        f" ORDER BY {order} LIMIT 1",
        (here[0], article_id, survivor(db, entity_id)),
    ).fetchone()
    return None if found is None else int(found[0])
