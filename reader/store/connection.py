"""A connection to the cache file, and what SQLite complains of put into sentences."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from reader.errors import CacheError, DamagedError
from reader.store.cachefile import damaged

BUSY_MS = 5000
_NEEDED = 65536  # bytes

P = ParamSpec("P")
T = TypeVar("T")


class Connection(sqlite3.Connection):
    """A connection that knows its file, so that an error can name it, and that counts among those open on it.

    `rollbacks` tells whoever remembers what was read in a transaction that it may never have been.
    """

    path: Path
    file: tuple[int, int] | None = None
    grouping = False  # whether transactions are parts of a larger one
    spoilt = False  # whether one of these parts has failed
    rollbacks = 0
    annotates = False  # whether nothing but annotations is written through it, so that it may remember what it read

    def close(self) -> None:
        super().close()
        file, self.file = self.file, None
        if file is not None:
            with _counting:
                _open_files[file] -= 1


_counting = threading.Lock()
_open_files: Counter[tuple[int, int]] = Counter()


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_dev, about.st_ino


def is_open(path: Path) -> bool:
    """Whether this process has a connection to the file.

    Such a file must not be opened and closed by other means: on POSIX systems that takes away the locks of every
    connection, and another process may then remove the write-ahead log from under them.
    """
    with _counting:
        return _open_files[_identity(path) or (0, 0)] > 0


def open_file(path: Path, *, read_only: bool) -> Connection:
    """Connect to the file as it is; nothing of it is looked at yet."""
    mode = "mode=rw"
    if read_only:
        mode = "mode=ro" if _wal_needed(path) else "mode=ro&immutable=1"
    try:
        db = sqlite3.connect(
            f"{path.absolute().as_uri()}?{mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_MS / 1000,
            factory=Connection,
            cached_statements=256,
        )
    except sqlite3.Error as error:
        raise _error(path, str(error)) from error
    db.path, db.file = path, _identity(path)
    if db.file is not None:
        with _counting:
            _open_files[db.file] += 1
    return db


def _wal_needed(path: Path) -> bool:
    """False for a cache at rest in a folder where SQLite could not make the files it shares with other processes."""
    return os.access(path.parent, os.W_OK) or path.with_name(f"{path.name}-wal").exists()


@contextlib.contextmanager
def guard(db: Connection) -> Iterator[None]:
    """Turn what SQLite complains of, and stored values that make no sense, into a CacheError that names the file."""
    try:
        yield
    except sqlite3.Error as error:
        raise _error(db.path, str(error)) from error
    except UnicodeEncodeError:
        raise  # of a value on its way in: no fault of the file
    except ValueError as error:
        raise _error(db.path, "malformed") from error


def guarded(function: Callable[Concatenate[Connection, P], T]) -> Callable[Concatenate[Connection, P], T]:
    """Let a function of the store raise CacheError where SQLite fails."""

    @wraps(function)
    def wrapper(db: Connection, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with guard(db):
            return function(db, *args, **kwargs)

    return wrapper


@guarded
def version(db: Connection) -> int:
    """A number that changes when another connection has written to the cache."""
    found: int = db.execute("PRAGMA data_version").fetchone()[0]
    return found


def written(db: Connection) -> tuple[int, int]:
    """What changes with every write to the cache, be it by this connection or by another."""
    return version(db), db.total_changes


def _error(path: Path, complaint: str) -> CacheError:
    """SQLite's complaint as a sentence."""
    damage = {
        "malformed": damaged(path),
        "decode to UTF-8": damaged(path),
        "not a database": f"The file {path} is not a Tidewire cache, or is damaged; it was left as it is.",
    }
    trouble = {
        "locked": f"The cache {path} is busy: another program keeps it locked; try again when that has finished.",
        "readonly": f"The cache {path} can be read but not written; check the rights of the file and its folder.",
        "is full": f"The disk that holds the cache {path} is full; nothing of the last change was kept.",
        "unable to open": f"The cache {path} cannot be opened; check the rights of the file and its folder.",
        "disk I/O": f"The disk failed while the cache {path} was used; nothing of the last change was kept.",
    }
    if "disk I/O" in complaint and _is_full(path):
        complaint = "is full"
    for sign, sentence in damage.items():
        if sign in complaint:
            return DamagedError(sentence)
    said = next((sentence for sign, sentence in trouble.items() if sign in complaint), None)
    return CacheError(said or f"The cache {path} cannot be used: {complaint}.")


def _is_full(path: Path) -> bool:
    """Whether there is no room for the files that SQLite makes beside a cache; it calls that a failure of the disk."""
    try:
        return shutil.disk_usage(path.parent).free < _NEEDED
    except OSError:
        return False
