"""Hand-made articles and entities for the tests of the store."""

from __future__ import annotations

from collections.abc import Sequence

from reader.entities.names import fold
from reader.model.article import ListQuery, ParsedArticle, Teaser
from reader.model.entity import Alias, AliasKind, Label, Link, Mention, ResolvedEntity
from reader.store import annotation, listing, outbox
from reader.store.arrival import intake
from reader.store.connection import Connection

EVERYTHING = ListQuery()
LOREM = (
    "Engineers inspected the harbour wall after the storm and found three long cracks below the waterline. "
    "Repairs are planned before winter, the port authority told residents at a crowded meeting on Thursday."
)


def article(title: str = "A storm", text: str = LOREM, **fields: object) -> ParsedArticle:
    fields.setdefault("guid", f"guid of {title}")
    return ParsedArticle(title=title, text=text, **fields)  # type: ignore[arg-type]


def teaser(title: str, text: str = "", section: str | None = None) -> Teaser:
    return Teaser(title, text, section)


def add(db: Connection, *articles: ParsedArticle, source: str | None = None) -> list[int]:
    """Store articles; the ids of all rows, in the order in which they came to be."""
    intake.add(db, articles, source=source)
    return [row[0] for row in db.execute("SELECT id FROM article ORDER BY id")]


def titles(db: Connection, query: ListQuery = EVERYTHING, offset: int = 0, limit: int = 100) -> list[str]:
    return [row.title for row in listing.rows(db, query, offset, limit)]


def spans(text: str, name: str, label: Label) -> tuple[Mention, ...]:
    found, start = [], text.find(name)
    while start >= 0:
        found.append(Mention(start, start + len(name), label))
        start = text.find(name, start + 1)
    return tuple(found)


def named(
    pending: outbox.PendingArticle,
    name: str,
    entity_id: int | None = None,
    *,
    spelt: str | None = None,
    label: Label = Label.GPE,
    aliases: Sequence[Alias] = (),
    links: Sequence[Link] = (),
) -> ResolvedEntity:
    """An entity with a mention wherever the article spells it so."""
    spelling = spelt or name
    return ResolvedEntity(
        name,
        label,
        entity_id,
        spans(pending.title, spelling, label),
        spans(pending.text, spelling, label),
        (Alias(fold(name), AliasKind.NAME), *aliases),
        tuple(links),
    )


def annotate(db: Connection, article_id: int, *entities: tuple[str, int | None] | ResolvedEntity) -> bool:
    """Annotate a waiting article; an entity may be given as its name with its id where it is known."""
    (pending,) = outbox.load(db, [article_id])
    resolved = [item if isinstance(item, ResolvedEntity) else named(pending, *item) for item in entities]
    return annotation.save(db, pending, lambda _: resolved) is not None


def entity_id(db: Connection, name: str) -> int:
    found: int = db.execute("SELECT id FROM entity WHERE name = ?", (name,)).fetchone()[0]
    return found
