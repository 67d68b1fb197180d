"""Bodies parsed side by side with little memory each, and alone where that is not enough."""

from __future__ import annotations

import asyncio
import os
import select
import sys
import threading
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import pytest

from reader.errors import ImportFailedError
from reader.net import decode
from reader.net.decode import Body
from reader.net.parsing import Parsers
from tests.patience import LIMIT

T = TypeVar("T")
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere nothing limits memory")
MB = 1024 * 1024


def body(data: bytes) -> Body:
    made = Body("", 100 * MB)
    made.add(data)
    return made


def run(*works: Callable[[bytes], T], data: bytes = b"x") -> list[T | BaseException]:
    async def all_of_them() -> list[T | BaseException]:
        parsers = Parsers(1)
        try:
            return await asyncio.gather(*(parsers.run(work, body(data)) for work in works), return_exceptions=True)
        finally:
            parsers.close()

    return asyncio.run(all_of_them())


def _takes(data: bytes, size: int) -> int:
    return len(bytearray(size)) + len(data)


def _ends(_data: bytes) -> int:
    os._exit(1)


def _complains(_data: bytes) -> int:
    os.write(2, b"no memory")
    raise MemoryError


@linux
def test_what_takes_more_memory_than_it_may_beside_others_is_done_alone():
    assert run(partial(_takes, size=100 * MB), partial(_takes, size=MB)) == [100 * MB + 1, MB + 1]


@linux
def test_what_takes_more_than_may_be_is_refused():
    (refused,) = run(partial(_takes, size=400 * MB))
    assert isinstance(refused, ImportFailedError)
    assert "too much memory" in str(refused)


@linux
def test_a_body_that_ends_its_process_takes_no_other_with_it():
    found = run(_ends, partial(_takes, size=1), partial(_takes, size=2))
    assert isinstance(found[0], ImportFailedError)
    assert found[1:] == [2, 3]


def _hands_over_half(_data: bytes, results: int, done: int) -> None:
    os.write(results, (1000).to_bytes(4, "big"))  # the length of what then never comes in full
    os.write(done, b"x")


@linux
def test_a_process_that_is_ended_while_it_hands_over_is_not_waited_for_at_the_end():
    async def broken_off() -> set[threading.Thread]:
        before = set(threading.enumerate())
        parsers = Parsers(1)
        results = parsers._started()._result_queue
        seen, done = os.pipe()
        half = partial(_hands_over_half, results=results._writer.fileno(), done=done)
        waiting = asyncio.create_task(parsers.run(half, body(b"x")))
        await asyncio.to_thread(os.read, seen, 1)
        while select.select([results._reader], [], [], 0)[0]:
            await asyncio.sleep(0.001)
        started = set(threading.enumerate()) - before
        parsers.close()
        await asyncio.gather(waiting, return_exceptions=True)
        os.close(seen)
        os.close(done)
        return {each for each in started if "Manager" in type(each).__name__}

    (thread,) = asyncio.run(broken_off())
    thread.join(LIMIT)
    assert not thread.is_alive()


@linux
def test_a_library_that_complains_aloud_is_not_heard(capfd):
    (refused,) = run(_complains)
    assert isinstance(refused, ImportFailedError)
    assert capfd.readouterr().err == ""


def test_bodies_that_are_too_many_for_memory_wait_on_the_disk(monkeypatch):
    monkeypatch.setattr(decode, "HELD_IN_ALL", 1000)
    monkeypatch.setattr(Body, "_in_memory", 0)
    bodies = [body(b"%d" % number * 400) for number in range(5)]
    assert [each.whole() for each in bodies] == [b"%d" % number * 400 for number in range(5)]
    assert Body._in_memory == 800
    bodies.clear()
    assert Body._in_memory == 0
