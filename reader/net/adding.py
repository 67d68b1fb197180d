"""A feed found at an address: the feed itself, or the one that the page there announces."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from reader.config import Network
from reader.errors import FetchError, ImportFailedError, TidewireError
from reader.ingest.addresses import without_secret
from reader.ingest.charset import decoded
from reader.ingest.feed import is_feed, is_page
from reader.ingest.page import Offer, feeds_of, usual_places
from reader.model.feed import Delivered, Feed, Secret, Subscription
from reader.net.connect import Pool
from reader.net.fetch import Answer, Request, fetch
from reader.net.fulltext import take_all
from reader.net.parsing import ParsedFeed, Parsers
from reader.net.policy import Policy, is_local, place_of
from reader.net.reload import digest_of, state_of
from reader.net.store import Store
from reader.store import feeds, subscriptions
from reader.store.arrival import delivery, fulltext

TRIES = 12
LONGEST_PAGE = 4 * 1024 * 1024  # bytes in which a page's feeds are looked for
LONGEST_LOOK = 30.0  # seconds for the feeds of a page, all of them together


@dataclass(frozen=True, slots=True)
class Found:
    """A feed that answered, what it said, and all that the page offers, itself first; none where there was no page."""

    url: str
    answer: Answer
    parsed: ParsedFeed
    offers: tuple[Offer, ...] = ()


def typed_address(text: str) -> tuple[list[str], Secret | None]:
    """What a reader typed, as addresses to try in order, and the user and password that stood in it."""
    text = text.strip()
    if not text:
        raise FetchError("No address was given.")
    text = re.sub(r"^feed:(?://)?(?=https?:)", "", text, flags=re.IGNORECASE)
    text = re.sub(r"^feed://", "https://", text, flags=re.IGNORECASE)
    if not re.match(r"[a-z][a-z0-9+.-]*://", text, re.IGNORECASE):
        text = f"https://{text}"
        addresses = [text, "http" + text.removeprefix("https")]
        if _speaks_plainly(text):
            addresses.reverse()
    else:
        addresses = [text]
    try:
        _, secret = without_secret(text)
    except ValueError:
        raise FetchError(f"{text[:200]} is no address.") from None
    return [_bare(address) for address in addresses], secret


def _speaks_plainly(url: str) -> bool:
    """Whether a server likely speaks http: one in this house, or at a port of its own; asked for https, it may hang."""
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        return False
    return port != 443 and (port is not None or is_local(host))


def _bare(address: str) -> str:
    """The address without user and password, scheme and host in lower case."""
    parts = urlsplit(without_secret(address)[0])
    return urlunsplit(parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower(), fragment=""))


class Finder:
    """Looks for a feed; to be closed."""

    def __init__(self, network: Network, *, secret: Secret | None = None, user_agent: str | None = None) -> None:
        self._network = network
        self._secret = secret
        self._user_agent = user_agent or network.user_agent
        self._pool = Pool(4)
        self._parsers = Parsers(1)

    async def close(self) -> None:
        self._parsers.close()
        await self._pool.close()

    async def find(self, text: str, chosen: str | None = None) -> Found:
        """The feed at what a reader typed; FetchError of the first try, ImportFailedError of what answered.

        `chosen` is the one to take of those that the page there offers, else it is the first that answers. Being
        offered, it may not lead where only what was typed may.
        """
        addresses, secret = typed_address(text)
        self._secret = self._secret or secret
        first: FetchError | None = None
        for address in addresses:
            try:
                return await self._at(address, chosen)
            except FetchError as error:
                first = first or error
        raise first or FetchError(f"There is nothing at {text[:200]}.")

    async def _at(self, address: str, chosen: str | None) -> Found:
        answer = await self._fetch(address, address)
        start = answer.content.beginning(LONGEST_PAGE)
        if not is_page(start):
            return await self._read(address, answer)
        page = decoded(start, answer.content_type)
        announced = feeds_of(page, answer.url)
        if chosen is not None:
            return await self._chosen(chosen, announced, address)
        try:
            async with asyncio.timeout(LONGEST_LOOK):
                found = await self._first(announced, answer.url, address)
        except TimeoutError:
            raise ImportFailedError(f"{address} is a web page, and no feed that it offers answered in time.") from None
        if found is None:
            raise ImportFailedError(f"{address} is a web page that offers no feed.")
        return found

    async def _chosen(self, chosen: str, announced: Sequence[Offer], typed: str) -> Found:
        if all(offer.url != chosen for offer in announced):
            raise ImportFailedError(f"{typed} does not offer a feed at {chosen[:200]}.")
        found = await self._read(chosen, await self._fetch(chosen, typed))
        return replace(found, offers=_ordered(announced, chosen))

    async def _first(self, announced: Sequence[Offer], page: str, typed: str) -> Found | None:
        """The first of the feeds that a page announces, else of those where sites usually have one.

        Where none answers, what the first that was announced said is raised.
        """
        offered = [offer.url for offer in announced]
        refused: TidewireError | None = None
        for candidate in [*offered, *usual_places(page)][:TRIES]:
            try:
                answer = await self._fetch(candidate, typed)
                if is_feed(answer.content.beginning(LONGEST_PAGE)):
                    return replace(await self._read(candidate, answer), offers=_ordered(announced, candidate))
            except TidewireError as error:
                refused = refused or (error if candidate in offered else None)
        if refused is not None:
            raise refused
        return None

    async def _read(self, address: str, answer: Answer) -> Found:
        parsed = await self._parsers.parse(answer.content, answer.url, answer.content_type)
        return Found(answer.moved or address, answer, parsed)

    async def _fetch(self, address: str, typed: str) -> Answer:
        policy = Policy(self._network.allow, place_of(typed))
        alike = place_of(address) == place_of(typed)
        secret = self._secret if alike else None
        return await fetch(self._pool, Request(address, policy, user_agent=self._user_agent, secret=secret))

    @property
    def secret(self) -> Secret | None:
        """What signed in, where something did."""
        return self._secret


def _ordered(announced: Sequence[Offer], taken: str) -> tuple[Offer, ...]:
    """What a page offers, the one that was taken first."""
    return tuple(sorted(announced, key=lambda offer: offer.url != taken))


async def fetch_whole(cache: Path, network: Network, feed_id: int, guids: tuple[str, ...]) -> int:
    """Fetch the pages of articles that a feed has just brought; how many could be had."""
    store, pool, parsers = Store(cache), Pool(4), Parsers(1)
    try:
        ids = await store.run(fulltext.ids_of, feed_id, guids)
        return await take_all(store, pool, parsers, network, ids)
    finally:
        parsers.close()
        await pool.close()
        store.close()


async def keep(cache: Path, found: Found, wanted: Subscription, secret: Secret | None) -> tuple[Feed, Delivered, bool]:
    """Subscribe to a feed that was found and store what it said; the feed, what was new, whether the feed was."""
    store = Store(cache)
    try:
        ((feed_id, new),) = await store.run(subscriptions.subscribe, [replace(wanted, url=found.url)])
        if secret is not None:
            await store.run(subscriptions.keep_secret, feed_id, secret)
        feed = await store.run(feeds.feed, feed_id)
        state = replace(state_of(feed, found.answer, found.parsed, digest_of(found.answer)), moved=None)
        delivered = await store.run(delivery.deliver, feed_id, found.parsed.articles, state)
        return await store.run(feeds.feed, feed_id), delivered or Delivered(), new
    finally:
        store.close()
