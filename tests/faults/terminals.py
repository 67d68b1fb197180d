"""Terminals that go away, change their size without end, are tiny or huge."""

from __future__ import annotations

import os
import random
import signal
import time
from contextlib import suppress
from pathlib import Path

from reader.keys import COMMANDS
from reader.library import Library
from reader.model.article import ListQuery
from tests.faults.ground import Ground, Screen, Verdict, children, screen
from tests.faults.random_cache import Maker

UNTRIED = ("quit", "browser", "cite", "copy", "address", "reload", "reload_all", "suspend")
KEYS = [key for command in COMMANDS for key in command.keys if command.id not in UNTRIED and len(key) == 1]
EXTREMES = ((1, 1), (500, 500), (1, 500), (500, 1), (2, 2), (80, 24))


def _ready(folder: Path, seed: int) -> tuple[Ground, Verdict]:
    ground = Ground(folder)
    maker = Maker(seed)
    with Library.open(ground.cache) as library:
        library.add([maker.article(number) for number in range(30)])
    return ground, Verdict()


def gone(folder: Path, seed: int) -> Verdict:
    """HUP, TERM, or the other end closed: marks that were shown are kept, no process stays behind."""
    ground, verdict = _ready(folder, seed)
    with screen(ground) as shown:
        if not shown.until("unread"):
            verdict.silent.append("the reader never opened")
            return verdict
        since = len(shown.seen)
        shown.press("s")
        starred = shown.until("Starred", since=since, patience=10)
        workers = children(shown.pid)
        _take_away(shown, seed % 3)
        if not shown.wait(15):
            verdict.half.append("the reader stays behind its terminal")
    time.sleep(0.3)
    verdict.half += [f"process {pid} stays behind" for pid in workers if _lives(pid)]
    ground.inspect(verdict)
    with Library.open(ground.cache) as library:
        if library.count(ListQuery(starred=True)) != int(starred):
            verdict.lost.append("a star that was shown is not there")
    if b"Traceback" in shown.seen:
        verdict.tracebacks.append(shown.seen[-300:].decode("utf-8", "replace"))
    return verdict


def _take_away(shown: Screen, way: int) -> None:
    if way == 0:
        shown.hang_up()
    else:
        os.kill(shown.pid, signal.SIGHUP if way == 1 else signal.SIGTERM)


def _lives(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in ("Z", "X")
    return False


def resized(folder: Path, seed: int, steps: int = 150) -> Verdict:
    """Sizes without end, with keys in between, from a start that is extreme; it goes on, and q ends it."""
    ground, verdict = _ready(folder, seed)
    chance = random.Random(seed)
    columns, rows = EXTREMES[seed % len(EXTREMES)]
    with screen(ground, columns=columns, rows=rows) as shown:
        shown.read(20.0)
        shown.settle(0.4)
        for _ in range(steps):
            size = chance.choice(EXTREMES) if chance.random() < 0.3 else (chance.randint(1, 260), chance.randint(1, 90))
            shown.resize(*size)
            shown.press(chance.choice(KEYS))
            shown.read(0.01)
        if shown.ended():
            verdict.tracebacks.append(f"ended with {shown.status}: {shown.seen[-300:]!r}")
            return verdict
        shown.resize(100, 30)
        _leave(shown, verdict)
    if b"Traceback" in shown.seen or b"unexpected" in shown.seen:
        verdict.tracebacks.append(shown.seen[-400:].decode("utf-8", "replace"))
    ground.inspect(verdict)
    return verdict


def _leave(shown: Screen, verdict: Verdict) -> None:
    """Close what is open, then the reader."""
    for _ in range(12):
        shown.press("\x1b")
        shown.settle(0.1)
        shown.press("q")
        if shown.wait(1.0):
            return
    verdict.half.append("the reader does not end any more")
