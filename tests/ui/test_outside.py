"""Signals, ctrl+z and a terminal that goes away, on a real pseudo terminal; `fake` finds the entities."""

import asyncio
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from reader.errors import TidewireError
from reader.library import Library
from reader.model.article import ListQuery, ParsedArticle
from reader.ui.outside import CRASH_LOG, Outside, crashed
from tests.patience import LIMIT

T = TypeVar("T")
LEFT = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?2004l", b"\x1b[?1000l", b"\x1b[?1003l", b"\x1b[?1006l", b"\x1b[<u")


class Terminal:
    """The reader on a pseudo terminal that is not its controlling one: nothing but what a test sends ends it."""

    def __init__(self, cache: Path, **environment: str) -> None:
        self.master, self.slave = pty.openpty()
        self.ends = [self.master, self.slave]
        termios.tcsetwinsize(self.slave, (24, 80))
        self.before = termios.tcgetattr(self.slave)
        self.seen = b""
        env = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **environment}
        command = [sys.executable, "-m", "reader", "--cache", str(cache), "--recogniser", "fake"]
        self.process = subprocess.Popen(
            command, stdin=self.slave, stdout=self.slave, stderr=self.slave, env=env, process_group=0
        )

    def until(self, *marks: bytes) -> bytes:
        """Read until all of these have been printed since the last call, in any order."""
        end = time.monotonic() + LIMIT
        self.seen = b""
        while not all(mark in self.seen for mark in marks):
            left = end - time.monotonic()
            assert left > 0, f"{marks} never came: {self.seen[-2000:]!r}"
            if select.select([self.master], [], [], left)[0]:
                self.seen += os.read(self.master, 65536)
        return self.seen

    def press(self, keys: bytes) -> None:
        os.write(self.master, keys)

    def restored(self) -> bool:
        return termios.tcgetattr(self.slave) == self.before

    def hang_up(self) -> None:
        while self.ends:
            os.close(self.ends.pop())

    def close(self) -> None:
        self.hang_up()
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


@pytest.fixture
def terminal(edition: Path):
    with Library.open(edition) as library:
        library.add([ParsedArticle("new", "Something for the worker", "Turkey and Russia met in Ankara.")])
    opened = Terminal(edition)
    yield opened
    opened.close()


def soon(happened: Callable[[], T]) -> T:
    """What is so within the limit."""
    end = time.monotonic() + LIMIT
    while not (found := happened()) and time.monotonic() < end:
        select.select([], [], [], 0.01)
    return found


def worker_of(pid: int) -> int:
    """The process that finds entities for the reader `pid`, once it has been started."""
    return int(soon(lambda: Path(f"/proc/{pid}/task/{pid}/children").read_text().split())[0])


def gone(pid: int) -> bool:
    """Whether a process is no more, or waits only to be buried."""
    return soon(lambda: not (file := Path(f"/proc/{pid}/stat")).exists() or b") Z " in file.read_bytes())


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_ctrl_z_and_term_leave_the_terminal_as_it_was_and_the_marks_written(terminal: Terminal, edition: Path):
    terminal.until(b"search")
    terminal.press(b"s")
    terminal.until(b"Starred")
    worker = worker_of(terminal.process.pid)
    terminal.press(b"\x1a")
    terminal.until(*LEFT)
    _, status = os.waitpid(terminal.process.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)
    assert terminal.restored()
    os.killpg(terminal.process.pid, signal.SIGCONT)
    terminal.until(b"\x1b[?1049h", b"\x1b[?25l", b"Articles")
    assert not terminal.restored()
    terminal.process.send_signal(signal.SIGTERM)
    terminal.until(*LEFT)
    assert terminal.process.wait(LIMIT) == 128 + signal.SIGTERM
    assert terminal.restored()
    assert b"Traceback" not in terminal.seen
    assert gone(worker)
    with Library.open(edition) as library:
        assert any(row.starred for row in library.rows(ListQuery(), 0, 3))


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_terminal_that_goes_away_leaves_no_process_behind(terminal: Terminal):
    terminal.until(b"search")
    worker = worker_of(terminal.process.pid)
    terminal.press(b"jjjj")
    terminal.hang_up()
    assert terminal.process.wait(LIMIT) == 128 + signal.SIGHUP
    assert gone(worker)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT"])
async def test_each_signal_leaves_with_the_status_that_shells_give_it(name: str):
    class App:
        def __init__(self) -> None:
            self.left: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        def leave(self, status: int) -> None:
            self.left.set_result(status)

    number = getattr(signal, name)
    started_with = signal.signal(number, signal.SIG_DFL)  # as under nohup, where one that is ignored stays so
    app = App()
    try:
        with Outside(app):
            signal.raise_signal(number)
            assert await asyncio.wait_for(app.left, LIMIT) == 128 + number
        assert signal.getsignal(number) is signal.SIG_DFL
    finally:
        signal.signal(number, started_with)


def test_a_crash_is_a_sentence_and_its_story_lies_in_a_file(tmp_path: Path):
    try:
        raise KeyError("secret")
    except KeyError as error:
        told = crashed(error, tmp_path / "state")
    assert isinstance(told, TidewireError)
    assert "KeyError" in str(told) and "secret" not in str(told)
    assert "secret" in (tmp_path / "state" / CRASH_LOG).read_text()
    (tmp_path / "file").touch()
    assert "--debug" in str(crashed(KeyError(), tmp_path / "file" / "state"))
