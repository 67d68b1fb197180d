"""Work with the cache in a thread of its own, writing or searching, so that no key waits for the disk."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from reader.library import Library

T = TypeVar("T")


class Writer:
    """One thread with its own connection; what was handed to it is written before the program ends."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="marks")
        self._library: Library | None = None

    def submit(self, work: Callable[[Library], T]) -> Future[T]:
        """Do the work soon, in the order of submission."""
        return self._thread.submit(self._run, work)

    def interrupt(self) -> None:
        """Let what is being done end at once, with a CacheError; for a thread that only searches."""
        if self._library is not None:
            self._library.interrupt()

    def close(self) -> None:
        """Finish what was submitted."""
        self._thread.submit(self._close)
        self._thread.shutdown(wait=True)

    def _run(self, work: Callable[[Library], T]) -> T:
        if self._library is None:
            self._library = Library.open(self._cache)
        return work(self._library)

    def _close(self) -> None:
        if self._library is not None:
            self._library.close()
