"""What reaches the program from outside: signals, a terminal that goes away, and its own mishaps."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import sys
import threading
import traceback
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from reader.errors import TidewireError
from reader.files import own_folder, write_whole

if TYPE_CHECKING:
    from reader.ui.app import TidewireApp

ENDING = ("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT")
PATIENCE = 5.0  # seconds for the screen to close by itself
CRASH_LOG = "crash.log"
_RESTORE = b"\x1b[?2004l\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1004l\x1b[<u\x1b[?7h\x1b[?1049l\x1b[?25h"


class CrashError(TidewireError):
    """The screen met something that nobody foresaw."""


class Outside:
    """While it is entered, TERM, HUP, INT and QUIT leave as `q` does: marks written, the terminal as it was found.

    A terminal that goes away without a signal counts as HUP. Python's own handlers are used rather than the loop's,
    because the loop may be waiting for a terminal that takes nothing any more.
    """

    def __init__(self, app: TidewireApp) -> None:
        self._app = app
        self._loop = asyncio.get_running_loop()
        self._before: dict[int, Any] = {}
        self._terminal = _attributes()
        self._timers: list[threading.Timer] = []

    def __enter__(self) -> None:
        for name in ENDING:
            number = getattr(signal, name, None)
            if number is None or (name == "SIGHUP" and signal.getsignal(number) is signal.SIG_IGN):
                continue
            self._before[number] = signal.signal(number, self._signalled)
        if hasattr(select, "poll") and sys.stdin.isatty():
            threading.Thread(target=self._watch_terminal, daemon=True, name="terminal").start()

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        for timer in self._timers:
            timer.cancel()

    def _signalled(self, number: int, _frame: FrameType | None) -> None:
        self._leave(128 + number)

    def _watch_terminal(self) -> None:
        """In a thread that sleeps until the other end of the terminal is closed."""
        poll = select.poll()
        poll.register(sys.stdin.fileno(), 0)
        if any(event & select.POLLHUP for _, event in poll.poll()):
            self._leave(128 + signal.SIGHUP)

    def _leave(self, status: int) -> None:
        """Leave with the status that a shell gives to the signal; a screen that does not close is left behind."""
        timer = threading.Timer(PATIENCE, self._give_up, (status,))
        timer.daemon = True
        timer.start()
        self._timers.append(timer)
        with suppress(RuntimeError):  # the loop has ended: the program is about to
            self._loop.call_soon_threadsafe(self._app.leave, status)

    def _give_up(self, status: int) -> None:
        rescue = threading.Thread(target=self._rescue, daemon=True)
        rescue.start()
        rescue.join(PATIENCE)
        os._exit(status)

    def _rescue(self) -> None:
        """What must be done even where the screen hangs; in a thread, since a terminal may hang as well."""
        self._app.writer.close()
        with suppress(OSError, ValueError):
            os.write(sys.stderr.fileno(), _RESTORE)
            if self._terminal is not None:
                import termios

                termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, self._terminal)


def _attributes() -> list[Any] | None:
    """How the terminal is set, where it is one."""
    try:
        import termios

        attributes: list[Any] = termios.tcgetattr(sys.stdin.fileno())
    except (ImportError, OSError, ValueError, termios.error):
        return None
    return attributes


def has_shell() -> bool:
    """Whether there is a shell to go back to: one that gave this program a process group of its own."""
    return hasattr(os, "getsid") and os.getpgrp() != os.getsid(0)


def stop_group() -> None:
    """Stop this program and what was started with it, such as `make`, until the shell lets them go on.

    Textual stops its own process alone, and a shell that waits for `make` would never come back.
    """
    # Going on needs no handler; Textual's could run late, in another thread's time, and start the screen twice.
    handler = signal.signal(signal.SIGCONT, signal.SIG_IGN)
    os.killpg(os.getpgrp(), signal.SIGSTOP)
    signal.signal(signal.SIGCONT, handler)


def crashed(error: Exception, folder: Path) -> CrashError:
    """The sentence for an error that nobody foresaw; the whole of it is kept in a file for a report."""
    file = folder / CRASH_LOG
    said = f"Something unexpected happened ({type(error).__name__}), and the reader had to close; your marks are kept."
    try:
        whole = "".join(traceback.format_exception(error))
        write_whole(own_folder(folder) / file.name, [whole.encode("utf-8", "replace")])
    except OSError:
        return CrashError(f"{said} --debug shows where; please report it.")
    return CrashError(f"{said} What is needed for a report is in {file}.")
