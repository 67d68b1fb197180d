"""The caches of earlier days, made from the texts in `caches`."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

TEXTS = sorted((Path(__file__).parent / "caches").glob("*.sql"))


def make(text: Path, path: Path) -> Path:
    """A cache as the program of that day left it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.executescript(text.read_text("utf-8"))
    return path


def shape(path: Path) -> set[tuple[str, ...]]:
    """Every table, index and trigger, however its statement is spaced."""
    with closing(sqlite3.connect(path)) as db:
        rows = db.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema").fetchall()
    return {(kind, name, table, " ".join(sql.split())) for kind, name, table, sql in rows}
