"""A worker without memory, and one that hangs."""

from __future__ import annotations

import asyncio
import sys
from contextlib import closing
from pathlib import Path

from reader.annotator import client
from reader.annotator.client import Client, Event, WorkerTrouble
from reader.annotator.work import annotate_pending
from reader.library import Library
from reader.store.database import connect
from tests.faults.ground import Ground, Verdict, limits
from tests.faults.random_cache import Maker

_LIMITED = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]),) * 2)
os.execv(sys.executable, [sys.executable, "-m", "reader.annotator.worker", "--cache", sys.argv[2]])
"""
_HANGING = """
import sys, time
print('{"ready": "a pipeline"}', flush=True)
time.sleep(3600)
"""


def _ready(folder: Path, seed: int) -> tuple[Ground, Verdict]:
    ground, maker = Ground(folder), Maker(seed)
    with Library.open(ground.cache) as library:
        library.add([maker.article(number) for number in range(10)])
    return ground, Verdict()


def without_memory(folder: Path, seed: int) -> Verdict:
    """The command line says so in a sentence, the screen's client gives up with one, and what waited still waits."""
    ground, verdict = _ready(folder, seed)
    room = (60, 120, 200, 300, 400)[seed % 5] * 1_000_000
    told = ground.run("annotate", preexec_fn=limits(RLIMIT_AS=room))
    ground.judge(verdict, told)
    if told.status and not told.err.strip():
        verdict.silent.append(f"status {told.status} without a word, at {room:,} bytes")
    events = asyncio.run(_events(ground, [sys.executable, "-c", _LIMITED, str(room), str(ground.cache)], 40))
    if _waiting(ground) and not any(isinstance(event, WorkerTrouble) for event in events):
        verdict.silent.append(f"nobody was told that the worker has no memory, at {room:,} bytes")
    _goes_on(ground, verdict)
    return verdict


def hanging(folder: Path, seed: int) -> Verdict:
    """A worker that says nothing any more is ended, and that is told; the client's patience is made short for it."""
    ground, verdict = _ready(folder, seed)
    patience, client.SILENCE = client.SILENCE, 1.0
    try:
        events = asyncio.run(_events(ground, [sys.executable, "-c", _HANGING], 60.0))
    finally:
        client.SILENCE = patience
    if not any(isinstance(event, WorkerTrouble) for event in events):
        verdict.silent.append("nobody was told that the worker hangs")
    _goes_on(ground, verdict)
    return verdict


async def _events(ground: Ground, argv: list[str], patience: float) -> list[Event]:
    """What the client tells until it gives up, or nothing waits any more."""
    events: list[Event] = []
    talking = Client(ground.cache, on_event=events.append, argv=argv)
    talking.start()
    try:
        async with asyncio.timeout(patience):
            while _waiting(ground) and not any(isinstance(event, WorkerTrouble) for event in events):
                await asyncio.sleep(0.1)
    except TimeoutError:
        pass
    await talking.stop()
    return events


def _waiting(ground: Ground) -> int:
    with closing(connect(ground.cache)) as db:
        return int(db.execute("SELECT count(*) FROM outbox").fetchone()[0])


def _goes_on(ground: Ground, verdict: Verdict) -> None:
    ground.inspect(verdict)
    with closing(connect(ground.cache)) as db:
        failed = db.execute("SELECT count(*) FROM failure").fetchone()[0]
    told = ground.run("annotate", "--again", "--recogniser", "fake")
    ground.judge(verdict, told)
    if _waiting(ground):
        verdict.lost.append(f"{_waiting(ground)} articles still wait, {failed} were given up")
    annotate_pending(ground.cache, "fake")
    ground.inspect(verdict)
