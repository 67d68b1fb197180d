"""The door to the feeds of a cache, for the screen and the command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.model.feed import Feed, Secret, Subscription
from reader.store import feeds, subscriptions
from reader.store.arrival import unsubscribing
from reader.store.arrival.unsubscribing import Gone
from reader.store.database import Connections


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What one feed of another program's cache brought; `refused` is its name there where it is not on the web."""

    stored: tuple[str, ...] = ()
    articles: int = 0
    new: bool = False
    read: int = 0
    starred: int = 0
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """The feeds of an opened cache, to be used from any thread; every call may raise CacheError."""

    _connections: Connections

    def feeds(self, *, counts: bool = False) -> list[Feed]:
        """Every feed by folder and name, with the numbers of its articles where asked for."""
        return feeds.feeds(self._connections.mine(), counts=counts)

    def find(self, ref: str) -> Feed:
        """The feed a reader means by id, address or name; NotFoundError says what is near."""
        return feeds.find(self._connections.mine(), ref)

    def subscribe(self, wanted: Sequence[Subscription]) -> list[tuple[int, bool]]:
        """Keep feeds, all or none; for each its id and whether it is new."""
        return subscriptions.subscribe(self._connections.mine(), wanted)

    def adjust(self, feed_id: int, *, user_agent: str | None = None, full_text: bool | None = None) -> None:
        """Change how a feed is fetched; None leaves what was."""
        subscriptions.adjust(self._connections.mine(), feed_id, user_agent=user_agent, full_text=full_text)

    def keep_secret(self, feed_id: int, secret: Secret | None) -> Secret | None:
        """Remember how to sign in, or that nobody does; how it was before."""
        return subscriptions.keep_secret(self._connections.mine(), feed_id, secret)

    def signing_in(self) -> frozenset[int]:
        """The feeds that are signed in to."""
        return frozenset(feeds.secrets(self._connections.mine()))

    def tag(self, feed_id: int, names: Sequence[str]) -> tuple[str, ...]:
        """Give a feed these tags and no others; those that it had."""
        return subscriptions.tag(self._connections.mine(), feed_id, names)

    def wake(self, feed_ids: Sequence[int]) -> None:
        """Let feeds be fetched again that rest, or were asked to wait."""
        subscriptions.wake(self._connections.mine(), feed_ids)

    def remove(self, feed_id: int, *, with_articles: bool = False) -> int:
        """Let go of a feed; how many articles went with it: none, unless `with_articles`."""
        return subscriptions.remove(self._connections.mine(), feed_id, with_articles=with_articles)

    def folder_counts(self) -> dict[str, tuple[int, int]]:
        """By folder ("" for none) how many articles its feeds brought that are unread, and how many in all."""
        return feeds.folder_counts(self._connections.mine())

    def rename(self, feed_id: int, title: str | None) -> str | None:
        """Give a feed a name of the reader's own, or none; the one that it had."""
        return subscriptions.rename(self._connections.mine(), feed_id, title)

    def move(self, feed_id: int, folder: str | None) -> str | None:
        """Put a feed into a folder, or into none; the one that it was in."""
        return subscriptions.move(self._connections.mine(), feed_id, folder)

    def let_go(self, feed_id: int) -> Gone:
        """Let go of a feed, its articles stay; what brings it back."""
        return unsubscribing.let_go(self._connections.mine(), feed_id)

    def bring_back(self, gone: Gone) -> None:
        """Make a feed as it was before it was let go of."""
        unsubscribing.bring_back(self._connections.mine(), gone)

    def take_over_newsboat(self, file: Path) -> Iterator[TakenOver]:
        """Take over the articles and marks of newsboat's cache, feed by feed, each after its commit."""
        from reader.ingest.feed_articles import articles_of
        from reader.store.arrival import newsboat

        db = self._connections.mine()
        for old in newsboat.old_feeds(file):
            if isinstance(old, str):
                yield TakenOver(refused=old)
                continue
            articles = articles_of(old.document, old.url)
            ((feed_id, new),) = subscriptions.subscribe(db, [Subscription(old.url)])
            stored, read, starred = newsboat.take_over(db, feed_id, articles, old)
            yield TakenOver(stored, len(articles), new, read, starred)

    def undo_full_text(self, article_id: int) -> bool:
        """Bring back what the feed said, where the text of the page took its place; whether it did."""
        from reader.store.arrival import fulltext

        return fulltext.undo(self._connections.mine(), article_id)

    def of_article(self, article_id: int) -> list[int]:
        """The ids of the feeds that brought an article."""
        return feeds.of_article(self._connections.mine(), article_id)

    def sources(self, article_id: int) -> list[str]:
        """The names of the feeds that brought an article."""
        return feeds.sources(self._connections.mine(), article_id)

    def folders(self, article_id: int) -> list[str]:
        """The folders of the feeds that brought an article, that of the feed it belongs to first."""
        return feeds.folders(self._connections.mine(), article_id)
