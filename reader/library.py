"""The one door to the cache for the screen and the command line: plain calls, and only values cross."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from reader.doors.corrections import Corrections
from reader.doors.finding import Finding
from reader.doors.marks import Marks
from reader.doors.mutes import Mutes
from reader.doors.quotes import Quotes
from reader.doors.stories import Stories
from reader.doors.subscriptions import Subscriptions
from reader.doors.watches import Watches
from reader.model.article import Article, ArticleRow, ListQuery, ParsedArticle
from reader.model.entity import ArticleEntity, Entity, EntityCard, Mention, MentionContext
from reader.store import articles, entities, intake, listing, marks, mentions, outbox
from reader.store.database import Connections

if TYPE_CHECKING:
    from reader.doors.upkeep import Upkeep

EVERYTHING = ListQuery()


@dataclass(frozen=True, slots=True)
class Library(AbstractContextManager["Library"]):
    """An opened cache, to be used from any thread; every call may raise CacheError.

    Its fields are rooms of their own, a noun each.
    """

    _connections: Connections
    quotes: Quotes
    corrections: Corrections
    subscriptions: Subscriptions
    finding: Finding
    stories: Stories
    watches: Watches
    marks: Marks
    mutes: Mutes

    @classmethod
    def open(cls, path: Path, *, create: bool = True, read_only: bool = False) -> Library:
        """Open the cache at `path`, made where there is none unless `create` is false."""
        connections = Connections(path, create=create, read_only=read_only)
        mutes = Mutes(connections)
        if not read_only:
            mutes.keep_time()
        return cls(
            connections,
            quotes=Quotes(connections),
            corrections=Corrections(connections),
            subscriptions=Subscriptions(connections),
            finding=Finding(connections),
            stories=Stories(connections),
            watches=Watches(connections),
            marks=Marks(connections),
            mutes=mutes,
        )

    @property
    def upkeep(self) -> Upkeep:
        """The cache as a whole; few who open one want that."""
        from reader.doors.upkeep import Upkeep

        return Upkeep(self._connections)

    def close(self) -> None:
        """Let go of the file; a second time does nothing."""
        self._connections.close()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, parsed: Sequence[ParsedArticle], *, source: str | None = None) -> tuple[str, ...]:
        """Store a feed or file in one transaction; the guids of what was new or has changed.

        `source` names the publisher of articles that do not name theirs.
        """
        return intake.add(self._connections.mine(), parsed, source=source)

    def count(self, query: ListQuery = EVERYTHING) -> int:
        """How many articles the query holds."""
        return listing.count(self._connections.mine(), query)

    def rows(self, query: ListQuery, offset: int, limit: int) -> list[ArticleRow]:
        """A window of the list: newest first (published, else fetched), then by id, or as the filter orders it."""
        return listing.rows(self._connections.mine(), query, offset, limit)

    def position(self, query: ListQuery, article_id: int) -> int | None:
        """The index of an article in the list; None where it is not in it."""
        return listing.position(self._connections.mine(), query, article_id)

    def article(self, article_id: int) -> Article:
        """One article with its text; NotFoundError."""
        return articles.article(self._connections.mine(), article_id)

    def find_article(self, ref: str) -> Article:
        """The article a reader means by id, guid, address or title; NotFoundError says what is near or ambiguous."""
        return articles.find(self._connections.mine(), ref)

    def set_read(self, ids: Sequence[int], read: bool) -> None:
        """Mark articles as read or unread; on the disk when this returns."""
        marks.mark(self._connections.mine(), ids, "read", read)

    def set_starred(self, ids: Sequence[int], starred: bool) -> None:
        """Give articles a star or take it away; on the disk when this returns."""
        marks.mark(self._connections.mine(), ids, "starred", starred)

    def mentions(self, article_id: int) -> tuple[Mention, ...]:
        """Where an article's text names entities, by start."""
        return mentions.of_article(self._connections.mine(), article_id)

    def entities_in(self, article_id: int) -> tuple[ArticleEntity, ...]:
        """The entities of an article, the most central first; a count of 0 means that only its title names one."""
        return entities.of_article(self._connections.mine(), article_id)

    def entity(self, entity_id: int) -> EntityCard:
        """All that is said of one entity; NotFoundError."""
        return entities.card(self._connections.mine(), entity_id)

    def find_entity(self, name: str) -> Entity:
        """The entity a reader means by id or any of its names; NotFoundError says what is near."""
        return entities.find(self._connections.mine(), name)

    def entities(self, *, limit: int | None = None, text: str = "") -> list[Entity]:
        """The entities that articles name, most-named first; with `text`, those with a name that holds its words."""
        return entities.listed(self._connections.mine(), limit=limit, text=text)

    def mentions_of(self, entity_id: int, *, limit: int | None = None, linked: bool = False) -> list[MentionContext]:
        """Where texts name an entity, newest article first; `linked` adds the entities shown under it."""
        return mentions.of_entity(self._connections.mine(), entity_id, limit=limit, linked=linked)

    def next_naming(self, entity_id: int, article_id: int, *, forward: bool = True) -> int | None:
        """The next article down the list (up, where not `forward`) whose text names the entity."""
        return mentions.next_naming(self._connections.mine(), entity_id, article_id, forward=forward)

    def pending(self) -> int:
        """How many articles wait for the worker."""
        return outbox.pending_count(self._connections.mine())
