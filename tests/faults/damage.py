"""Caches with flipped bits, lost pages, without an end, empty, newer, another program's: told, left alone, rescued."""

from __future__ import annotations

import contextlib
import io
import os
import random
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from reader.cli.main import run
from reader.store.database import VERSION, connect
from reader.store.safety import backup
from reader.store.safety.archive import everything
from reader.store.safety.rows import Rows
from tests.faults.ground import Ground, Told, Verdict
from tests.faults.random_cache import fill

PAGE = 4096
ARTICLE = "Title: A new one\n\nWords of a new article, in Ankara.\n"
COMMANDS = (
    *(["list"], ["search", "dam"], ["show", "1"], ["entities"], ["mentions", "Ankara"], ["related", "1"]),
    *(["storylines"], ["quotes"], ["corrections"], ["feeds"], ["watch"], ["cite", "1"], ["export"], ["backup"]),
    *(["import", "ARTICLE"], ["annotate"], ["doctor"]),
)


def inside(*arguments: str) -> Told:
    """A command run in this process, which is quick."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = run(["--recogniser", "fake", *arguments])
    return Told(status, out.getvalue(), err.getvalue())


def flipped(content: bytearray, chance: random.Random) -> bytearray:
    for _ in range(chance.choice((1, 3, 20, 200))):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return content


def overwritten(content: bytearray, chance: random.Random) -> bytearray:
    pages = len(content) // PAGE
    for page in chance.sample(range(pages), chance.randint(1, max(1, pages // 6))):
        content[page * PAGE : (page + 1) * PAGE] = chance.choice((bytes(PAGE), chance.randbytes(PAGE)))
    return content


def truncated(content: bytearray, chance: random.Random) -> bytearray:
    return content[: chance.randrange(len(content))]


def emptied(_content: bytearray, _chance: random.Random) -> bytearray:
    return bytearray()


KINDS = (flipped, overwritten, truncated, emptied)


def damaged(folder: Path, seed: int) -> Verdict:
    """Every command on a damaged cache, then the repair, then every command again."""
    ground, verdict, chance = _prepared(folder, seed)
    kind = KINDS[seed % len(KINDS)]
    mine = _own(ground.cache)
    ground.cache.write_bytes(kind(bytearray(ground.cache.read_bytes()), chance))
    _all_commands(ground, verdict)
    repaired = inside("doctor", "--repair")
    ground.judge(verdict, repaired)
    try:
        ground.inspect(verdict)
        _all_commands(ground, verdict, sound=True)
        if kind is not flipped:  # a bit of a text that is flipped is not seen by anybody
            verdict.lost += sorted(mine - _own(ground.cache))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what this trial is about
        verdict.lost.append(f"still not sound after the repair: {error}: {repaired.out[:300]}")
    return verdict


def foreign(folder: Path, seed: int) -> Verdict:
    """What is newer, or not ours, is refused with a sentence and never changed."""
    ground, verdict, chance = _prepared(folder, seed)
    if seed % 3 == 0:
        with closing(sqlite3.connect(ground.cache)) as db:
            db.execute(f"PRAGMA user_version = {VERSION + 1 + chance.randrange(9)}")
    elif seed % 3 == 1:
        ground.cache.unlink()
        with closing(sqlite3.connect(ground.cache)) as db:
            db.executescript("CREATE TABLE diary (day); INSERT INTO diary VALUES ('Monday')")
    else:
        for file in backup.listed(ground.cache):
            file.unlink()
        ground.cache.write_bytes(chance.randbytes(chance.randrange(1, 20_000)))
    before = ground.cache.read_bytes()
    for command in (*COMMANDS, ["doctor", "--repair"]):
        told = inside(*_named(ground, command))
        ground.judge(verdict, told, failed=True)
        if ground.cache.read_bytes() != before:
            verdict.lost.append(f"{command} has changed a file that is not ours")
            break
    return verdict


def _prepared(folder: Path, seed: int) -> tuple[Ground, Verdict, random.Random]:
    ground = Ground(folder)
    os.environ.update({name: value for name, value in ground.env.items() if name.startswith("TIDEWIRE")})
    fill(ground.cache, seed % 5, articles=24)
    (folder / "new.txt").write_text(ARTICLE)
    with closing(connect(ground.cache)) as db:
        backup.make(db)
    return ground, Verdict(), random.Random(seed)


def _named(ground: Ground, command: Sequence[str]) -> list[str]:
    return [str(ground.folder / "new.txt") if word == "ARTICLE" else word for word in command]


def _all_commands(ground: Ground, verdict: Verdict, *, sound: bool = False) -> None:
    for command in COMMANDS:
        told = inside(*_named(ground, command))
        ground.judge(verdict, told, failed=None)
        missing = "There is no article" in told.err or "No article" in told.err or "no entity" in told.err.lower()
        if told.status and not told.err.strip():
            verdict.silent.append(f"{command} failed without a word")
        if sound and told.status and not missing and command != ["doctor"]:
            verdict.lost.append(f"{command} does not work after the repair: {told.err[-200:]}")


def _own(path: Path) -> set[str]:
    """What the reader made, as text: all records that hold something of theirs."""
    with closing(connect(path)) as db:
        found = set()
        for record in everything(Rows(db), secrets=True):
            name = type(record).__name__
            if name == "SavedArticle" and (record.starred or record.tags):  # type: ignore[union-attr]
                found.add(f"{record.guid} {record.starred} {record.tags}")  # type: ignore[union-attr]
            elif name == "SavedQuote":
                found.add(record.words)  # type: ignore[union-attr]
            elif name in ("SavedSearch", "SavedMute", "Correction"):
                found.add(str(record).split("id=")[0])
            elif name == "SavedFeed":
                found.add(f"{record.url} {record.folder} {record.secret}")  # type: ignore[union-attr]
            elif name == "SavedWatch":
                found.add(str(record.entity))  # type: ignore[union-attr]
        return found
