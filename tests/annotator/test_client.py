"""The client keeps a worker busy, survives its death, and stops at once."""

from __future__ import annotations

import asyncio
import os
import signal
import stat
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from annotator_kit import Watcher, add, failures, ids, pending

from reader.annotator import client as client_module
from reader.annotator import protocol
from reader.annotator.client import Annotated, Client, Progress, WorkerTrouble

# A worker that speaks the protocol, writes down what it was asked, and dies on the ids it is told to die on.
SCRIPT = """
import json, os, sqlite3, sys
cache, log, deadly = sys.argv[1], sys.argv[2], set(json.loads(sys.argv[3]))
with open(log, "a") as file:
    file.write("start\\n")
if "never" in deadly:
    os._exit(9)
if "mute" in deadly:
    sys.stdin.read()
print(json.dumps({"ready": "script"}), flush=True)
for line in sys.stdin:
    asked = json.loads(line)["annotate"]
    with open(log, "a") as file:
        file.write(json.dumps(asked) + "\\n")
    for article in asked:
        if article in deadly:
            os.kill(os.getpid(), 9)
        if -article in deadly:
            sys.stdin.read()
        db = sqlite3.connect(cache, timeout=10)
        with db:
            db.execute("DELETE FROM outbox WHERE article_id = ?", (article,))
        db.close()
        print(json.dumps({"annotated": article, "entities": 1}), flush=True)
    print(json.dumps({"done": len(asked)}), flush=True)
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    file = tmp_path / "script_worker.py"
    file.write_text(SCRIPT, "utf-8")
    return file


def command(script: Path, cache: Path, deadly: Sequence[object] = ()) -> list[str]:
    import json

    return [sys.executable, "-S", str(script), str(cache), str(script.with_suffix(".log")), json.dumps(list(deadly))]


def asked(script: Path) -> list[str]:
    return script.with_suffix(".log").read_text("utf-8").splitlines()


async def test_everything_pending_is_annotated_by_a_real_worker(cache: Path, watcher: Watcher, state: Path) -> None:
    client = Client(cache, "fake", on_event=watcher)
    client.start()
    await watcher.until(lambda: len(watcher.of(Annotated)) == 12)
    await client.stop()
    assert pending(cache) == []
    assert [event.article_id for event in watcher.of(Annotated)] == ids(cache)
    assert watcher.of(Progress)[0] == Progress(0, 12)
    assert watcher.of(Progress)[-1] == Progress(12, 0)
    assert stat.S_IMODE((state / "worker.log").stat().st_mode) == 0o600


async def test_a_killed_worker_loses_nothing(cache: Path, watcher: Watcher) -> None:
    client = Client(cache, "fake", on_event=watcher)
    client.start()
    await watcher.until(lambda: len(watcher.of(Annotated)) >= 3)
    assert client.worker_pid is not None
    os.kill(client.worker_pid, signal.SIGKILL)
    await watcher.until(lambda: Progress(12, 0) in watcher.events)
    await client.stop()
    assert pending(cache) == [] and failures(cache) == {}
    assert not watcher.of(WorkerTrouble)


async def test_a_worker_killed_twice_in_a_row_blames_no_article(cache: Path, watcher: Watcher) -> None:
    client = Client(cache, "fake", on_event=watcher)
    client.start()
    await watcher.until(lambda: len(watcher.of(Annotated)) >= 2)
    for _ in range(2):
        await watcher.until(lambda: client.worker_pid is not None)
        first = client.worker_pid
        os.kill(first or 0, signal.SIGKILL)
        await watcher.until(lambda first=first: client.worker_pid not in (first, None))
    await watcher.until(lambda: Progress(12, 0) in watcher.events)
    await client.stop()
    assert pending(cache) == [] and failures(cache) == {}


async def test_a_worker_that_hangs_on_an_article_is_ended_and_goes_on_without_it(
    cache: Path, watcher: Watcher, script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "SILENCE", 0.4)
    bad = ids(cache)[5]
    client = Client(cache, on_event=watcher, argv=command(script, cache, [-bad]))
    client.start()
    await watcher.until(lambda: len(watcher.of(Annotated)) == 11 and pending(cache) == [])
    await client.stop()
    assert list(failures(cache)) == [bad]
    assert not watcher.of(WorkerTrouble)


async def test_a_worker_that_never_says_a_word_is_told_of(
    cache: Path, watcher: Watcher, script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "SILENCE", 0.1)
    client = Client(cache, on_event=watcher, argv=command(script, cache, ["mute"]))
    client.start()
    await watcher.until(lambda: bool(watcher.of(WorkerTrouble)))
    await client.stop()
    assert failures(cache) == {}
    assert len(pending(cache)) == 12


async def test_what_the_reader_looks_at_comes_first(cache: Path, watcher: Watcher, script: Path) -> None:
    oldest = ids(cache)[-1]
    client = Client(cache, on_event=watcher, argv=command(script, cache))
    client.prioritise(oldest)
    client.start()
    await watcher.until(lambda: len(watcher.of(Annotated)) == 12)
    await client.stop()
    assert watcher.of(Annotated)[0] == Annotated(oldest)


async def test_an_article_opened_later_overtakes_a_running_request(cache: Path, watcher: Watcher) -> None:
    add(cache, range(13, 29))
    oldest = ids(cache)[-1]
    client = Client(cache, "fake", on_event=watcher)
    client.start()
    await watcher.until(lambda: len(watcher.of(Annotated)) >= 1)
    client.prioritise(oldest)
    await watcher.until(lambda: len(watcher.of(Annotated)) == 28)
    await client.stop()
    assert watcher.of(Annotated).index(Annotated(oldest)) < 27
    assert pending(cache) == []


async def test_nothing_is_started_for_nothing(tmp_path: Path, cache: Path, watcher: Watcher, script: Path) -> None:
    empty = tmp_path / "empty.db"
    add(empty, range(0))
    client = Client(empty, on_event=watcher, argv=command(script, empty))
    client.prioritise(1)
    client.start()
    for _ in range(3):
        client.nudge()
        await asyncio.to_thread(pending, empty)
    assert not script.with_suffix(".log").exists()
    add(empty, range(1, 3))
    client.nudge()
    await watcher.until(lambda: len(watcher.of(Annotated)) == 2)
    await client.stop()
    assert asked(script)[0] == "start"


async def test_new_articles_are_taken_by_the_same_worker(cache: Path, watcher: Watcher, script: Path) -> None:
    client = Client(cache, on_event=watcher, argv=command(script, cache))
    client.start()
    await watcher.until(lambda: len(watcher.of(Annotated)) == 12)
    add(cache, range(13, 16))
    client.nudge()
    await watcher.until(lambda: len(watcher.of(Annotated)) == 15)
    await client.stop()
    assert asked(script).count("start") == 1
    assert watcher.of(Progress)[-1] == Progress(3, 0)  # what came later is counted by itself


async def test_an_article_that_is_read_again_is_not_counted_again(cache: Path, watcher: Watcher) -> None:
    client = Client(cache, on_event=watcher, argv=["unused"])
    await client._next()
    for article_id in (1, 2, 1):
        client._take(protocol.Annotated(article_id, 0))
    assert [event.done for event in watcher.of(Progress)] == [0, 1, 2, 2]


async def test_a_worker_without_work_is_let_go(
    cache: Path, watcher: Watcher, script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "LINGER", 0.0)
    client = Client(cache, on_event=watcher, argv=command(script, cache))
    client.start()
    await watcher.until(lambda: len(watcher.of(Annotated)) == 12)
    while client.worker_pid is not None:
        await asyncio.sleep(0)
    add(cache, range(13, 14))
    client.nudge()
    await watcher.until(lambda: len(watcher.of(Annotated)) == 13)
    await client.stop()
    assert asked(script).count("start") == 2


@pytest.mark.parametrize("place", [0, 5, 11])
async def test_an_article_that_kills_the_worker_is_recorded_and_skipped(
    cache: Path, watcher: Watcher, script: Path, place: int
) -> None:
    deadly = ids(cache)[place]
    client = Client(cache, on_event=watcher, argv=command(script, cache, [deadly]))
    client.start()
    await watcher.until(lambda: Progress(12, 0) in watcher.events)
    await client.stop()
    assert pending(cache) == []
    assert list(failures(cache)) == [deadly]
    assert len(watcher.of(Annotated)) == 11
    assert str([deadly]) in asked(script)
    assert not watcher.of(WorkerTrouble)


async def test_a_worker_that_always_dies_is_given_up_and_nothing_is_blamed(
    cache: Path, watcher: Watcher, script: Path
) -> None:
    client = Client(cache, on_event=watcher, argv=command(script, cache, ["never"]))
    client.start()
    await watcher.until(lambda: bool(watcher.of(WorkerTrouble)))
    await client.stop()
    assert asked(script) == ["start"] * 4
    assert len(pending(cache)) == 12 and failures(cache) == {}
    assert "worker.log" in watcher.of(WorkerTrouble)[0].message


@pytest.mark.parametrize("argv", [None, ["/no/such/program"], [sys.executable, "-c", "print('hello')"]])
async def test_what_cannot_work_is_told_in_a_sentence(cache: Path, watcher: Watcher, argv: list[str] | None) -> None:
    client = Client(cache, "no_such_pipeline", on_event=watcher, argv=argv)
    client.start()
    await watcher.until(lambda: bool(watcher.of(WorkerTrouble)))
    await client.stop()
    assert watcher.of(WorkerTrouble)[0].message.endswith(".")
    assert len(watcher.of(WorkerTrouble)) == 1
    assert len(pending(cache)) == 12


async def test_stopping_is_instant_and_may_be_repeated(cache: Path, watcher: Watcher, tmp_path: Path) -> None:
    client = Client(cache, on_event=watcher, argv=[sys.executable, "-c", "import time; time.sleep(600)"])
    client.start()
    client.start()
    while client.worker_pid is None:
        await asyncio.sleep(0)
    async with asyncio.timeout(60):  # the worker would sleep for ten minutes
        await client.stop()
        await client.stop()
    assert client.worker_pid is None


async def test_a_state_folder_that_cannot_be_made_costs_the_log_only(
    cache: Path, watcher: Watcher, script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIDEWIRE_STATE", str(cache / "no" / "folder"))
    client = Client(cache, on_event=watcher, argv=command(script, cache))
    client.start()
    await watcher.until(lambda: len(watcher.of(Annotated)) == 12)
    await client.stop()


# A worker whose names are found by the recogniser of the tests in a process of its own, which dies on one text.
APART = """
import sys
from reader.annotator import apart, recognition, worker

