"""Feeds parsed in processes of their own, so that a hostile one costs neither time nor the program."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from reader.errors import ImportFailedError, TidewireError
from reader.ingest.apart import UNENDING
from reader.net.decode import HELD
from reader.store.arrival.delivery import Incoming, incoming

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

P = ParamSpec("P")
T = TypeVar("T")
LONGEST = 40.0  # seconds by the clock; a parser gives up by itself long before
WATCH = 0.5  # seconds between two looks whether the program is still there
WORKERS = max(1, min(4, os.cpu_count() or 1))


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """What a feed's body says."""

    title: str | None
    site_url: str | None
    ttl: int | None
    articles: list[Incoming]


def parse(body: bytes, url: str, content_type: str) -> ParsedFeed | str:
    """Parse a body, in whatever process this runs; a sentence where it is no feed."""
    from reader.ingest.addresses import absolute
    from reader.ingest.feed import parse_feed
    from reader.ingest.feed_articles import articles_of
    from reader.ingest.patience import frugality, give_back

    try:
        with frugality():
            document = parse_feed(body, url, content_type)
            articles = articles_of(document, url)
    except TidewireError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 - whatever a hostile feed brings about belongs to that feed
        return f"This feed cannot be read ({type(error).__name__})."
    found = ParsedFeed(
        title=document.title or None,
        site_url=absolute(url, document.link),
        ttl=document.ttl,
        articles=[incoming(article) for article in articles],
    )
    if len(body) > HELD:
        del document, articles
        give_back()
    return found


def _begin(parent: int) -> None:
    """In a new process: hold no stream of the program's, and do not outlive it, however it ends."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nowhere, stream)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(WATCH)
        os._exit(1)

    if hasattr(os, "getppid"):
        threading.Thread(target=watch, daemon=True).start()


class Parsers:
    """A few processes, started when the first body arrives."""

    def __init__(self, workers: int = WORKERS) -> None:
        self._workers = workers
        self._turns = asyncio.Semaphore(workers + 1)
        self._pool: ProcessPoolExecutor | None = None

    async def parse(self, body: bytes, url: str, content_type: str) -> ParsedFeed:
        """Parse a body; ImportFailedError with the reason where it is no feed."""
        found = await self.run(parse, body, url, content_type)
        if isinstance(found, str):
            raise ImportFailedError(found)
        return found

    async def run(self, work: Callable[P, T], *args: P.args, **_: P.kwargs) -> T:
        """Do work on foreign bytes in one of the processes; ImportFailedError where it does not come to an end."""
        try:
            async with self._turns, asyncio.timeout(LONGEST):  # who waits for others has not begun
                return await asyncio.get_running_loop().run_in_executor(self._started(), work, *args)
        except (TimeoutError, BrokenExecutor):
            self.close()
            raise ImportFailedError(UNENDING) from None

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            import multiprocessing  # mostly nothing is new, and there is nothing to parse
            from concurrent.futures import ProcessPoolExecutor

            context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
            self._pool = ProcessPoolExecutor(
                self._workers, mp_context=context, initializer=_begin, initargs=(os.getpid(),)
            )
        return self._pool

    def close(self) -> None:
        """End the processes at once; what they were at is lost."""
        pool, self._pool = self._pool, None
        if pool is not None:
            processes = list((getattr(pool, "_processes", None) or {}).values())
            pool.shutdown(wait=False, cancel_futures=True)
            for process in processes:
                process.terminate()
