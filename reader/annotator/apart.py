"""Pipelines in processes of their own, spoken to in the lines of `texts`."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import IO, cast

from reader.annotator.child import SIGNALLED, environment
from reader.annotator.texts import Found, State, decode_names, encode_documents
from reader.entities.plan import Plan, make_plan
from reader.entities.protocol import Document
from reader.errors import PipelineError, reason

CAN_DOUBLE = sys.platform == "linux"  # elsewhere a process that has used the libraries for matrices may not be copied


# Of glibc: blocks up to this size are taken again, where each would be handed back to the system and asked for anew.
_KEPT = dict.fromkeys(("MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_"), str(32 << 20))
_COPIED = 0.2  # seconds in which a process that has loaded has made another one of itself, or never will


class RecogniserEndedError(PipelineError):
    """The process that finds the names is gone without a word; `status` is what this one should end with."""

    def __init__(self, returncode: int) -> None:
        killed = returncode in (-signal.SIGKILL, -signal.SIGTERM)
        how = "was killed, perhaps for want of memory" if killed else "stopped unexpectedly"
        super().__init__(f"The process that finds the names {how}; what is not annotated yet still waits.")
        self.status = SIGNALLED - returncode if returncode < 0 else 1


class Line:
    """The two streams to a process that finds names; `ended` waits for its end and gives its return code."""

    def __init__(self, asking: IO[bytes], answers: IO[bytes], ended: Callable[[], int]) -> None:
        self._asking, self._answers, self._ended = asking, answers, ended
        self._state: State | None = None

    @property
    def state(self) -> State:
        """What there is to know of its pipelines, once they have loaded."""
        if self._state is None:
            self._hear()
        return cast(State, self._state)

    def loaded(self, within: float = 0) -> bool:
        """Whether it can set to work at once, or in so many seconds."""
        return self._state is not None or bool(select.select([self._answers], [], [], within)[0])

    def ask(self, documents: Sequence[Document]) -> None:
        """Hand over articles; the process listens while it works, so that nobody waits for that."""
        with suppress(OSError):  # it is gone, as `answer` will tell with the reason
            self._asking.write(encode_documents(documents))
            self._asking.flush()

    def answer(self) -> tuple[Found, ...]:
        """What was found in the articles of the earliest open request."""
        _ = self.state
        return self._hear()

    def _hear(self) -> tuple[Found, ...]:
        line = self._answers.readline()
        if not line.endswith(b"\n"):
            raise RecogniserEndedError(self._ended())
        names = decode_names(line)
        self._state = names.state
        return names.found

    def close(self) -> None:
        for stream in (self._asking, self._answers):
            with suppress(OSError):  # what it was never told
                stream.close()


class Apart(Line):
    """Pipelines in a process of their own, which works while this one does something else.

    Its loading begins at once; `state` and `answer` wait for it. What it says on stderr goes where this process's does.
    `twin` are the streams, to read and to write, of the second process that it becomes when it has loaded.
    """

    def __init__(
        self, recogniser: str | None, wanted: str | None, *, idle: bool = False, twin: tuple[int, ...] = ()
    ) -> None:
        self._wanted = recogniser or wanted
        command = _command(recogniser, wanted, idle=idle, twin=twin)
        try:
            with _deaf():
                self._process = subprocess.Popen(
                    command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_alone(idle=idle), pass_fds=twin
                )
        except OSError as error:
            raise PipelineError(f"The process that finds the names cannot be started: {reason(error)}.") from error
        asking, answers = cast(IO[bytes], self._process.stdin), cast(IO[bytes], self._process.stdout)
        super().__init__(asking, answers, self._process.wait)

    @property
    def plan(self) -> Plan:
        """Which pipeline reads which language."""
        return make_plan(self._wanted, broken=self.state.broken)

    @property
    def pid(self) -> int:
        return self._process.pid

    def close(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.wait()
        super().close()


@contextmanager
def _deaf() -> Iterator[None]:
    """Let a process start that never hears Ctrl-C, not even before it can say so; here it is heard afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Pair:
    """The same pipelines in two processes; what was found comes in the order in which it was asked for.

    They load once: the first makes the second out of itself. Until that is there, or where it cannot be, the first
    works alone.
    """

    def __init__(self, recogniser: str | None, wanted: str | None) -> None:
        (read, asking), (answers, write) = os.pipe(), os.pipe()
        second = Line(os.fdopen(asking, "wb"), os.fdopen(answers, "rb"), lambda: 1)
        try:
            self._first = Apart(recogniser, wanted, twin=(read, write))
        except PipelineError:
            second.close()
            raise
        finally:
            os.close(read)
            os.close(write)
        self._second: Line | None = second
        self._patience = _COPIED
        self._open: deque[Line] = deque()

    @property
    def plan(self) -> Plan:
        return self._first.plan

    @property
    def state(self) -> State:
        """What both know together, as far as they have been heard; the first is waited for, and once the second."""
        _ = self._first.state
        if self._second is not None and self._patience:
            self._second.loaded(self._patience)
            self._patience = 0.0
        states = [each.state for each in self._ready()]
        return State(
            states[0].name,
            {name: why for known in states for name, why in known.broken.items()},
            tuple(dict.fromkeys(notice for known in states for notice in known.notices)),
        )

    def ask(self, documents: Sequence[Document]) -> None:
        """Hand over articles to the process that has less to do."""
        chosen = min(self._ready(), key=self._open.count)
        chosen.ask(documents)
        self._open.append(chosen)

    def answer(self) -> tuple[Found, ...]:
        return self._open.popleft().answer()

    def _ready(self) -> list[Line]:
        """Those that may be given work."""
        second = self._second
        if second is None or not second.loaded():
            return [self._first]
        try:
            _ = second.state
        except PipelineError:
            second.close()
            self._second = None
            return [self._first]
        return [self._first, second]

    def close(self) -> None:
        """End both at once: the second ends with the first."""
        self._first.close()
        if self._second is not None:
            self._second.close()


def _command(recogniser: str | None, wanted: str | None, *, idle: bool, twin: Sequence[int] = ()) -> list[str]:
    command = [sys.executable, "-P", "-m", "reader.annotator.recogniser", "--parent", str(os.getpid())]
    if recogniser:
        command += ["--recogniser", recogniser]
    if wanted:
        command += ["--pipeline", wanted]
    if twin:
        command += ["--twin", *map(str, twin)]
    return [*command, "--idle"] if idle else command


def _alone(*, idle: bool) -> Mapping[str, str]:
    """The environment of a process that is to keep one processor busy and leave the others to the rest.

    One that ends with its work keeps the memory of a text for the next one; beside a reader it gives that back.
    """
    kept = {} if idle else _KEPT
    return {"OPENBLAS_NUM_THREADS": "1", **kept, **(environment() or os.environ)}
