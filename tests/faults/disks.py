"""Disks that are full or may not be written: each is told in one sentence, and nothing is half there."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path

from reader.library import Library
from reader.model.article import ListQuery
from reader.model.feed import Subscription
from tests.faults.ground import Ground, Screen, Verdict, limits, screen
from tests.faults.random_cache import Maker
from tests.loopback import Loopback, rss

FULL = ("full", "failed while", "no space", "No space", "too large", "cannot be")
MARKS, BLOCK = 25, 4096
Limited = Callable[[], None] | None


def may_mount() -> bool:
    return os.geteuid() == 0 and shutil.which("mount") is not None


@contextmanager
def small_disk(folder: Path, size: str = "32m") -> Iterator[Path]:
    """A file system of its own, in memory."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def filled(folder: Path, *, leave: int) -> Path:
    """A file that takes all room but so many bytes."""
    room = os.statvfs(folder)
    filler = folder / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as stream:  # somebody else may be filling it too
        for _ in range(max(0, room.f_bavail * room.f_frsize - leave) // BLOCK):
            stream.write(bytes(BLOCK))
    return filler


def _some(ground: Ground, seed: int, count: int = 30) -> set[str]:
    maker = Maker(seed)
    with Library.open(ground.cache) as library:
        library.add([maker.article(number) for number in range(count)])
    return ground.guids()


def full_disk(folder: Path, seed: int) -> Verdict:
    """A small disk with room left for little: import, annotate, backup, export and reload are tried on it."""
    with small_disk(folder) as disk:
        ground = Ground(disk)
        known = _some(ground, seed)
        leave = random.Random(seed).choice((0, 4096, 40_000, 150_000))

        @contextmanager
        def squeezed() -> Iterator[None]:
            filler = filled(disk, leave=leave)
            yield
            filler.unlink()

        verdict = _try_all(ground, seed, known, squeezed, None)
        _afterwards(ground, verdict, known)
        return verdict


def largest_file(folder: Path, seed: int) -> Verdict:
    """The same where no file may grow beyond a limit."""
    ground = Ground(folder)
    known = _some(ground, seed)
    size = ground.cache.stat().st_size
    limit = random.Random(seed).choice((8192, size // 2, size + 20_000))
    verdict = _try_all(ground, seed, known, nullcontext, limits(RLIMIT_FSIZE=limit))
    _afterwards(ground, verdict, known)
    return verdict


def _try_all(
    ground: Ground, seed: int, known: set[str], squeezed: Callable[[], AbstractContextManager[None]], limited: Limited
) -> Verdict:
    """Each command under the limit, looked at after it without."""
    verdict = Verdict()
    server = Loopback()
    try:
        server.pages["/feed"] = rss(*(f"{seed} {n}" for n in range(20)), base=server.base, body="Words of news. " * 300)
        for command in _commands(ground, seed, server.base):
            with squeezed():
                told = ground.run(*command, preexec_fn=limited)
            ground.judge(verdict, told)
            if told.status not in (0, 1):
                verdict.tracebacks.append(f"status {told.status}: {told.err[-200:]}")
            if told.status == 1 and not any(sign in told.err for sign in FULL):
                verdict.silent.append(f"no word of the disk: {told.err[-200:]!r}")
            there = ground.guids()
            stored = {guid for row in told.rows for guid in row.get("stored", [])}
            verdict.lost += [f"told but not stored: {guid}" for guid in stored - there]
            verdict.lost += [f"gone: {guid}" for guid in known - there]
            ground.inspect(verdict)
    finally:
        server.close()
    return verdict


def _commands(ground: Ground, seed: int, base: str) -> list[list[str]]:
    source = ground.folder.parent / f"source-{ground.folder.name}"
    source.mkdir(exist_ok=True)
    maker = Maker(seed + 1000)
    articles = [{"id": f"new {seed} {number}", "title": "T", "text": maker.sentence() * 60} for number in range(60)]
    (source / "new.jsonl").write_text("\n".join(map(json.dumps, articles)), "utf-8")
    (source / "urls").write_text(f"{base}/feed\n")
    return [
        ["import", str(source / "new.jsonl"), "--json"],
        ["annotate", "--recogniser", "fake"],
        ["backup"],
        ["export", "--all", str(ground.folder / "all.jsonl")],
        ["import", str(source / "urls"), "--json"],
        ["reload", "--json"],
    ]


def _afterwards(ground: Ground, verdict: Verdict, known: set[str]) -> None:
    """With room again all goes on."""
    told = ground.run("annotate", "--recogniser", "fake")
    ground.judge(verdict, told)
    if told.status:
        verdict.lost.append(f"does not go on: {told.err[-200:]}")
    verdict.lost += [f"gone: {guid}" for guid in known - ground.guids()]
    ground.inspect(verdict)


def marks_on_a_full_disk(folder: Path, seed: int) -> Verdict:
    """The reader at the screen is told that a mark was not kept; with room again the next one is."""
    verdict = Verdict()
    with small_disk(folder) as disk:
        ground = Ground(disk)
        _some(ground, seed)
        with screen(ground) as shown:
            if not shown.until("unread"):
                verdict.silent.append("the reader never opened")
                return verdict
            shown.settle()
            filler = filled(disk, leave=0)
            stars = _star_all(shown, verdict)
            filler.unlink()
            shown.settle()
            since = len(shown.seen)
            shown.press("s")
            if not shown.until("Starred", "taken away", since=since, patience=15):
                verdict.lost.append("no mark is kept after there is room again")
            shown.press("q")
            if not shown.wait():
                verdict.half.append("q does not end the reader")
        ground.inspect(verdict)
        if b"Traceback" in shown.seen:
            verdict.tracebacks.append("a traceback on the screen")
        with Library.open(ground.cache) as library:
            starred = library.count(ListQuery(starred=True))
        if starred not in (stars, stars + 1):  # the last one, with room again
            verdict.lost.append(f"{stars} stars were shown on the full disk, {starred} are there")
    return verdict


def _star_all(shown: Screen, verdict: Verdict) -> int:
    """Star article by article until the disk is full; the log may have room for some. How many were shown."""
    stars = 0
    for _ in range(MARKS):
        since = len(shown.seen)
        shown.press("s")
        if not shown.until("Starred", "is full", "disk failed", since=since, patience=15):
            verdict.silent.append("neither a star nor why there is none was shown")
            return stars
        if b"Starred" not in shown.seen[since:]:
            return stars
        stars += 1
        shown.press("j")
        shown.settle(0.1)
    return stars


def read_only(folder: Path, seed: int) -> Verdict:
    """A file system that may only be read: reading works, writing is told, the file stays as it is."""
    verdict = Verdict()
    with small_disk(folder) as disk:
        ground = Ground(disk)
        _some(ground, seed)
        with Library.open(ground.cache) as library:
            library.subscriptions.subscribe([Subscription("http://127.0.0.1:9/feed")])
        before = ground.cache.read_bytes()
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        try:
            for reading in (["list"], ["search", "dam"], ["show", "1"], ["doctor", "--recogniser", "fake"]):
                told = ground.run(*reading)
                ground.judge(verdict, told)
                if told.status and reading != ["doctor", "--recogniser", "fake"]:
                    verdict.lost.append(f"{reading} cannot be read: {told.err[-200:]}")
            for writing in (["import", __file__], ["annotate", "--recogniser", "fake"], ["reload"], ["remove", "1"]):
                ground.judge(verdict, ground.run(*writing), failed=True)
            _open_read_only(ground, verdict)
        finally:
            subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
        if ground.cache.read_bytes() != before:
            verdict.half.append("a file that may only be read has changed")
        ground.inspect(verdict)
    return verdict


def _open_read_only(ground: Ground, verdict: Verdict) -> None:
    """Either it opens for reading, and a mark is refused in words, or it says why it does not open."""
    with screen(ground) as shown:
        opened = shown.until("unread", "cannot", "can be read but not written", patience=20)
        if not opened:
            verdict.silent.append("the reader neither opened nor said why")
        shown.settle()
        if not shown.wait(3.0):
            since = len(shown.seen)
            shown.press("s")
            if not shown.until("not written", "cannot", since=since, patience=10):
                verdict.silent.append("a mark that could not be kept was not told")
        if b"Traceback" in shown.seen:
            verdict.tracebacks.append(shown.seen[-300:].decode("utf-8", "replace"))
