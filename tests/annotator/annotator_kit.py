"""Articles that wait in a cache, and a watcher of the client's events."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from reader.annotator.client import Event
from reader.library import Library
from reader.model.article import ListQuery, ParsedArticle
from reader.store import outbox
from reader.store.database import connect
from tests.patience import LIMIT

T = TypeVar("T")


def add(cache: Path, numbers: range) -> None:
    with Library.open(cache) as library:
        library.add([article(number) for number in numbers])


def article(number: int) -> ParsedArticle:
    text = f"Turkey and Russia met in Ankara for round {number}. Recep Tayyip Erdogan spoke. Erdogan left."
    return ParsedArticle(guid=f"g{number}", title=f"Talks, round {number}", text=text, published=f"2019-10-{number:02}")


def ids(cache: Path) -> list[int]:
    """Every article, newest first."""
    with Library.open(cache) as library:
        return [row.id for row in library.rows(ListQuery(), 0, 1000)]


def pending(cache: Path) -> list[int]:
    with closing(connect(cache)) as db:
        return outbox.pending_ids(db, 1000)


def failures(cache: Path) -> dict[int, str]:
    with closing(connect(cache)) as db:
        return {failure.article_id: failure.error for failure in outbox.failures(db)}


class Watcher:
    """Keeps events and lets a test wait for one."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._changed = asyncio.Event()

    def __call__(self, event: Event) -> None:
        self.events.append(event)
        self._changed.set()

    def of(self, kind: type[T]) -> list[T]:
        return [event for event in self.events if isinstance(event, kind)]

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(LIMIT):
            while not condition():
                self._changed.clear()
                await self._changed.wait()
