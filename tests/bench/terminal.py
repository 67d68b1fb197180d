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
from pathlib import Path

SILENCE = 0.08  # seconds without output after which a screen counts as settled
PATIENCE = 30.0


class Terminal:
    """One program in a pseudo terminal; `seen` is all that it has written."""

    def __init__(self, argv: list[str], columns: int = 120, rows: int = 40) -> None:
        self.started = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            os.execv(argv[0], argv)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.seen = b""

    def until(self, text: str) -> float:
        """Seconds since the start until a text has been written."""
        while text.encode() not in self.seen:
            if not self._read(PATIENCE):
                raise TimeoutError(f"{text!r} never appeared")
        return time.perf_counter() - self.started

    def key(self, keys: str) -> float:
        """Seconds from a key to the last output that it causes; 0 where it causes none."""
        self.settle()
        begun = last = time.perf_counter()
        os.write(self._fd, keys.encode())
        while self._read(SILENCE):
            last = time.perf_counter()
        return last - begun

    def settle(self) -> None:
        while self._read(SILENCE):
            pass

    def cpu(self) -> float:
        """CPU seconds the program has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

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
