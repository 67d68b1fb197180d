"""A limit on the time that hostile input may take, for code that we do not write ourselves."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from reader.errors import ImportFailedError


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Give up the block with ImportFailedError once it has used that much processor time.

    Works in the main thread of a process on systems with interval timers; elsewhere there is no limit.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def give_up(_number: int, _frame: FrameType | None) -> None:
        raise ImportFailedError("This would take too long to read; it was given up.")

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
