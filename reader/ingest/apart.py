"""Large foreign documents are read in a process of their own, and what memory they took goes with it.

A parser that runs out of memory leaves behind what it had, and what is free lies between what is not: after some
dozens of hostile pages a limit on growth no longer limits anything.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from reader.errors import ImportFailedError, TidewireError
from reader.ingest.patience import PLENTY, frugality, give_back

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")
LIGHT = 256 * 1024  # bytes that weigh little whatever they are, and are read at once
SHARE = PLENTY * 2 // 3  # bytes, so that both processes together stay below what one alone may have
MOST_WORK = 15  # seconds of processor time, for what does not listen to the patience of its own limits
LONGEST = 28.0  # seconds by the clock
UNENDING = "This cannot be read: its parser did not come to an end."


def apart(work: Callable[[bytes], T], data: bytes) -> T:
    """What `work` makes of the data; its result has to be one that can be pickled.

    ImportFailedError with the sentence of `work`, or where it comes to no end. On Linux; elsewhere all is read at once.
    """
    if len(data) < LIGHT or not sys.platform.startswith("linux"):
        with frugality():
            return work(data)
    import multiprocessing

    give_back()  # what earlier ones left behind here, and the new process would begin with
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_answer, args=(work, data, sender), daemon=True)
    child.start()
    sender.close()
    try:
        found: T | _Failed = receiver.recv() if receiver.poll(LONGEST) else _Failed()
    except EOFError:
        found = _Failed()
    finally:
        receiver.close()
        child.kill()
        child.join()
    if isinstance(found, _Failed):
        raise ImportFailedError(found.sentence)
    return found


@dataclass(frozen=True, slots=True)
class _Failed:
    sentence: str = UNENDING


def _answer(work: Callable[[bytes], T], data: bytes, sender: Connection) -> None:
    """In the new process: send what came of it, and never a traceback."""
    import resource

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_WORK, MOST_WORK))
    try:
        with frugality(SHARE):
            found: T | _Failed = work(data)
    except TidewireError as error:
        found = _Failed(str(error))
    except Exception as error:  # noqa: BLE001 - whatever a hostile document brings about belongs to that document
        found = _Failed(f"This cannot be read ({type(error).__name__}).")
    sender.send(found)
