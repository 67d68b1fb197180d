"""A place of its own for one trial: a cache, a state folder, programs in them, and what is looked at afterwards."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reader.store.database import connect
from reader.store.safety import health
from tests.patience import LIMIT

PATIENCE = LIMIT


@dataclass
class Verdict:
    """What went wrong in one trial, in words; all empty where nothing did."""

    lost: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)
    tracebacks: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)

    def all(self) -> list[str]:
        return [*self.lost, *self.half, *self.tracebacks, *self.silent]


@dataclass(frozen=True)
class Told:
    """What a program said before it ended."""

    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        found = []
        for line in self.out.splitlines():
            with suppress(ValueError):
                found.append(json.loads(line))
        return found


class Ground:
    """Where a trial takes place; `cache` is its cache."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.cache = folder / "cache.db"
        self.state = folder / "state"
        (folder / "config.toml").write_text('[network]\nallow = ["127.0.0.1"]\nschedule = false\n')
        self.env = {
            **{name: os.environ[name] for name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV") if name in os.environ},
            "TIDEWIRE_CACHE": str(self.cache),
            "TIDEWIRE_STATE": str(self.state),
            "TIDEWIRE_CONFIG": str(folder / "config.toml"),
            "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
            "OPENBLAS_NUM_THREADS": "1",
        }

    def start(self, *arguments: object, **settings: Any) -> subprocess.Popen[str]:
        """A `tidewire` command that runs on; its outputs are pipes."""
        argv = [sys.executable, "-m", "reader", *map(str, arguments)]
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(argv, text=True, env=self.env, **{**pipes, **settings})

    def run(self, *arguments: object, **settings: Any) -> Told:
        """A `tidewire` command to its end; one that does not end is a failure told as such."""
        with self.start(*arguments, **settings) as process:
            try:
                out, err = process.communicate(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                out, err = process.communicate()
                return Told(-signal.SIGALRM, out, f"{err}\nit never ended")
        return Told(process.returncode, out, err)

    # -- afterwards

    def judge(self, verdict: Verdict, told: Told | None = None, *, failed: bool | None = None) -> None:
        """Look at what a program said; `failed`: whether it must have said, in one sentence, that it failed."""
        if told is None:
            return
        said = told.out + told.err
        if "Traceback (most recent" in said or "Something unexpected" in said or "never ended" in said:
            verdict.tracebacks.append(said[-400:])
        sentences = [line for line in told.err.splitlines() if line.startswith("tidewire: ")]
        if failed and (told.status == 0 or not sentences):
            verdict.silent.append(f"status {told.status}, said {told.err[-200:]!r}")

    def inspect(self, verdict: Verdict) -> None:
        """Whether the cache is sound and nothing in it is half there."""
        with closing(connect(self.cache, create=False)) as db:
            verdict.half += [f"integrity: {line}" for line in health.damage(db)]
            verdict.half += [f"{fault.check}: {fault.detail}" for fault in health.faults(db)]
        left = [file.name for file in self.folder.iterdir() if file.name.startswith(".cache.db")]
        verdict.half += [f"left over: {name}" for name in left]

    def guids(self) -> set[str]:
        with closing(connect(self.cache, create=False)) as db:
            return {guid for (guid,) in db.execute("SELECT guid FROM article")}


class Screen:
    """The reader in a pseudo terminal of its own; `seen` is all that it has written."""

    def __init__(self, ground: Ground, *arguments: str, columns: int = 100, rows: int = 30, **env: str) -> None:
        argv = [sys.executable, "-m", "reader", "--recogniser", "fake", *arguments]
        environment = {**ground.env, "TERM": "xterm-256color", "LANG": "C.UTF-8", **env}
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            signal.signal(signal.SIGHUP, signal.SIG_DFL)  # whoever runs the trials may be deaf to it
            os.execve(argv[0], argv, environment)
        self.seen = b""
        self.status: int | None = None
        self.resize(columns, rows)

    def resize(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGWINCH)

    def press(self, keys: str) -> None:
        with suppress(OSError):
            os.write(self._fd, keys.encode())

    def read(self, patience: float) -> bool:
        """Take what has been written; False where nothing came for so long, or nothing will."""
        if not select.select([self._fd], [], [], patience)[0]:
            return False
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:
            return False
        self.seen += data
        return bool(data)

    def until(self, *texts: str, since: int = 0, patience: float = PATIENCE) -> bool:
        """Wait until one of the texts has been written since; whether it has."""
        end = time.monotonic() + patience
        while not any(text.encode() in self.seen[since:] for text in texts):
            if time.monotonic() > end or (not self.read(0.5) and self.ended()):
                return False
        return True

    def settle(self, silence: float = 0.15) -> None:
        while self.read(silence):
            pass

    def ended(self) -> bool:
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        return self.status is not None

    def wait(self, patience: float = 15.0) -> bool:
        """Wait for its end, taking what it writes; whether it came."""
        end = time.monotonic() + patience
        while not self.ended():
            if time.monotonic() > end:
                return False
            if self._fd >= 0:
                self.read(0.05)
            else:
                time.sleep(0.02)
        return True

    def hang_up(self) -> None:
        """Let the terminal go away."""
        os.close(self._fd)
        self._fd = -1

    def kill(self) -> None:
        if not self.ended():
            os.kill(self.pid, signal.SIGKILL)
            _, status = os.waitpid(self.pid, 0)
            self.status = os.waitstatus_to_exitcode(status)

    def close(self) -> None:
        self.kill()
        if self._fd >= 0:
            os.close(self._fd)


@contextmanager
def screen(ground: Ground, *arguments: str, **settings: Any) -> Iterator[Screen]:
    opened = Screen(ground, *arguments, **settings)
    try:
        yield opened
    finally:
        opened.close()


def limits(**wanted: int) -> Callable[[], None]:
    """What a child does before it begins: take these resource limits."""
    import resource

    def limit() -> None:
        for name, value in wanted.items():
            resource.setrlimit(getattr(resource, name), (value, value))

    return limit


def children(pid: int) -> Sequence[int]:
    """The processes that a process has started, on Linux."""
    with suppress(OSError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []
