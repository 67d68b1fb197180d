"""The one thread that writes while the network is waited for."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any, Concatenate, ParamSpec, TypeVar

from reader.errors import CacheError
from reader.store.connection import Connection
from reader.store.database import connect, expect_much
from reader.store.transactions import grouped

P = ParamSpec("P")
T = TypeVar("T")
LONGEST = 0.1  # seconds for which other writers are kept waiting, and what is stored for its commit


@dataclass(slots=True, eq=False)
class _Job:
    work: Callable[[Connection], object]
    done: asyncio.Future[Any]
    result: object = None
    error: Exception | None = None

    def attempt(self, db: Connection) -> None:
        self.result = self.error = None
        try:
            self.result = self.work(db)
        except Exception as error:  # noqa: BLE001 - raised again where the job is waited for
            self.error = error


def _settle(jobs: list[_Job]) -> None:
    for job in jobs:
        if job.done.cancelled():
            continue
        if job.error is not None:
            job.done.set_exception(job.error)
        else:
            job.done.set_result(job.result)


class Store:
    """The one thread that writes, with its own connection.

    What waits while it is busy shares the next commit, which costs much less than one each. Each job is still stored
    whole or not at all, and told only after the commit.
    """

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._waiting: deque[_Job] = deque()
        self._db: Connection | None = None

    async def run(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do the work in the thread and wait for it; a commit that has begun is never broken off."""
        loop = asyncio.get_running_loop()
        job = _Job(lambda db: work(db, *args, **kwargs), loop.create_future())
        self._waiting.append(job)
        self._thread.submit(self._work, loop)
        found: T = await asyncio.shield(job.done)
        return found

    def _work(self, loop: asyncio.AbstractEventLoop) -> None:
        """Do what waits; nothing, where that was done along with what waited before."""
        jobs = self._together() if len(self._waiting) > 1 else self._alone()
        with contextlib.suppress(RuntimeError):  # the loop may have ended
            loop.call_soon_threadsafe(_settle, jobs)

    def _alone(self) -> list[_Job]:
        jobs = [self._waiting.popleft()] if self._waiting else []
        self._each(jobs)
        return jobs

    def _together(self) -> list[_Job]:
        jobs: list[_Job] = []
        began = monotonic()
        try:
            with grouped(self._opened()) as db:
                while self._waiting and not db.spoilt and monotonic() - began < LONGEST:
                    jobs.append(self._waiting.popleft())
                    jobs[-1].attempt(db)
        except CacheError:  # nothing of them was stored
            jobs = jobs or [self._waiting.popleft()]
            self._each(jobs)
        return jobs

    def _each(self, jobs: list[_Job]) -> None:
        for job in jobs:
            try:
                job.attempt(self._opened())
            except CacheError as error:
                job.error = error

    def _opened(self) -> Connection:
        if self._db is None:
            self._db = connect(self._cache, create=False)
            expect_much(self._db)
        return self._db

    def close(self) -> None:
        """Finish what was begun."""
        self._thread.submit(lambda: self._db.close() if self._db is not None else None)
        self._thread.shutdown(wait=True)
