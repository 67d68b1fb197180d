"""Small backups of what no feed brings again: one a day at most, kept in turns outside of the cache."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from reader import paths
from reader.errors import CacheError, ImportFailedError, reason
from reader.files import own_folder
from reader.store.connection import Connection
from reader.store.transactions import snapshot

KEPT_DAYS = KEPT_WEEKS = 3
HOLDS = "what no feed brings again"
_ENDING = ".jsonl.gz"


def folder() -> Path:
    """Where the backups of all caches lie."""
    return paths.state_dir() / "backups"


def listed(cache: Path) -> list[Path]:
    """The backups of a cache, newest first."""
    return sorted(folder().glob(f"{_stem(cache)}-????-??-??{_ENDING}"), reverse=True)


def _stem(cache: Path) -> str:
    """The name of a cache among others: its file's, and a few letters made of where that lies."""
    place = os.fsencode(cache.resolve())
    return f"{cache.stem}-{hashlib.blake2b(place, digest_size=4).hexdigest()}"


def is_due(cache: Path, today: date | None = None) -> bool:
    """Whether the cache has changed since its last backup, and that is not of today; nothing is opened for this."""
    newest = max(listed(cache), key=_changed, default=None)
    if newest is None:
        return True
    if newest == _file(cache, today):
        return False
    return max(_changed(cache), _changed(cache.with_name(f"{cache.name}-wal"))) > _changed(newest)


def _changed(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0


def _file(cache: Path, today: date | None) -> Path:
    return folder() / f"{_stem(cache)}-{(today or date.today()).isoformat()}{_ENDING}"  # noqa: DTZ011 - the reader's day


def make(db: Connection, today: date | None = None) -> Path:
    """Write a backup of a cache, in the place of one of the same day, and let go of those whose turn it is.

    Where it would say what the newest one says, that one stays and is called by the new day. CacheError.
    """
    from reader.store.safety.archive import irreplaceable  # whether one is due is asked much more often
    from reader.store.safety.archivefile import write
    from reader.store.safety.rows import Rows

    file, newest = _file(db.path, today), next(iter(listed(db.path)), None)
    unfinished = file.with_name(f".{os.getpid()}.{file.name}")
    try:
        own_folder(folder())
        with snapshot(db):
            write(unfinished, irreplaceable(Rows(db)), HOLDS)
        if newest is not None and _says(newest) == _says(unfinished):
            unfinished.unlink()
            newest.rename(file)
            os.utime(file)
        else:
            unfinished.replace(file)
        for each in _turned_out(listed(db.path), file):
            each.unlink(missing_ok=True)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise CacheError(f"The backup {file} cannot be written: {reason(error)}.") from error
    return file


def _says(file: Path) -> bytes:
    """A digest of all that a backup holds but its first line, which says when it was made; b"" for a damaged one."""
    from reader.store.safety.archivefile import lines_of

    digest = hashlib.blake2b()
    try:
        with file.open("rb") as stream:
            lines = lines_of(stream)
            next(lines, b"")
            for line in lines:
                digest.update(line)
    except (OSError, ImportFailedError):
        return b""
    return digest.digest()


def _turned_out(files: Sequence[Path], written: Path) -> list[Path]:
    """Those that are neither of the last days nor the last of one of the weeks before."""
    kept = {written, *files[:KEPT_DAYS]}
    weeks: dict[tuple[int, int], Path] = {}
    for file in files[KEPT_DAYS:]:
        year, week, _ = date.fromisoformat(file.name.removesuffix(_ENDING)[-10:]).isocalendar()
        weeks.setdefault((year, week), file)
    kept.update(list(weeks.values())[:KEPT_WEEKS])
    return [file for file in files if file not in kept]
