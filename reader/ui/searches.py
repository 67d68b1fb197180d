"""The searches of a day: their lines, and the thread that they look in."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reader.ui.writer import Writer

if TYPE_CHECKING:
    from reader.library import Library

KEPT = 100
T = TypeVar("T")


class Searches:
    """`lines` are those that were entered, the last one last; the thread begins with the first search."""

    def __init__(self, cache: Path) -> None:
        self.lines: list[str] = []
        self._cache = cache
        self._thread: Writer | None = None

    def submit(self, work: Callable[[Library], T]) -> Future[T]:
        """Look for something in the background, in place of what is being looked for: a slow search holds up none."""
        self._thread = self._thread or Writer(self._cache)
        self._thread.interrupt()
        return self._thread.submit(work)

    def remember(self, line: str) -> None:
        """Keep a line for the way back through the searches."""
        self.lines = [*(each for each in self.lines if each != line), line][-KEPT:]

    def close(self) -> None:
        if self._thread is not None:
            self._thread.close()
