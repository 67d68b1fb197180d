"""The cache opened: made or brought up to date where that is due, and one connection a thread."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

from reader.errors import CacheError
from reader.store.cachefile import create_file, is_missing, verify_file
from reader.store.connection import Connection, guard, is_open, open_file
from reader.store.transactions import writing

VERSION = 17  # how many migrations there are
SQLITE = sqlite3.sqlite_version


def connect(path: Path, *, create: bool = True, read_only: bool = False) -> Connection:
    """Open the cache, made or brought up to date where that is due; CacheError says why it cannot be.

    Nothing is written to a file that is not a cache of ours, or is newer than this program. The connection may
    pass from thread to thread but serves one at a time.
    """
    if create and not read_only and is_missing(path):
        create_file(path, _make)
    if not is_open(path):
        verify_file(path, writing=not read_only)
    db = open_file(path, read_only=read_only)
    try:
        _settle(db, read_only=read_only)
    except BaseException:
        db.close()
        raise
    return db


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

    with writing(db):
        if db.execute("PRAGMA user_version").fetchone()[0] < VERSION:
            migrate(db)
            db.execute(f"PRAGMA user_version = {VERSION}")


def _make(path: Path) -> None:
    """Turn an empty file of ours into an empty cache, closed and complete in itself."""
    db = open_file(path, read_only=False)
    try:
        with guard(db):
            db.execute("PRAGMA journal_mode = WAL")
            upgrade(db)
    finally:
        db.close()


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
