"""The one door to the cache for the screen and the command line: plain calls, and only values cross."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Generic, TypeVar

from reader.model.article import ListQuery
from reader.store.database import Connections

if TYPE_CHECKING:
    from reader.doors.corrections import Corrections
    from reader.doors.filters import Filters
    from reader.doors.finding import Finding
    from reader.doors.marks import Marks
    from reader.doors.mutes import Mutes
    from reader.doors.places import Places
    from reader.doors.quotes import Quotes
    from reader.doors.stories import Stories
    from reader.doors.subscriptions import Subscriptions
    from reader.doors.upkeep import Upkeep
    from reader.doors.watches import Watches
    from reader.model.article import Anchor, Article, ArticleRow, ParsedArticle
    from reader.model.entity import ArticleEntity, Entity, EntityCard, Mention, MentionContext, Naming

EVERYTHING = ListQuery()
Room = TypeVar("Room")


class Door(Generic[Room]):
    """A room of the library, a noun of its own; what it needs is imported when somebody first goes in.

    The list is on the screen before most rooms are needed.
    """

    def __set_name__(self, owner: type[Library], name: str) -> None:
        self._name = name

    def __get__(self, library: Library, owner: type[Library]) -> Room:
        module = importlib.import_module(f"reader.doors.{self._name}")
        room: Room = getattr(module, self._name.title())(library.connections)
        return room


class Library(AbstractContextManager["Library"]):
    """An opened cache, to be used from any thread; every call may raise CacheError."""

    quotes: Door[Quotes] = Door()
    corrections: Door[Corrections] = Door()
    subscriptions: Door[Subscriptions] = Door()
    finding: Door[Finding] = Door()
    stories: Door[Stories] = Door()
    watches: Door[Watches] = Door()
    marks: Door[Marks] = Door()
    mutes: Door[Mutes] = Door()
    filters: Door[Filters] = Door()
    places: Door[Places] = Door()
    upkeep: Door[Upkeep] = Door()

    def __init__(self, connections: Connections) -> None:
        self.connections = connections

    @classmethod
    def open(cls, path: Path, *, create: bool = True, read_only: bool = False) -> Library:
        """Open the cache at `path`, made where there is none unless `create` is false."""
        library = cls(Connections(path, create=create, read_only=read_only))
        if not read_only:
            library.mutes.keep_time()
        return library

    def interrupt(self) -> None:
        """Let whatever is being read now, in another thread, end with a CacheError; what comes later is read."""
        self.connections.interrupt()

    def close(self) -> None:
        """Let go of the file; a second time does nothing."""
        self.connections.close()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, parsed: Sequence[ParsedArticle], *, source: str | None = None) -> tuple[str, ...]:
        """Store a feed or file in one transaction; the guids of what was new or has changed.

        `source` names the publisher of articles that do not name theirs.
        """
        from reader.store.arrival import intake

        return intake.add(self.connections.mine(), parsed, source=source)

    def count(self, query: ListQuery = EVERYTHING) -> int:
        """How many articles the query holds."""
        from reader.store import listing

        return listing.count(self.connections.mine(), query)

    def rows(
        self, query: ListQuery, offset: int, limit: int, *, near: Anchor | None = None, total: int | None = None
    ) -> list[ArticleRow]:
        """A window of the list: newest first (published, else fetched), then by id, or as the filter orders it.

        `near` is an article of the list whose place is known, `total` how many it holds: both make far places quick.
        """
        from reader.store import listing

        return listing.rows(self.connections.mine(), query, offset, limit, near=near, total=total)

    def position(self, query: ListQuery, article_id: int) -> int | None:
        """The index of an article in the list; None where it is not in it."""
        from reader.store import listing

        return listing.position(self.connections.mine(), query, article_id)

    def article(self, article_id: int) -> Article:
        """One article with its text; NotFoundError."""
        from reader.store import articles

        return articles.article(self.connections.mine(), article_id)

    def find_article(self, ref: str) -> Article:
        """The article a reader means by id, guid, address or title; NotFoundError says what is near or ambiguous."""
        from reader.store import articles

        return articles.find(self.connections.mine(), ref)

    def mentions(self, article_id: int) -> tuple[Mention, ...]:
        """Where an article's text names entities, by start."""
        from reader.store import mentions

        return mentions.of_article(self.connections.mine(), article_id)

    def entities_in(
        self, article_id: int, *, limit: int | None = None, aliases: bool = True
    ) -> tuple[ArticleEntity, ...]:
        """The entities of an article, the most central first; a count of 0 means that only its title names one."""
        from reader.store import entities

        return entities.of_article(self.connections.mine(), article_id, limit=limit, aliases=aliases)

    def entity(self, entity_id: int) -> EntityCard:
        """All that is said of one entity; NotFoundError."""
        from reader.store import entities

        return entities.card(self.connections.mine(), entity_id)

    def find_entity(self, name: str) -> Entity:
        """The entity a reader means by id or any of its names; NotFoundError says what is near."""
        from reader.store import entities

        return entities.find(self.connections.mine(), name)

    def entities(self, *, limit: int | None = None, text: str = "") -> list[Entity]:
        """The entities that articles name, most-named first; with `text`, those with a name that holds its words."""
        from reader.store import entities

        return entities.listed(self.connections.mine(), limit=limit, text=text)

    def mentions_of(self, entity_id: int, *, limit: int | None = None, linked: bool = False) -> list[MentionContext]:
        """Where texts name an entity, newest article first; `linked` adds the entities shown under it."""
        from reader.store import mentions

        return mentions.of_entity(self.connections.mine(), entity_id, limit=limit, linked=linked)

    def newest_naming(self, entity_id: int, limit: int, *, besides: int | None = None) -> tuple[list[Naming], int]:
        """The newest articles whose texts name an entity, but for the one `besides`, and how many more there are."""
        from reader.store import mentions

        return mentions.newest(self.connections.mine(), entity_id, limit, besides=besides)

    def next_naming(self, entity_id: int, article_id: int, *, forward: bool = True) -> int | None:
        """The next article down the list (up, where not `forward`) whose text names the entity."""
        from reader.store import mentions

        return mentions.next_naming(self.connections.mine(), entity_id, article_id, forward=forward)

    def pending(self) -> int:
        """How many articles wait for the worker."""
        from reader.store import outbox

        return outbox.pending_count(self.connections.mine())
