"""Connections to the cache file, its transactions, and its errors put into sentences."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from reader.errors import CacheError, DamagedError
from reader.store.cachefile import create_file, damaged, is_missing, verify_file
from reader.store.indexing import catch_up

VERSION = 16  # how many migrations there are
SQLITE = sqlite3.sqlite_version
BUSY_MS = 5000
LOCK = 0.02  # seconds for which work is added to a transaction that others wait for
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


def _is_open(path: Path) -> bool:
    """Whether this process has a connection to the file.

    Such a file must not be opened and closed by other means: on POSIX systems that takes away the locks of every
    connection, and another process may then remove the write-ahead log from under them.
    """
    with _counting:
        return _open_files[_identity(path) or (0, 0)] > 0


def connect(path: Path, *, create: bool = True, read_only: bool = False) -> Connection:
    """Open the cache, made or brought up to date where that is due; CacheError says why it cannot be.

    Nothing is written to a file that is not a cache of ours, or is newer than this program. The connection may
    pass from thread to thread but serves one at a time.
    """
    if create and not read_only and is_missing(path):
        create_file(path, _make)
    if not _is_open(path):
        verify_file(path, writing=not read_only)
    db = _open(path, read_only=read_only)
    try:
        _settle(db, read_only=read_only)
    except BaseException:
        db.close()
        raise
    return db


def _open(path: Path, *, read_only: bool) -> Connection:
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


def _settle(db: Connection, *, read_only: bool) -> None:
    with guard(db):
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise CacheError(
                f"The cache {db.path} was written by a newer Tidewire; update this one, or name another cache file."
            )
        if version < VERSION:
            if read_only:
                raise CacheError(
                    f"The cache {db.path} was written by an older Tidewire; open it once where it can be written."
                )
            upgrade(db)
        _configure(db)


def _configure(db: Connection) -> None:
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("PRAGMA temp_store = MEMORY")
    db.execute("PRAGMA cache_size = -8000")
    db.execute("PRAGMA wal_autocheckpoint = 4000")


def expect_much(db: Connection) -> None:
    """Let a connection that will write thousands of articles keep more in memory, and write it back less often."""
    with guard(db):
        db.execute("PRAGMA cache_size = -32000")
        db.execute("PRAGMA wal_autocheckpoint = 16000")


def upgrade(db: Connection) -> None:
    """Apply the migrations that are due, all of them or none; another process may be doing the same."""
    from reader.store.schema.migrations import migrate

    with _writing(db):
        if db.execute("PRAGMA user_version").fetchone()[0] < VERSION:
            migrate(db)
            db.execute(f"PRAGMA user_version = {VERSION}")


def _make(path: Path) -> None:
    """Turn an empty file of ours into an empty cache, closed and complete in itself."""
    db = _open(path, read_only=False)
    try:
        with guard(db):
            db.execute("PRAGMA journal_mode = WAL")
            upgrade(db)
    finally:
        db.close()


@contextlib.contextmanager
def transaction(db: Connection, *, durable: bool = False) -> Iterator[None]:
    """Write all of the block or nothing of it; `durable` waits until the disk has it, but for parts of a group."""
    if db.grouping:
        with guard(db), _part(db):
            yield
        return
    with _writing(db, durable=durable):
        yield
        catch_up(db)
        _mute(db)


@contextlib.contextmanager
def grouped(db: Connection) -> Iterator[Connection]:
    """Let all transactions of the block share one commit at its end.

    Nothing is on the disk before the block has ended. Where one of them fails, the block raises CacheError at its end
    and nothing of any is written: the others are to be written again.
    """
    with transaction(db):
        db.grouping = True
        db.spoilt = False
        try:
            yield db
        finally:
            db.grouping = False
        if db.spoilt:
            raise CacheError(f"Nothing was written to {db.path}, because a part of it failed.")


def paced(db: Connection, todo: Iterable[T], work: Callable[[T], object]) -> None:
    """Do the work on each in a transaction, on more in the same one as long as that keeps nobody waiting."""
    rest = list(todo)
    while rest:
        until = time.monotonic() + LOCK
        with transaction(db):
            done = 0
            while done < len(rest) and (not done or time.monotonic() < until):
                work(rest[done])
                done += 1
        del rest[:done]


@contextlib.contextmanager
def _part(db: Connection) -> Iterator[None]:
    """A transaction within a group; a savepoint for each would cost a quarter of the time of all."""
    try:
        yield
    except BaseException:
        db.spoilt = True
        raise


@contextlib.contextmanager
def _writing(db: Connection, *, durable: bool = False) -> Iterator[None]:
    with guard(db):
        if durable:
            db.execute("PRAGMA synchronous = FULL")
        try:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield
                db.execute("COMMIT")
            except BaseException:
                db.rollbacks += 1
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise
        finally:
            if durable:
                db.execute("PRAGMA synchronous = NORMAL")


@contextlib.contextmanager
def snapshot(db: Connection) -> Iterator[None]:
    """Let all reading within the block see one moment, whatever others write meanwhile."""
    with guard(db):
        db.execute("BEGIN")
        try:
            yield
        finally:
            if db.in_transaction:
                db.execute("ROLLBACK")


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


def _mute(db: Connection) -> None:
    """Hide what has come or changed and matches a mute rule, in the same transaction, whoever writes."""
    if db.execute("SELECT 1 FROM mute_due LIMIT 1").fetchone() is not None:
        from reader.store.marking.mutes import settle

        settle(db)


def guarded(function: Callable[Concatenate[Connection, P], T]) -> Callable[Concatenate[Connection, P], T]:
    """Let a function of the store raise CacheError where SQLite fails."""

    @wraps(function)
    def wrapper(db: Connection, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with guard(db):
            return function(db, *args, **kwargs)

    return wrapper


def new_id(inserted: sqlite3.Cursor) -> int:
    """The id that an INSERT gave its row."""
    return inserted.lastrowid or 0


def marks(values: Collection[object]) -> str:
    """As many question marks as there are values, for an IN list."""
    return ",".join("?" * len(values))


THESE = "SELECT value FROM json_each(?)"  # of ids as JSON, for an IN list: one statement whatever their number


def parts(values: Sequence[T], size: int = 900) -> list[Sequence[T]]:
    """A long list in pieces of which each fits into one statement."""
    return [values[start : start + size] for start in range(0, len(values), size)]


def storable(text: str) -> str:
    """A reader's own input without what SQLite cannot hold: NUL and lone surrogates."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


