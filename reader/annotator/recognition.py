"""Articles handed to the pipelines and names taken back: the pipelines work ahead, in a process of their own."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import IO, Protocol, cast

from reader.annotator.process import SIGNALLED, environment
from reader.annotator.recogniser import recognise_each, state
from reader.annotator.texts import Found, State, decode_names, encode_documents
from reader.entities.plan import Plan, make_plan
from reader.entities.protocol import Document, Pipelines
from reader.errors import PipelineError, reason
from reader.model.pipeline import FAKE_NAME

PROCESSORS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
MANY = 40  # articles, after which another process is worth the second that its loading takes


class RecogniserEndedError(PipelineError):
    """The process that finds the names is gone without a word; `status` is what this one should end with."""

    def __init__(self, returncode: int) -> None:
        killed = returncode in (-signal.SIGKILL, -signal.SIGTERM)
        how = "was killed, perhaps for want of memory" if killed else "stopped unexpectedly"
        super().__init__(f"The process that finds the names {how}; what is not annotated yet still waits.")
        self.status = SIGNALLED - returncode if returncode < 0 else 1


class Recognition(Protocol):
    """Pipelines that several requests may be handed to before the names of the first are taken back.

    `plan` says which pipeline reads which language, `state` what else there is to know of them.
    """

    @property
    def plan(self) -> Plan: ...

    @property
    def state(self) -> State: ...

    def ask(self, documents: Sequence[Document]) -> None:
        """Hand over articles."""
        ...

    def answer(self) -> tuple[Found, ...]:
        """What was found in the articles of the earliest open request; PipelineError where there will be no more."""
        ...


class Here:
    """Pipelines in this process: what is asked is done when the answer is wanted."""

    def __init__(self, pipelines: Pipelines) -> None:
        self._pipelines = pipelines
        self._open: deque[Sequence[Document]] = deque()

    @property
    def plan(self) -> Plan:
        return self._pipelines.plan

    @property
    def state(self) -> State:
        return state(self._pipelines)

    def ask(self, documents: Sequence[Document]) -> None:
        self._open.append(documents)

    def answer(self) -> tuple[Found, ...]:
        return tuple(recognise_each(self._pipelines, self._open.popleft()))

    def close(self) -> None:
        """Nothing is held."""


class Apart:
    """Pipelines in a process of their own, which works while this one does something else.

    Its loading begins at once; `state` and `answer` wait for it. What it says on stderr goes where this process's does.
    """

    def __init__(self, recogniser: str | None, wanted: str | None, *, idle: bool = False) -> None:
        self._wanted = recogniser or wanted
        try:
            self._process = subprocess.Popen(
                _command(recogniser, wanted, idle=idle), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_alone()
            )
        except OSError as error:
            raise PipelineError(f"The process that finds the names cannot be started: {reason(error)}.") from error
        self._state: State | None = None

    @property
    def plan(self) -> Plan:
        return make_plan(self._wanted, broken=self.state.broken)

    @property
    def state(self) -> State:
        if self._state is None:
            self._hear()
        return cast(State, self._state)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def loaded(self) -> bool:
        """Whether it can set to work at once."""
        return self._state is not None or bool(select.select([cast(IO[bytes], self._process.stdout)], [], [], 0)[0])

    def ask(self, documents: Sequence[Document]) -> None:
        """Hand over articles; the process listens all the time, so that this does not wait for its work."""
        stream = cast(IO[bytes], self._process.stdin)
        with suppress(OSError):  # it is gone, as `answer` will tell with the reason
            stream.write(encode_documents(documents))
            stream.flush()

    def answer(self) -> tuple[Found, ...]:
        _ = self.state
        return self._hear()

    def _hear(self) -> tuple[Found, ...]:
        line = cast(IO[bytes], self._process.stdout).readline()
        if not line.endswith(b"\n"):
            raise RecogniserEndedError(self._process.wait())
        names = decode_names(line)
        self._state = names.state
        return names.found

    def close(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what it was never told
                cast(IO[bytes], stream).close()


class Several:
    """The same pipelines in up to `most` processes; what was found comes in the order in which it was asked for.

    The others begin to load when so much has been asked for that more can be expected, and get work once they have.
    """

    def __init__(self, start: Callable[[], Apart], most: int) -> None:
        self._start, self._most = start, most
        self._all = [start()]
        self._open: deque[Apart] = deque()
        self._asked = 0

    @property
    def plan(self) -> Plan:
        return self._all[0].plan

    @property
    def state(self) -> State:
        """What all know together that have been heard; the first is waited for."""
        states = [each.state for each in self._ready()]
        return State(
            states[0].name,
            {name: why for known in states for name, why in known.broken.items()},
            tuple(dict.fromkeys(notice for known in states for notice in known.notices)),
        )

    def ask(self, documents: Sequence[Document]) -> None:
        """Hand over articles to the process that has least to do."""
        self._asked += len(documents)
        if self._asked > MANY and len(self._all) < self._most:
            self._all.append(self._start())
        chosen = min(self._ready(), key=self._open.count)
        chosen.ask(documents)
        self._open.append(chosen)

    def answer(self) -> tuple[Found, ...]:
        return self._open.popleft().answer()

    def _ready(self) -> list[Apart]:
        """Those that may be given work: the first, and others that have loaded; one that could not is done without."""
        for each in [each for each in self._all[1:] if each.loaded]:
            try:
                _ = each.state
            except PipelineError:
                each.close()
                self._all.remove(each)
                self._most = len(self._all)
        return [self._all[0], *(each for each in self._all[1:] if each.loaded)]

    def close(self) -> None:
        """End all of them at once."""
        for each in self._all:
            each.close()


@contextmanager
def opened(
    recogniser: str | None = None, wanted: str | None = None, *, idle: bool = False
) -> Iterator[Here | Apart | Several]:
    """Pipelines for as long as a block lasts; the fake one needs no process and no spaCy.

    At idle priority, beside somebody who reads, one process is enough; else two share the work where there are two
    processors. `recogniser` must be there, `wanted` may be missing; which of both cannot be used is known when `state`
    is asked.
    """
    found = _open(recogniser, wanted, idle=idle)
    try:
        yield found
    finally:
        found.close()


def _open(recogniser: str | None, wanted: str | None, *, idle: bool) -> Here | Apart | Several:
    if (recogniser or wanted) == FAKE_NAME:
        from reader.entities.fake import FakeRecogniser

        return Here(FakeRecogniser())
    if idle or PROCESSORS < 2 or os.name != "posix":
        return Apart(recogniser, wanted, idle=idle)
    return Several(lambda: Apart(recogniser, wanted), 2)


def _command(recogniser: str | None, wanted: str | None, *, idle: bool) -> list[str]:
    command = [sys.executable, "-P", "-m", "reader.annotator.recogniser", "--parent", str(os.getpid())]
    if recogniser:
        command += ["--recogniser", recogniser]
    if wanted:
        command += ["--pipeline", wanted]
    return [*command, "--idle"] if idle else command


def _alone() -> Mapping[str, str]:
    """The environment of a process that is to keep one processor busy and leave the others to the rest."""
    return {"OPENBLAS_NUM_THREADS": "1", **(environment() or os.environ)}
