"""Feeds parsed in processes of their own, so that a hostile one costs neither time nor the program."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import BrokenExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from reader.errors import ImportFailedError, TidewireError
from reader.ingest.apart import POSSIBLE, UNENDING, ReadingProcess
from reader.ingest.patience import LEFT_BEHIND, MODEST, give_back, grown, inherit
from reader.net.decode import HELD, Body
from reader.store.arrival.delivery import Incoming, incoming

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

T = TypeVar("T")
LONGEST = 40.0  # seconds by the clock; a parser gives up by itself long before
WATCH = 0.5  # seconds between two looks whether the program is still there
WORKERS = max(1, min(3, os.cpu_count() or 1))
MIDDLING = 4 * 1024 * 1024  # bytes; of what is larger nearly all would be given up and read alone


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """What a feed's body says."""

    title: str | None
    site_url: str | None
    ttl: int | None
    articles: list[Incoming]


def parse(body: bytes, url: str, content_type: str) -> ParsedFeed:
    """Parse a body, in whatever process this runs; ImportFailedError where it is no feed."""
    from reader.ingest.addresses import absolute
    from reader.ingest.feed import parse_feed
    from reader.ingest.feed_articles import articles_of

    document = parse_feed(body, url, content_type)
    articles = articles_of(document, url)
    return ParsedFeed(
        title=document.title or None,
        site_url=absolute(url, document.link),
        ttl=document.ttl,
        articles=[incoming(article) for article in articles],
    )


@dataclass(frozen=True, slots=True)
class _Failed:
    """Why nothing came of a body; `alone` that more may come of it where it has more memory to itself."""

    sentence: str
    alone: bool = False


def _beside(work: Callable[[bytes], T], body: bytes, plenty: int) -> T | _Failed:
    """Do work on a body in a process that has others beside it, and may take no more than `plenty` bytes."""
    from reader.ingest.patience import MemoryLimitError, frugality

    try:
        with frugality(plenty):
            return work(body)
    except MemoryLimitError as error:
        return _Failed(str(error), alone=True)
    except TidewireError as error:
        return _Failed(str(error))
    except Exception as error:  # noqa: BLE001 - whatever a hostile body brings about belongs to that body
        return _Failed(f"This cannot be read ({type(error).__name__}).")
    finally:
        if len(body) > HELD:
            give_back()


def _begin(parent: int) -> None:
    """In a new process: hold no stream of the program's, and do not outlive it, however it ends."""
    inherit(parent)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):  # libraries written in C complain aloud where they have no memory left
        os.dup2(nowhere, stream)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(WATCH)
        os._exit(1)

    if hasattr(os, "getppid"):
        threading.Thread(target=watch, daemon=True).start()


class Parsers:
    """A few processes, started when the first body arrives.

    What is very large, takes much memory or ends its process is read alone: the few are ended for that, and what
    comes meanwhile waits, since all of them together must not take more than one may.
    """

    def __init__(self, workers: int = WORKERS) -> None:
        self._workers = workers
        self._turns = asyncio.Semaphore(workers + 1)
        self._pool: ProcessPoolExecutor | None = None
        self._one = asyncio.Lock()
        self._apart = ReadingProcess()
        grown()  # from here on it is known by how much

    async def parse(self, content: Body, url: str, content_type: str) -> ParsedFeed:
        """Parse a body; ImportFailedError with the reason where it is no feed."""
        return await self.run(partial(parse, url=url, content_type=content_type), content)

    async def run(self, work: Callable[[bytes], T], content: Body, plenty: int = MODEST, needs: str = "") -> T:
        """What `work` makes of foreign bytes in one of the processes; ImportFailedError.

        Where it would take more than `plenty` bytes of memory it is done alone; `needs` is a module that it imports.
        """
        if content.size <= MIDDLING or not POSSIBLE:
            found = await self._together(work, content.whole(), plenty)
            if not isinstance(found, _Failed):
                return found
            if not found.alone:
                raise ImportFailedError(found.sentence)
        async with self._alone():
            return await asyncio.to_thread(self._apart.read, work, content.stream(), needs)

    async def _together(self, work: Callable[[bytes], T], body: bytes, plenty: int) -> T | _Failed:
        async with self._turns:  # who waits for others has not begun
            pool = self._started()
            try:
                async with asyncio.timeout(LONGEST):
                    return await asyncio.get_running_loop().run_in_executor(pool, _beside, work, body, plenty)
            except TimeoutError:
                self._end(pool)
                return _Failed(UNENDING)
            except BrokenExecutor:  # be it by this body or by one beside it
                self._end(pool)
                return _Failed(UNENDING, alone=POSSIBLE)

    @asynccontextmanager
    async def _alone(self) -> AsyncIterator[None]:
        """Wait until nothing else is parsed, and keep it so."""
        async with self._one, AsyncExitStack() as turns:
            for _ in range(self._workers + 1):
                await turns.enter_async_context(self._turns)
            self._end(self._pool)
            try:
                yield
            finally:
                self._apart.close()

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            import multiprocessing  # mostly nothing is new, and there is nothing to parse
            from concurrent.futures import ProcessPoolExecutor

            if grown() > LEFT_BEHIND:
                give_back()  # or each of the processes would begin with it
            context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
            self._pool = ProcessPoolExecutor(
                self._workers, mp_context=context, initializer=_begin, initargs=(os.getpid(),)
            )
        return self._pool

    def close(self) -> None:
        """End the processes at once; what they were at is lost."""
        self._apart.close()
        self._end(self._pool)

    def _end(self, pool: ProcessPoolExecutor | None) -> None:
        if pool is None or pool is not self._pool:
            return  # or whoever came after what broke it would be broken as well
        self._pool = None
        processes = list((getattr(pool, "_processes", None) or {}).values())
        results = getattr(pool, "_result_queue", None)
        pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()
        if results is not None:  # or the rest of what a process was just handing over would be waited for without end
            results._writer.close()
