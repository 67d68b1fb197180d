"""kill -9 at random moments: of a reload, of the worker, of the reader with its screen."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
from contextlib import closing, suppress
from pathlib import Path

from reader.annotator.protocol import Annotate, encode
from reader.annotator.work import annotate_pending
from reader.library import Library
from reader.model.article import ListQuery
from reader.model.feed import Subscription
from reader.store.database import connect
from tests.faults.ground import Ground, Screen, Told, Verdict, screen
from tests.faults.random_cache import Maker
from tests.loopback import Loopback, rss

FEEDS, ITEMS = 4, 12
MARKS = 38


def reload(folder: Path, seed: int) -> Verdict:
    """What a reload told is stored; of each feed all is there or nothing; the next reload brings the rest."""
    ground, verdict, chance = Ground(folder), Verdict(), random.Random(seed)
    server = Loopback()
    try:
        names = {f"/{feed}": [f"{seed} {feed} {item}" for item in range(ITEMS)] for feed in range(FEEDS)}
        for path, titles in names.items():
            server.pages[path] = rss(*titles, base=f"{server.base}{path}", body="Vantor Hydro in Ankara. " * 30)
        with Library.open(ground.cache) as library:
            library.subscriptions.subscribe([Subscription(f"{server.base}{path}") for path in names])
        with ground.start("reload", "--json") as process:
            threading.Timer(chance.uniform(0.15, 1.1), process.kill).start()
            out, err = process.communicate()
        told = {guid for line in out.splitlines() if line.endswith("}") for guid in _stored(line)}
        there = ground.guids()
        verdict.lost += [f"told but not stored: {guid}" for guid in told - there]
        for titles in names.values():
            if 0 < len(there & set(titles)) < ITEMS:
                verdict.half.append(f"{len(there & set(titles))} of {ITEMS} articles of a feed")
        ground.inspect(verdict)
        if "Traceback" in err:
            verdict.tracebacks.append(err[-300:])
        again = ground.run("reload", "--json")
        ground.judge(verdict, again)
        missing = {title for titles in names.values() for title in titles} - ground.guids()
        verdict.lost += [f"not brought by the next reload: {title}" for title in missing]
        ground.inspect(verdict)
    finally:
        server.close()
    return verdict


def _stored(line: str) -> list[str]:
    found: list[str] = json.loads(line).get("stored", [])
    return found


def worker(folder: Path, seed: int) -> Verdict:
    """What the worker told is annotated; what it did not waits, whole; the next one does the rest."""
    ground, verdict, chance = Ground(folder), Verdict(), random.Random(seed)
    maker = Maker(seed)
    with Library.open(ground.cache) as library:
        library.add([maker.article(number) for number in range(30)])
    with closing(connect(ground.cache)) as db:
        ids = [article_id for (article_id,) in db.execute("SELECT article_id FROM outbox ORDER BY 1")]
    argv = [sys.executable, "-m", "reader.annotator.worker", "--cache", str(ground.cache), "--recogniser", "fake"]
    with subprocess.Popen(
        argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ground.env
    ) as process:
        threading.Timer(chance.uniform(0.25, 0.8), process.kill).start()
        out, err = _asked(process, ids)
    told = [
        int(line.split('"annotated":')[1].split(",")[0]) for line in out.splitlines() if line.startswith('{"annotated"')
    ]
    with closing(connect(ground.cache)) as db:
        waiting = {article_id for (article_id,) in db.execute("SELECT article_id FROM outbox")}
        done = {article_id for (article_id,) in db.execute("SELECT article_id FROM recognition")}
    verdict.lost += [f"told but not annotated: {article_id}" for article_id in told if article_id not in done]
    verdict.half += [f"annotated and waiting: {article_id}" for article_id in waiting & done if article_id in told]
    if "Traceback" in err:
        verdict.tracebacks.append(err[-300:])
    ground.inspect(verdict)
    tally = annotate_pending(ground.cache, "fake")
    with Library.open(ground.cache) as library:
        if library.pending() or tally.failed:
            verdict.lost.append(f"{library.pending()} still wait, {tally.failed} failed")
    ground.inspect(verdict)
    return verdict


def recogniser(folder: Path, seed: int) -> Verdict:
    """The command that annotates goes on with another recogniser, and nothing is left waiting."""
    ground, verdict, chance = Ground(folder), Verdict(), random.Random(seed)
    maker = Maker(seed)
    with Library.open(ground.cache) as library:
        library.add([maker.article(number) for number in range(120)])
    with ground.start("annotate", "--recogniser", "embedded") as process:
        threading.Timer(chance.uniform(0.3, 2.5), _kill_children, [process.pid]).start()
        out, err = process.communicate()
    ground.judge(verdict, Told(process.returncode, out, err))
    ground.inspect(verdict)
    with Library.open(ground.cache) as library:
        waiting = library.pending()
    if process.returncode or waiting:
        verdict.lost.append(f"status {process.returncode}, {waiting} still wait: {err[-200:]}")
    return verdict


def _kill_children(pid: int) -> None:
    with suppress(OSError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split():
            _kill(int(child))


def _asked(process: subprocess.Popen[str], ids: list[int]) -> tuple[str, str]:
    try:
        return process.communicate(encode(Annotate(tuple(ids))).decode())
    except BrokenPipeError:
        process.wait()
        return "", ""


def reader(folder: Path, seed: int) -> Verdict:
    """A mark that the screen showed as made is on the disk; the next start shows everything."""
    ground, verdict, chance = Ground(folder), Verdict(), random.Random(seed)
    maker = Maker(seed)
    with Library.open(ground.cache) as library:
        library.add([maker.article(number) for number in range(40)])
    with screen(ground) as shown:
        threading.Timer(chance.uniform(0.5, 3.0), _kill, [shown.pid]).start()
        stars, reads = _marks(shown)
        if b"Traceback" in shown.seen:
            verdict.tracebacks.append(shown.seen[-300:].decode("utf-8", "replace"))
    ground.inspect(verdict)
    with Library.open(ground.cache) as library:
        starred = library.count(ListQuery(starred=True))
        read = sum(row.read for row in library.rows(ListQuery(), 0, 100))
    # one more may have been written than was shown when the end came
    if not stars <= starred <= stars + 1 or not reads <= read <= reads + 1:
        verdict.lost.append(f"{stars} stars and {reads} read were shown, {starred} and {read} are there")
    told = ground.run("list", "--json")
    ground.judge(verdict, told)
    return verdict


def _marks(shown: Screen) -> tuple[int, int]:
    """Star and mark as read, article by article, each after the last was shown as done; how many of both were."""
    stars = reads = 0
    if shown.until("unread", patience=5.0):
        for _ in range(MARKS):  # further down the list might end, and the key would take a star away
            if not _says(shown, "s", "Starred"):
                break
            stars += 1
            if not _says(shown, "N", "Marked as read"):
                break
            reads += 1
            shown.press("j")
    shown.wait(8.0)
    return stars, reads


def _says(shown: Screen, key: str, text: str) -> bool:
    since = len(shown.seen)
    shown.press(key)
    return shown.until(text, since=since, patience=8.0)


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
