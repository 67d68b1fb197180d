"""The worker as the screen's event loop sees it: started, fed, restarted and stopped; knows no screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from reader.annotator import protocol
from reader.annotator.ledger import Ledger
from reader.annotator.process import Process, log_file, worker_command
from reader.errors import PipelineError, TidewireError
from reader.store import outbox
from reader.store.database import connect

T = TypeVar("T")
BATCH = 50
SILENCE = 300.0  # seconds without a word after which a worker that has something to do counts as hanging
LINGER = 120.0  # seconds that a worker without work is kept, with its memory, before it is let go


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the worker is: articles done since the client started, and those that wait."""

    done: int
    pending: int


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article's entities and relations are in the cache."""

    article_id: int


@dataclass(frozen=True, slots=True)
class Notice:
    """A pipeline cannot be used and another one is; the sentence says why."""

    message: str


@dataclass(frozen=True, slots=True)
class WorkerTrouble:
    """The client has given up, for the reason given in a sentence; what was pending still is."""

    message: str


Event = Progress | Annotated | Notice | WorkerTrouble


class Client:
    """Keeps one worker process busy with what is pending in a cache: what the reader looks at, then newest first.

    `recogniser` is a pipeline that must be used, `wanted` one that should be where it can.
    All methods belong to the event loop's thread, and `on_event` is called there. `argv` replaces the command that
    starts the worker. Nothing is lost by stopping it at any moment.
    """

    def __init__(
        self,
        cache: Path,
        recogniser: str | None = None,
        wanted: str | None = None,
        *,
        on_event: Callable[[Event], None],
        idle: bool = True,
        argv: Sequence[str] | None = None,
    ) -> None:
        self._cache = cache
        self._argv = tuple(argv) if argv else worker_command(cache, recogniser, wanted, idle=idle)
        self._on_event = on_event
        self._ledger = Ledger()
        self._wake = asyncio.Event()
        self._first: list[int] = []
        self._process: Process | None = None
        self._task: asyncio.Task[None] | None = None
        self._done: set[int] = set()  # of what came together; one that is read again is not counted again
        self._pending = 0

    def start(self) -> None:
        """Begin; a process is started only when something is pending."""
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run(), name="annotator")

    async def stop(self) -> None:
        """End the worker at once; what it has not answered stays pending."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.wait([task])

    @property
    def worker_pid(self) -> int | None:
        """The process that is running now, if one is."""
        return self._process.pid if self._process is not None else None

    def nudge(self) -> None:
        """Say that articles have arrived."""
        self._wake.set()

    def prioritise(self, article_id: int) -> None:
        """Let this article be annotated before all others, if it is pending at all."""
        if self._process is not None and self._process.ready and not self._ledger.trying_one:
            self._ask([article_id])
        else:
            self._first = [article_id, *(other for other in self._first if other != article_id)]
        self._wake.set()

    async def _run(self) -> None:
        try:
            while True:
                self._wake.clear()
                if await self._anything():
                    await self._one_life()
                else:
                    await self._wake.wait()
        except (TidewireError, OSError) as error:
            self._on_event(WorkerTrouble(str(error)))

    async def _anything(self) -> bool:
        return self._ledger.next_suspect() is not None or bool((await asyncio.to_thread(self._waiting))[0])

    async def _one_life(self) -> None:
        """Run one process until it has had nothing to do for a while, or dies."""
        process = self._process = await Process.start(self._argv)
        try:
            survived = await self._converse(process)
            if not survived:
                await process.see_off()
        finally:
            self._process = None
            await process.kill()
        if not survived:
            await self._bury(process)

    async def _converse(self, process: Process) -> bool:
        """Ask and take answers; True when the worker may go, False when it is gone."""
        if not await _in_time(process.wait_ready(), late=False):
            return False
        while True:
            if self._ledger.idle:
                if ids := await self._next():
                    self._ask(ids)
                elif not await self._woken():
                    return True
                continue
            answer = await _in_time(process.answer(), late=None)
            if answer is None:
                return False
            self._take(answer)

    async def _bury(self, process: Process) -> None:
        """Draw the conclusions from a death, and raise PipelineError where they are that it makes no sense."""
        culprit = self._ledger.died(blameless=process.last_words is not None, killed=process.killed)
        if culprit is not None:
            await asyncio.to_thread(self._record_failure, culprit)
            self._advance(culprit)
        if self._ledger.exhausted:
            reason = process.last_words or f"The annotator stopped again and again; see {log_file()}."
            raise PipelineError(reason)

    def _record_failure(self, article_id: int) -> None:
        with closing(connect(self._cache, create=False)) as db:
            outbox.record_failure(db, article_id, None, "The annotator stopped while it worked on this article.")

    async def _next(self) -> list[int]:
        """The articles to ask about next; none when nothing is pending."""
        self._wake.clear()
        suspect = self._ledger.next_suspect()
        if suspect is not None:
            return [suspect]
        before = self._pending
        pending, self._pending = await asyncio.to_thread(self._waiting)
        if not before:
            self._done.clear()  # what comes when all has been done is counted by itself
        first, self._first = self._first, []
        if self._pending != before:
            self._on_event(Progress(len(self._done), self._pending))
        return [*first, *(article_id for article_id in pending if article_id not in first)] if pending else []

    def _waiting(self) -> tuple[list[int], int]:
        with closing(connect(self._cache, create=False)) as db:
            return outbox.pending_ids(db, BATCH), outbox.pending_count(db)

    async def _woken(self) -> bool:
        try:
            async with asyncio.timeout(LINGER):
                await self._wake.wait()
        except TimeoutError:
            return False
        return True

    def _ask(self, ids: Sequence[int]) -> None:
        if self._process is not None:
            self._ledger.asked(ids)
            self._process.send(protocol.Annotate(tuple(ids)))

    def _take(self, answer: protocol.Answer) -> None:
        match answer:
            case protocol.Annotated(annotated=article_id):
                self._ledger.answered(article_id, done=True)
                self._on_event(Annotated(article_id))
                self._advance(article_id)
            case protocol.Failed(failed=article_id):
                self._ledger.answered(article_id, done=True)
                self._advance(article_id)
            case protocol.Notice(notice=message):
                self._on_event(Notice(message))
            case protocol.Left(left=article_id):
                self._ledger.answered(article_id, done=False)
            case _:
                pass

    def _advance(self, article_id: int) -> None:
        self._done.add(article_id)
        self._pending = max(0, self._pending - 1)
        self._on_event(Progress(len(self._done), self._pending))


async def _in_time(word: Coroutine[object, object, T], *, late: T) -> T:
    """A word of the worker; `late` where none comes for so long that there will be none, so that it is ended."""
    try:
        async with asyncio.timeout(SILENCE):
            return await word
    except TimeoutError:
        return late