def integer(value: int) -> int:
    """An id as a reader typed it; one too large for SQLite becomes one that no row has."""
    return value if -(2**63) <= value < 2**63 else -1


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


class Connections:
    """The connections of one opened cache: each thread is given its own, and all are closed together."""

    def __init__(self, path: Path, *, create: bool, read_only: bool) -> None:
        self._path = path
        self._read_only = read_only
        self._lock = threading.Lock()
        self._open: list[Connection] | None = []
        self._mine = threading.local()
        self._keep(connect(path, create=create, read_only=read_only))

    def mine(self) -> Connection:
        """This thread's connection; CacheError once the cache is closed."""
        db: Connection | None = getattr(self._mine, "db", None)
        if db is None or self._open is None:
            if self._open is None:
                raise CacheError(f"The cache {self._path} is closed.")
            db = self._keep(connect(self._path, create=False, read_only=self._read_only))
        return db

    def _keep(self, db: Connection) -> Connection:
        with self._lock:
            if self._open is None:
                db.close()
                raise CacheError(f"The cache {self._path} is closed.")
            self._open.append(db)
        self._mine.db = db
        return db

    def interrupt(self) -> None:
        """Let what is being asked now, in whatever thread, end with a CacheError."""
        with self._lock:
            for db in self._open or ():
                db.interrupt()

    def close(self) -> None:
        """Close every connection; a second time does nothing."""
        with self._lock:
            opened, self._open = self._open or [], None
        for db in opened:
            db.close()
