"""Reloading feeds: fetched side by side, parsed in other processes, stored one transaction a feed by one thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from reader.config import Keep, Network
from reader.errors import FetchError, ImportFailedError, TidewireError
from reader.ingest.patience import give_back
from reader.model.feed import Delivered, Feed, FeedState, Moved, Secret
from reader.net.connect import Pool
from reader.net.fetch import Answer, Request, fetch
from reader.net.fulltext import take_all
from reader.net.gate import MOST_SLOW, TOTAL, Gate
from reader.net.parsing import ParsedFeed, Parsers
from reader.net.policy import Policy, opens, place_of
from reader.net.schedule import moment_in, next_after_trouble, next_interval
from reader.net.store import Store
from reader.store import feeds, subscriptions
from reader.store.arrival import delivery, fulltext, retention

REFUSALS = (403, 429)
_NOTHING = Delivered()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one feed, told after its commit; `unchanged` that the server had nothing new to say.

    `feed` is as it was, but for a name that it has only now; `offline` says that there seems to be no network.
    """

    feed: Feed
    delivered: Delivered = _NOTHING
    unchanged: bool = False
    error: str | None = None
    moved: str | None = None
    offline: bool = False


@dataclass(slots=True)
class _Reload:
    store: Store
    network: Network
    keep: Mapping[str, Keep]
    secrets: dict[int, Secret]
    report: Callable[[Outcome], None]
    pool: Pool = field(default_factory=lambda: Pool(TOTAL + MOST_SLOW))
    gate: Gate = field(default_factory=Gate)
    parsers: Parsers = field(default_factory=Parsers)
    large: asyncio.Lock = field(default_factory=asyncio.Lock)  # held by the one large answer that is in memory
    small: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(TOTAL))  # and by the others

    async def one(self, feed: Feed) -> None:
        try:
            outcome = await self._outcome(feed)
        except (FetchError, ImportFailedError) as error:
            outcome = await self._trouble(feed, error)
        self.report(outcome)

    async def _outcome(self, feed: Feed) -> Outcome:
        async with AsyncExitStack() as held:
            answer = await self._fetched(feed, held)
            outcome = await self._taken(feed, answer)
        if answer.large:
            give_back()
        if feed.full_text and outcome.delivered.new:
            ids = await self.store.run(fulltext.ids_of, feed.id, outcome.delivered.new)
            await take_all(self.store, self.pool, self.parsers, self.network, ids)
        await self._let_go(outcome.feed)
        return outcome

    async def _taken(self, feed: Feed, answer: Answer) -> Outcome:
        digest = digest_of(answer)
        if answer.unchanged or (digest == feed.body_hash and digest is not None and answer.moved is None):
            return await self._unchanged(feed, answer)
        parsed = await self.parsers.parse(answer.content, answer.url, answer.content_type)
        state = state_of(feed, answer, parsed, digest)
        delivered = await self.store.run(delivery.deliver, feed.id, parsed.articles, state) or Delivered()
        named = replace(feed, title=feed.title or parsed.title)
        return Outcome(named, delivered, moved=answer.moved)

    async def _let_go(self, feed: Feed) -> None:
        """Apply the rule of this feed, by its address or name, else the rule of all."""
        rule = self.keep.get(feed.url) or self.keep.get(feed.name) or self.keep.get("")
        if rule is not None:
            await self.store.run(retention.let_go, feed.id, rule)

    async def _fetched(self, feed: Feed, held: AsyncExitStack) -> Answer:
        """The answer, with its place in memory until `held` ends; nobody is asked while there is none."""
        place = place_of(feed.url)
        request = Request(
            url=feed.url,
            policy=Policy(self.network.allow, place if feed.typed else None),
            etag=feed.etag,
            last_modified=feed.last_modified,
            user_agent=feed.user_agent or self.network.user_agent,
            secret=self.secrets.get(feed.id),
        )
        async with self.gate.permit(place.host) as permit:
            answer = await fetch(self.pool, request)
            permit.answered()
            if not answer.large:
                await held.enter_async_context(self.small)
        if answer.large:
            await held.enter_async_context(self.large)
        return answer

    async def _unchanged(self, feed: Feed, answer: Answer) -> Outcome:
        interval = next_interval(feed, news=False, max_age=answer.max_age)
        await self.store.run(subscriptions.unchanged, feed.id, interval, moment_in(interval), _moved(feed, answer))
        return Outcome(feed, unchanged=True, moved=answer.moved)

    async def _trouble(self, feed: Feed, error: TidewireError) -> Outcome:
        said = error if isinstance(error, FetchError) else FetchError(str(error))
        refused = said.status in REFUSALS
        later = moment_in(next_after_trouble(feed, wait=said.wait, refused=refused, offline=said.offline))
        not_before = moment_in(-(-said.wait // 60)) if said.wait else None
        await self.store.run(
            subscriptions.trouble,
            feed.id,
            str(error),
            next_fetch=later,
            not_before=not_before,
            resting=said.gone,
            counts=not said.offline,
        )
        return Outcome(feed, error=str(error), offline=said.offline)


def state_of(feed: Feed, answer: Answer, parsed: ParsedFeed, digest: bytes | None) -> FeedState:
    """What to remember of an answer."""
    busy = next_interval(feed, news=True, ttl=parsed.ttl, max_age=answer.max_age)
    idle = next_interval(feed, news=False, ttl=parsed.ttl, max_age=answer.max_age)
    return FeedState(
        title=parsed.title,
        site_url=parsed.site_url,
        moved=_moved(feed, answer),
        etag=answer.etag,
        last_modified=answer.last_modified,
        body_hash=digest,
        interval=busy,
        next_fetch=moment_in(busy),
        idle_interval=idle,
        idle_fetch=moment_in(idle),
    )


def _moved(feed: Feed, answer: Answer) -> Moved | None:
    """Where a feed has moved to. What a reader typed opens the server that it named, and no other one."""
    if answer.moved is None:
        return None
    return Moved(answer.moved, feed.typed and opens(place_of(feed.url), place_of(answer.moved)))


def digest_of(answer: Answer) -> bytes | None:
    """What tells one body from another; None for an empty one."""
    return answer.content.digest if answer.content.size else None


async def reload(
    cache: Path,
    wanted: Sequence[Feed],
    network: Network,
    report: Callable[[Outcome], None],
    keep: Mapping[str, Keep] | None = None,
) -> None:
    """Reload feeds; `report` is called in the event loop's thread, for each feed after its commit.

    `keep` holds the rules of retention, which are applied to every feed that answers, be it with nothing new: days
    go by all the same. A reload may be cancelled at any moment; what was reported is on the disk. CacheError.
    """
    store = Store(cache)
    try:
        work = _Reload(store, network, keep or {}, await store.run(feeds.secrets), report)
        try:
            async with asyncio.TaskGroup() as group:
                for feed in wanted:
                    group.create_task(work.one(feed))
        finally:
            work.parsers.close()
            await work.pool.close()
    except* (TidewireError, OSError) as errors:  # of the cache, or of whoever is reported to
        raise errors.exceptions[0] from None
    finally:
        store.close()
