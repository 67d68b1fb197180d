"""Foreign documents are read in a process of their own, and what memory they took goes with it.

A parser that runs out of memory leaves behind what it had, and what is free lies between what is not: after some
dozens of hostile pages a limit on growth no longer limits anything. What is to be read, and what came of it, change
hands in a file, so that never both processes hold it.
"""

from __future__ import annotations

import importlib
import os
import pickle
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, TypeVar

from reader.errors import ImportFailedError, TidewireError, reason
from reader.ingest.patience import (
    LEFT_BEHIND,
    MODEST,
    MemoryLimitError,
    frugality,
    give_back,
    grown,
    inherit,
    to_stay,
)

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

T = TypeVar("T")
LIGHT = 256 * 1024  # bytes that weigh little mostly, and are read at once
SHARE = 160 * 1024 * 1024  # bytes; the longest real feeds, of 19 MB, take 120 to 140
MOST_FOUND = 64 * 1024 * 1024  # bytes that what came of a document may have in a file
MOST_WORK = 15  # seconds of processor time, for what does not listen to the patience of its own limits
LONGEST = 28.0  # seconds by the clock
UNENDING = "This cannot be read: its parser did not come to an end."
POSSIBLE = sys.platform.startswith("linux")


def apart(work: Callable[[bytes], T], data: bytes, needs: str = "") -> T:
    """What `work` makes of the data; its result has to be one that can be pickled.

    `needs` is a module that takes long to import, and that this process shall never have in memory.
    ImportFailedError with the sentence of `work`, or where it comes to no end. On Linux; elsewhere all is read at once.
    """
    if not POSSIBLE:
        with frugality():
            return work(data)
    if len(data) < LIGHT and not needs:
        with suppress(MemoryLimitError), frugality(MODEST):
            return work(data)
    return _process.read(work, BytesIO(data), needs)


def close() -> None:
    """End the process in which documents are read, where there is one."""
    _process.close()


class Answer(NamedTuple):
    """What the process says of a document: what is wrong with it, and whether it took so much that it should end."""

    sentence: str = ""
    swollen: bool = False


_DEAD = Answer(UNENDING, swollen=True)


@dataclass(frozen=True, slots=True)
class _Child:
    """A process, the pipe to it, and the file that both have."""

    process: BaseProcess
    voice: Connection
    paper: BinaryIO

    def end(self) -> None:
        self.process.kill()
        self.process.join()

    def forget(self) -> None:
        self.voice.close()
        self.paper.close()


class ReadingProcess:
    """Reads one document after the other; another process takes its place once it hangs, dies or has grown."""

    def __init__(self) -> None:
        self._child: _Child | None = None

    def read(self, work: Callable[[bytes], T], document: BinaryIO, needs: str = "") -> T:
        """What `work` makes of a document; ImportFailedError."""
        if grown() > LEFT_BEHIND:
            give_back()
        try:
            child = self._begun()
            _write(child.paper.fileno(), lambda stream: shutil.copyfileobj(document, stream))
            answer = _asked(child.voice, (work, needs))
            if answer.swollen:
                child.end()  # before there is here what it found
            if answer.sentence:
                raise ImportFailedError(answer.sentence)
            found: T = _found(child.paper)
            return found
        except OSError as error:
            self.close()
            raise ImportFailedError(f"This cannot be read: {reason(error)}.") from None

    def _begun(self) -> _Child:
        if self._child is None or not self._child.process.is_alive():
            import multiprocessing

            self.close()
            context = multiprocessing.get_context("fork")
            paper = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
            voice, its_voice = context.Pipe()
            process = context.Process(target=_serve, args=(its_voice, voice, paper.fileno(), os.getpid()), daemon=True)
            process.start()
            its_voice.close()
            self._child = _Child(process, voice, paper)
        return self._child

    def close(self) -> None:
        """End the process at once, whatever it is at."""
        child, self._child = self._child, None
        if child is not None:
            child.end()
            child.forget()


_process = ReadingProcess()


def _asked(voice: Connection, question: tuple[Callable[[bytes], object], str]) -> Answer:
    try:
        voice.send(question)
        answer: Answer = voice.recv() if voice.poll(LONGEST) else _DEAD
    except (EOFError, ConnectionError):
        return _DEAD
    return answer


def _found(paper: BinaryIO) -> Any:
    with open(paper.fileno(), "rb", closefd=False) as stream:
        stream.seek(0)
        found = pickle.load(stream)  # noqa: S301 - written by our own process
    os.truncate(paper.fileno(), 0)
    return found


def _write(paper: int, work: Callable[[BinaryIO], object]) -> int:
    """Let somebody write to the file that both processes have, from its beginning; the number of bytes."""
    with open(paper, "wb", closefd=False) as stream:
        stream.seek(0)
        stream.truncate()
        work(stream)
        return stream.tell()


def _serve(voice: Connection, other_end: Connection, paper: int, parent: int) -> None:
    """In the new process: answer until nobody asks any more, and never with a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):  # libraries written in C complain aloud where they have no memory left
        os.dup2(nowhere, stream)
    inherit(parent)
    other_end.close()  # or the end of the program would not be noticed
    while os.getppid() == parent:
        try:
            voice.send(_answered(paper, *voice.recv()))
        except (EOFError, OSError):
            break
    os._exit(0)


def _answered(paper: int, work: Callable[[bytes], object], needs: str) -> Answer:
    import resource

    if needs and needs not in sys.modules:
        with to_stay():
            importlib.import_module(needs)
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + 1 + MOST_WORK
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
    sentence = ""
    try:
        with frugality(SHARE):
            size = _worked(paper, work)
        if size > MOST_FOUND:
            raise MemoryLimitError
    except TidewireError as error:
        sentence = str(error)
    except Exception as error:  # noqa: BLE001 - whatever a hostile document brings about belongs to that document
        sentence = f"This cannot be read ({type(error).__name__})."
    if grown() > LEFT_BEHIND:
        give_back()
    return Answer(sentence, grown() > LEFT_BEHIND)


def _worked(paper: int, work: Callable[[bytes], object]) -> int:
    """Do the work on what stands in the file, and write what came of it in its place."""
    with open(paper, "rb", closefd=False) as stream:
        stream.seek(0)
        data = stream.read()
    found = work(data)
    del data
    return _write(paper, lambda stream: pickle.dump(found, stream, pickle.HIGHEST_PROTOCOL))
