"""Limits on the time and the memory that hostile input may take, whoever wrote the code that reads it."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
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


PLENTY = 180 * 1024 * 1024  # bytes: with them a program at rest stays below 300 MB
MODEST = 48 * 1024 * 1024  # bytes that nearly all documents are content with, so that several may be read at once
_STATUS = Path("/proc/self/status")
LEFT_BEHIND = PLENTY // 6  # bytes of earlier blocks, beyond which memory is given back before another begins
_at_first: dict[int, int] = {}  # the size of each process when it first gave itself a limit


class MemoryLimitError(ImportFailedError):
    """A document would take more memory than it may have; alone it may have more."""

    def __init__(self) -> None:
        super().__init__("This would take too much memory to read; it was given up.")

    def __reduce__(self) -> tuple[type[MemoryLimitError], tuple[()]]:
        return MemoryLimitError, ()


@contextmanager
def frugality(plenty: int = PLENTY) -> Iterator[None]:
    """Give up the block with MemoryLimitError once the process has grown by so many bytes.

    What earlier blocks left behind is given back first. What cannot be counts, but a third of the limit is always to
    be had; a limit within a limit does not widen it. Works on Linux; elsewhere there is no limit.
    """
    size = _data_size()
    if size is None:
        yield
        return
    import resource

    if size > _at_first.setdefault(os.getpid(), size) + LEFT_BEHIND:
        give_back()
        size = _data_size() or size

    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = max(_at_first[os.getpid()] + plenty, size + plenty // 3)
    narrower = min([wanted, *(limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY)])
    before, sys.unraisablehook = sys.unraisablehook, lambda _: None  # what is being given up has no more to say
    resource.setrlimit(resource.RLIMIT_DATA, (narrower, hard))
    try:
        yield
    except MemoryError:
        raise MemoryLimitError from None
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
        sys.unraisablehook = before


@contextmanager
def to_stay() -> Iterator[None]:
    """Let what the block takes, as for an import, count as what the process had when it first gave itself a limit."""
    before = grown()
    yield
    _at_first[os.getpid()] = _at_first.get(os.getpid(), 0) + grown() - before


def grown() -> int:
    """The bytes by which the process is larger than when it first asked, or gave itself a limit."""
    size = _data_size()
    return 0 if size is None else size - _at_first.setdefault(os.getpid(), size)


def inherit(parent: int) -> None:
    """In a process just forked: let what its parent had grown by count as its own growth, since it has it as well."""
    if parent in _at_first:
        _at_first[os.getpid()] = _at_first[parent]


def give_back() -> None:
    """Let go of what nobody holds: the C library keeps large pieces for later, where they lie in each other's way."""
    import ctypes  # needed by hardly anybody

    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # other libraries have none, and no such habit
    if trim is not None:
        trim(0)


def _data_size() -> int | None:
    """The bytes that the process has for data; None where the system does not say."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        lines = _STATUS.read_text("ascii", "replace").splitlines()
    except OSError:
        return None
    found = next((line.split() for line in lines if line.startswith("VmData:")), None)
    return int(found[1]) * 1024 if found else None
