"""Large documents are read in a process of their own."""

from __future__ import annotations

import os
import sys

import pytest

from reader.errors import ImportFailedError
from reader.ingest import apart as module
from reader.ingest.apart import LIGHT, apart

HEAVY = b"x" * LIGHT
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere all is read in one process")


def _who(data: bytes) -> tuple[int, int]:
    return os.getpid(), len(data)


def _refused(_data: bytes) -> None:
    raise ImportFailedError("This is no feed.")


def _broken(_data: bytes) -> None:
    raise ZeroDivisionError


def _gone(_data: bytes) -> None:
    os._exit(1)


def _endless(_data: bytes) -> None:
    while True:
        pass


@linux
def test_what_is_light_is_read_here_and_what_is_heavy_elsewhere():
    assert apart(_who, b"x") == (os.getpid(), 1)
    process, size = apart(_who, HEAVY)
    assert process != os.getpid()
    assert size == LIGHT


@linux
@pytest.mark.parametrize(
    ("work", "says"),
    [(_refused, "This is no feed."), (_broken, "ZeroDivisionError"), (_gone, "did not come to an end")],
)
def test_what_fails_there_is_a_sentence_here(work, says):
    with pytest.raises(ImportFailedError, match=says):
        apart(work, HEAVY)


def _loud(_data: bytes) -> None:
    os.write(2, b"no memory")


def _greedy(data: bytes) -> int:
    return len(bytearray(100 << 20)) + len(data)


@linux
def test_a_library_that_complains_aloud_is_not_heard(capfd):
    apart(_loud, HEAVY)
    assert capfd.readouterr().err == ""


@linux
def test_what_is_light_but_takes_much_memory_is_read_elsewhere():
    assert apart(_greedy, b"x") == (100 << 20) + 1


@linux
def test_one_process_reads_many_and_another_takes_its_place_when_it_is_gone():
    module.close()
    first, second = apart(_who, HEAVY)[0], apart(_who, HEAVY)[0]
    with pytest.raises(ImportFailedError):
        apart(_gone, HEAVY)
    assert first == second != apart(_who, HEAVY)[0]


@linux
def test_what_does_not_end_is_ended(monkeypatch):
    monkeypatch.setattr(module, "LONGEST", 0.05)
    with pytest.raises(ImportFailedError, match="did not come to an end"):
        apart(_endless, HEAVY)
