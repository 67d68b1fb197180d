"""One worker process, spoken to by lines."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from reader import paths
from reader.annotator.child import SIGNALLED, environment
from reader.annotator.protocol import Annotate, Answer, Ready, Trouble, decode, encode
from reader.errors import PipelineError, reason
from reader.files import own_folder

LOG_MAX = 1_000_000
LINE_MAX = 1 << 20
PARTING = 1.0  # seconds
_ENDED_BY = (signal.SIGKILL, signal.SIGTERM)
_KILLED = frozenset({*(-each for each in _ENDED_BY), *(SIGNALLED + each for each in _ENDED_BY)})


def worker_command(
    cache: Path, recogniser: str | None, wanted: str | None = None, *, idle: bool = False
) -> tuple[str, ...]:
    """The command that starts a worker; -P keeps the folder one stands in from lending it modules.

    `recogniser` is a pipeline that must be used, `wanted` one that may be missing.
    """
    command = [sys.executable, "-P", "-m", "reader.annotator.worker", "--cache", str(cache)]
    if recogniser:
        command += ["--recogniser", recogniser]
    if wanted:
        command += ["--pipeline", wanted]
    return (*command, "--idle") if idle else tuple(command)


def log_file() -> Path:
    return paths.state_dir() / "worker.log"


class Process:
    """A running worker.

    `ready` once its pipeline is loaded; `last_words` is the reason it gave for ending; `killed`: somebody ended it.
    """

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._stdin = cast(asyncio.StreamWriter, process.stdin)
        self._stdout = cast(asyncio.StreamReader, process.stdout)
        self.ready = False
        self.last_words: str | None = None
        self.killed = False

    @property
    def pid(self) -> int:
        return self._process.pid

    @classmethod
    async def start(cls, argv: Sequence[str]) -> Process:
        """Start a worker, its stderr appended to the log; PipelineError where the system refuses."""
        log = _open_log()
        try:
            process = await asyncio.create_subprocess_exec(
                *argv, stdin=PIPE, stdout=PIPE, stderr=log, limit=LINE_MAX, env=environment()
            )
        except OSError as error:
            raise PipelineError(f"The annotator cannot be started: {reason(error)}.") from error
        finally:
            if log != DEVNULL:
                os.close(log)
        return cls(process)

    async def wait_ready(self) -> bool:
        """Wait for the pipeline; False when the worker died over it, PipelineError when it says why."""
        answer = await self.answer()
        if answer is None and self.last_words is not None:
            raise PipelineError(self.last_words)
        self.ready = isinstance(answer, Ready)
        return self.ready

    async def answer(self) -> Answer | None:
        """The next line of the worker; None when there will be no more."""
        try:
            line = await self._stdout.readline()
            message = decode(line) if line.endswith(b"\n") else None
        except (PipelineError, ValueError) as error:
            message = Trouble(str(error))
        if isinstance(message, Trouble):
            self.last_words = message.error
            return None
        return None if isinstance(message, Annotate) else message

    def send(self, message: Annotate) -> None:
        """Hand over a request; to a worker that has died it is lost, as `answer` will tell."""
        if not self._stdin.is_closing():
            self._stdin.write(encode(message))

    async def see_off(self) -> None:
        """Wait a moment for a worker that has fallen silent to be gone, and learn how it went."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PARTING):
                self.killed = await self._process.wait() in _KILLED

    async def kill(self) -> None:
        """End the process at once and see it gone."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        self._stdin.close()
        await self._process.wait()


def _open_log() -> int:
    """The log, begun anew when it has grown too long, readable by its owner only; a worker can do without it."""
    file = log_file()
    try:
        own_folder(file.parent)
        if file.exists() and file.stat().st_size > LOG_MAX:
            file.unlink()
        return os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    except OSError:
        return DEVNULL
