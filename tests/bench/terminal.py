"""A program in a terminal of its own, timed from outside: when text appears, how long a key takes."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from dataclasses import dataclass
from pathlib import Path

SILENCE = 0.08  # seconds without output after which a screen counts as settled
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Step:
    """What a key did: milliseconds to the last output that it caused, or to the text that was waited for; bytes.

    The time that the program waited for a processor, because the machine had other work, is taken off.
    """

    ms: float
    size: int


class Terminal:
    """One program in a pseudo terminal; `seen` is all that it has written."""

    def __init__(self, argv: list[str], columns: int = 120, rows: int = 40, **env: str) -> None:
        self.started = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.environ.update(env, TERM="xterm-256color", COLORTERM="truecolor")
            os.execvp(argv[0], argv)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.seen = bytearray()  # grows by what is new; bytes would be copied at every key

    def until(self, text: str, since: int = 0) -> float:
        """Seconds since the start until a text has been written, after the first `since` bytes."""
        while self.seen.find(text.encode(), since) < 0:
            if not self._read(PATIENCE):
                raise TimeoutError(f"{text!r} never appeared")
        return time.perf_counter() - self.started

    def key(self, keys: str) -> Step:
        """From a key to the last output that it causes; nothing where it causes none."""
        self.settle()
        size, begun, waited = len(self.seen), time.perf_counter(), self.waited()
        last, late = begun, 0.0
        os.write(self._fd, keys.encode())
        while (heard := self._read(SILENCE)) or self._at_work():
            if heard:
                last, late = time.perf_counter(), self.waited() - waited
        return Step(max(0.0, last - begun - late) * 1000, len(self.seen) - size)

    def key_until(self, keys: str, text: str) -> Step:
        """From a key to the first time that a text is written afterwards."""
        self.settle()
        size, begun, waited = len(self.seen), time.perf_counter(), self.waited()
        os.write(self._fd, keys.encode())
        self.until(text, size)
        took = time.perf_counter() - begun - (self.waited() - waited)
        return Step(took * 1000, len(self.seen) - size)

    def settle(self) -> None:
        """Wait until nothing is written any more, and nothing is being worked at."""
        while self._read(SILENCE) or self._at_work():
            pass

    def _at_work(self) -> bool:
        """Whether a thread of the program runs, or would if the machine had time for it."""
        tasks = Path(f"/proc/{self.pid}/task").glob("*/stat")
        return any(task.read_text().rsplit(")", 1)[1].split()[0] in "RD" for task in tasks)

    def wait(self) -> None:
        """Until the program ends of itself."""
        while self._read(PATIENCE):
            pass
        self.close()

    def cpu(self) -> float:
        """CPU seconds the program has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def waited(self) -> float:
        """Seconds that the program, in its first thread, could have run but waited for a processor; 0 if unknown."""
        try:
            return int(Path(f"/proc/{self.pid}/schedstat").read_text().split()[1]) / 1e9
        except (OSError, IndexError):
            return 0.0

    def memory(self) -> float:
        """Megabytes resident."""
        return memory_of(self.pid)

    def close(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._fd)

    def _read(self, patience: float) -> bool:
        if not select.select([self._fd], [], [], patience)[0]:
            return False
        try:
            self.seen += os.read(self._fd, 1 << 16)
        except OSError:
            return False
        return True


def memory_of(pid: int) -> float:
    """Megabytes of a process that are resident; 0 for one that is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def children(pid: int) -> list[int]:
    """The processes that a process has started and that still run."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