DEADLY = '''
import os, signal, sys
from reader.annotator import recogniser
from reader.entities.fake import FakeRecogniser
found = FakeRecogniser.recognise
def recognise(self, documents):
    for title, text in documents:
        if sys.argv[1] in text:
            os.kill(os.getpid(), signal.SIGKILL)
        yield from found(self, [(title, text)])
FakeRecogniser.recognise = recognise
recogniser.main(["--recogniser", "fake"])
'''
apart._command = lambda *_, **__: [sys.executable, "-c", DEADLY, sys.argv[2]]
recognition._here = lambda *_: None
sys.exit(worker.main(["--cache", sys.argv[1]]))
"""


@pytest.mark.parametrize("place", [20])
async def test_an_article_that_kills_the_recogniser_is_recorded_and_skipped(
    cache: Path, watcher: Watcher, place: int, state: Path
) -> None:
    add(cache, range(13, 29))
    bad = ids(cache)[place]
    client = Client(cache, on_event=watcher, argv=[sys.executable, "-c", APART, str(cache), f"round {28 - place}."])
    client.start()
    await watcher.until(lambda: Progress(28, 0) in watcher.events)
    await client.stop()
    assert pending(cache) == [] and list(failures(cache)) == [bad]
    assert not watcher.of(WorkerTrouble)


@pytest.mark.skipif(sys.platform != "linux", reason="where the system lists the children of a process")
async def test_a_killed_recogniser_loses_nothing_and_blames_no_article(
    cache: Path, watcher: Watcher, state: Path
) -> None:
    client = Client(cache, on_event=watcher, argv=[sys.executable, "-c", APART, str(cache), "no such text"])
    client.start()
    await watcher.until(lambda: bool(watcher.of(Annotated)))
    first = client.worker_pid
    children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
    assert len(children) == 1
    os.kill(int(children[0]), signal.SIGKILL)
    add(cache, range(13, 29))
    client.nudge()
    await watcher.until(lambda: pending(cache) == [])
    await client.stop()
    assert failures(cache) == {} and not watcher.of(WorkerTrouble)
