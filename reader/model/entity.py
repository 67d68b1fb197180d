"""People, places and organisations, and the places in a text where they are named."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from reader.model.label import Label

__all__ = [
    "Alias", "AliasKind", "ArticleEntity", "Candidate", "Entity", "EntityCard", "Label", "Link", "LinkKind",
    "LinkedEntity", "Mention", "MentionContext", "Naming", "Recognised", "ResolvedEntity", "Watched",
]  # fmt: skip


class AliasKind(StrEnum):
    """How an alias stands for its entity: its name, a person's surname, initials, or a form known by table."""

    NAME = "name"
    SURNAME = "surname"
    ACRONYM = "acronym"
    TABLE = "table"


class LinkKind(StrEnum):
    """Why one entity is shown under another without being it: Ankara speaks for Turkey, Turkish is of it."""

    METONYM = "metonym"
    DEMONYM = "demonym"
    MEMBER = "member"


class Mention(NamedTuple):
    """A stretch of a text that names an entity: half-open character offsets, and the label it was given there.

    A tuple, as a long article has seven thousand of them, which are read while somebody waits for it.
    """

    start: int
    end: int
    label: Label
    entity_id: int | None = None


@dataclass(frozen=True, slots=True)
class Recognised:
    """What the recogniser found in one article: mentions in its title and, apart, in its text.

    `by` is the ident of the pipeline that looked ("" where the language has none), `lang` the language it was read as;
    both None where that was not asked.
    """

    title: tuple[Mention, ...] = ()
    text: tuple[Mention, ...] = ()
    by: str | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Alias:
    """A surface form in its folded form (`key`), which is how it is looked up."""

    key: str
    kind: AliasKind


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known entity that a key may stand for; `articles` is how many articles name it."""

    entity_id: int
    name: str
    label: Label
    kind: AliasKind
    articles: int


@dataclass(frozen=True, slots=True)
class Link:
    """The entity that another one stands for or belongs to, by its name and label."""

    kind: LinkKind
    name: str
    label: Label


@dataclass(frozen=True, slots=True)
class ResolvedEntity:
    """One entity as one article names it.

    `entity_id` is None where the collection does not know it yet. `name` is the fullest name known, so it may be
    longer than the one stored. `title` and `text` are its mentions there. `aliases` are the keys it can be found
    by from now on; `links` the entities it is shown under.
    """

    name: str
    label: Label
    entity_id: int | None
    title: tuple[Mention, ...]
    text: tuple[Mention, ...]
    aliases: tuple[Alias, ...]
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, place, organisation or thing of the collection.

    `aliases` are its names, the commonest first; `over` is the id of the entity it is shown under (Turkey for Ankara).
    """

    id: int
    name: str
    label: Label
    articles: int
    mentions: int
    aliases: tuple[str, ...] = ()
    over: int | None = None


@dataclass(frozen=True, slots=True)
class ArticleEntity:
    """An entity within one article: how often it is named there and how central it is (0 to 1)."""

    entity: Entity
    count: int
    salience: float


@dataclass(frozen=True, slots=True)
class LinkedEntity:
    """An entity shown under another one, with the reason."""

    entity: Entity
    kind: LinkKind


@dataclass(frozen=True, slots=True)
class Watched:
    """A watched entity: since when, and how many articles and mentions are new since the reader last looked."""

    entity: Entity
    since: str
    new_articles: int
    new_mentions: int


@dataclass(frozen=True, slots=True)
class EntityCard:
    """All that the sidebar says of a selected entity.

    `under` are the entities shown under it (Ankara under Turkey), `over` those it is shown under. `timeline`
    pairs a bucket's beginning (a day or an hour, ISO 8601) with the number of mentions in it, oldest first, empty
    buckets included. `often_with` are entities named in the same articles, with the number of those. `names` are the
    spellings with how often each occurs, the commonest first.
    """

    entity: Entity
    under: tuple[LinkedEntity, ...]
    over: tuple[LinkedEntity, ...]
    timeline: tuple[tuple[str, int], ...]
    often_with: tuple[tuple[Entity, int], ...] = ()
    watched: bool = False
    names: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class MentionContext:
    """A mention with the sentence around it; `offset` is where the name starts within `context`."""

    article_id: int
    article_title: str
    published: str | None
    mention: Mention
    text: str
    context: str
    offset: int
    entity: str


@dataclass(frozen=True, slots=True)
class Naming:
    """An article whose text names an entity: how often, and where it does so first."""

    count: int
    first: MentionContext
