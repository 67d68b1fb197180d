"""The one thread that writes while the network is waited for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from reader.store.database import Connection, connect, expect_much

P = ParamSpec("P")
T = TypeVar("T")


class Store:
    """The one thread that writes, with its own connection."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._db: Connection | None = None

    async def run(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do the work in the thread and wait for it; a commit that has begun is never broken off."""
        done = asyncio.get_running_loop().run_in_executor(self._thread, lambda: work(self._opened(), *args, **kwargs))
        return await asyncio.shield(done)

    def _opened(self) -> Connection:
        if self._db is None:
            self._db = connect(self._cache, create=False)
            expect_much(self._db)
        return self._db

    def close(self) -> None:
        """Finish what was begun."""
        self._thread.submit(lambda: self._db.close() if self._db is not None else None)
        self._thread.shutdown(wait=True)
