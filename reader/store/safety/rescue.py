"""Out of a damaged file into a new one: what can still be read, and from the backup what cannot."""

from __future__ import annotations

import io
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from reader.errors import CacheError, ImportFailedError, reason
from reader.ingest.archive import archive_lines, parse_archive
from reader.model.archive import (
    Header,
    ReadArticles,
    Record,
    SavedArticle,
    SavedFeed,
    SavedMute,
    SavedQuote,
    SavedSearch,
    SavedWatch,
)
from reader.model.correction import Correction
from reader.store.cachefile import logs
from reader.store.connection import Connection
from reader.store.database import connect
from reader.store.safety import backup, restoring
from reader.store.safety.archive import everything
from reader.store.safety.archivefile import lines_of
from reader.store.safety.rows import UNREADABLE, Rescue

# which tables a kind of record is made of: where one of them could not be read whole, the backup is asked too
SOURCES: dict[type, frozenset[str]] = {
    SavedFeed: frozenset({"feed", "secret", "let_go"}),
    SavedArticle: frozenset({"article", "status", "tag", "quote", "citation"}),
    ReadArticles: frozenset({"article", "status", "awaited"}),
    SavedQuote: frozenset({"quote"}),
    Correction: frozenset({"edit", "entity"}),
    SavedSearch: frozenset({"saved_filter"}),
    SavedMute: frozenset({"mute"}),
    SavedWatch: frozenset({"watch", "entity"}),
}
TOLD = {
    "article": "articles",
    "feed": "feeds",
    "status": "marks",
    "tag": "tags",
    "quote": "quotations",
    "citation": "citations",
    "edit": "corrections",
    "saved_filter": "saved searches",
    "mute": "mute rules",
    "watch": "watched entities",
}
_LOCKS, _LOCK_BYTES = 0x40000000, 512  # where SQLite's locks on a file lie


@dataclass(frozen=True, slots=True)
class Rescued:
    """What became of a damaged cache, which lies at `aside` now.

    `found` counts what could be read, `lost` what is known to be missing, both by name; of what is `incomplete` there
    may have been more. `backup` is what was asked for that, None where there is none that can be read.
    """

    aside: Path
    found: dict[str, int] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)
    incomplete: tuple[str, ...] = ()
    backup: Path | None = None


def rescue(path: Path) -> Rescued:
    """Put a new cache in the place of a damaged one, which is kept beside it and never written to.

    CacheError, with everything as it was, where another program has it open or the new one cannot be written.
    """
    _be_alone(path)
    new = path.with_name(f".{path.name}.rescued-{os.getpid()}")
    try:
        with tempfile.TemporaryDirectory(prefix=".rescue-", dir=path.parent) as folder, closing(connect(new)) as db:
            read = _take_in(db, _copy(path, Path(folder)))
            source = _ask_backup(db, path, read)
        aside = _exchange(path, new)
    except OSError as error:
        raise CacheError(f"The cache {path} cannot be rescued: {reason(error)}.") from error
    finally:
        for name in _with_companions(new):
            name.unlink(missing_ok=True)
    found = {said: read.read[table] for table, said in TOLD.items() if read.read[table]}
    lost = {said: read.lost[table] for table, said in TOLD.items() if read.lost[table]}
    return Rescued(aside, found, lost, tuple(said for table, said in TOLD.items() if table in read.unread), source)


def _with_companions(path: Path) -> list[Path]:
    return [path, *logs(path)]


def _be_alone(path: Path) -> None:
    """Whoever has the cache open would go on writing to the damaged one."""
    try:
        import fcntl
    except ImportError:  # systems without such locks do not let an open file be renamed either
        return
    with path.open("r+b") as stream:
        try:
            fcntl.lockf(stream, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCK_BYTES, _LOCKS)
        except OSError:
            raise CacheError(f"The cache {path} is open in another program; close that first.") from None


def _copy(path: Path, folder: Path) -> Path:
    """What is read is a copy, because SQLite would write what stands in the log into the damaged file."""
    copy = folder / path.name
    for source, target in zip(_with_companions(path)[:2], _with_companions(copy)[:2], strict=True):
        if source.exists():
            shutil.copy(source, target)
    if not _is_readable(copy):
        _graft(copy, folder)
    return copy


def _is_readable(copy: Path) -> bool:
    with suppress(*UNREADABLE), closing(sqlite3.connect(copy)) as db:
        return bool(db.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'article'").fetchone()[0])
    return False


def _graft(copy: Path, folder: Path) -> None:
    """Where the first page is lost, that of a new cache may fit: tables made at once lie in the same places."""
    fresh = folder / "fresh.db"
    connect(fresh).close()
    first = bytearray(fresh.read_bytes()[:4096])
    pages = copy.stat().st_size // len(first)
    first[28:32] = pages.to_bytes(4)
    first[32:40] = bytes(8)  # no list of free pages
    with copy.open("r+b") as stream:
        stream.write(first)


def _take_in(db: Connection, copy: Path) -> Rescue:
    with closing(sqlite3.connect(copy)) as damaged:
        damaged.execute("PRAGMA mmap_size = 0")
        read = Rescue(damaged)
        lines = archive_lines(everything(read, secrets=True), Header(1))
        # what was damaged is read as what comes from outside is
        sound = (each for each in parse_archive(lines) if not isinstance(each, ImportFailedError))
        restoring.take_in(db, sound, trusted=True)
    return read


def _ask_backup(db: Connection, path: Path, read: Rescue) -> Path | None:
    """Bring from the newest backup that can be read what could not be read whole; which backup that was."""
    missing = {*read.unread, *read.lost}
    wanted = tuple(kind for kind, tables in SOURCES.items() if tables & missing)
    if not wanted:
        return None
    for file in backup.listed(path):
        with suppress(OSError, ImportFailedError), file.open("rb") as stream:
            restoring.take_in(db, _chosen(stream, wanted), trusted=True)
            return file
    return None


def _chosen(stream: io.BufferedReader, wanted: tuple[type, ...]) -> Iterator[Record]:
    for record in parse_archive(lines_of(stream)):
        if not isinstance(record, ImportFailedError) and isinstance(record, wanted):
            yield record


def _exchange(path: Path, new: Path) -> Path:
    """Put the new file in the place of the damaged one; at no moment is there none, or one with the other's log."""
    aside = path.with_name(f"{path.name}.damaged-{datetime.now().astimezone():%Y%m%d-%H%M%S}")
    here, there = _with_companions(path), _with_companions(aside)
    try:
        there[0].hardlink_to(path)
    except OSError:  # a file system without hard links
        shutil.copy(path, there[0])
    if here[1].exists():
        here[1].rename(there[1])
    here[2].unlink(missing_ok=True)
    new.replace(path)
    return aside
