"""The caches of earlier days, made from the texts in `caches`.

`python -m tests.faults.cachetexts` writes the one of today, from the newest that there is.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

from reader.annotator.work import annotate_pending
from reader.library import Library
from reader.query.mute import parse_mute
from reader.store.schema.migrations import STEPS

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


def _fill(path: Path) -> str:
    """Bring a cache up to date, put into it what newer schemas can keep; the name of its last migration."""
    with Library.open(path) as library:
        library.mutes.add(*parse_mute("strike", date.min))
        library.places.keep(1, (30, 2))
    annotate_pending(path, "fake")
    return STEPS[-1].__name__.rpartition(".")[2]


def _lines(path: Path, last: str) -> Iterator[str]:
    """A cache as statements; what FTS5 keeps for itself is left out and built again."""
    with closing(sqlite3.connect(path)) as db:
        yield f"-- The cache of a Tidewire whose schema ends with the migration: {last}"
        yield "PRAGMA foreign_keys = OFF;"
        yield f"PRAGMA application_id = {db.execute('PRAGMA application_id').fetchone()[0]};"
        yield "BEGIN;"
        rows = db.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
        made = [(kind, name, " ".join(sql.split()) + ";") for kind, name, sql in rows]
        plain = {name: sql for kind, name, sql in made if kind == "table" and "_fts" not in name}
        yield from (sql for name, sql in plain.items() if not name.startswith("sqlite_"))
        for name in plain:
            yield from _rows(db, name)
        yield from (sql for kind, name, sql in made if name == "article_fts")
        yield "INSERT INTO article_fts (article_fts) VALUES ('rebuild');"
        yield from (sql for kind, name, sql in made if kind != "table")
        yield f"PRAGMA user_version = {db.execute('PRAGMA user_version').fetchone()[0]};"
        yield "COMMIT;"


def _rows(db: sqlite3.Connection, table: str) -> Iterator[str]:
    if table == "sqlite_sequence":
        yield f"DELETE FROM {table};"
    columns = ", ".join(f'quote("{column[1]}")' for column in db.execute(f"PRAGMA table_info({table})"))
    for row in db.execute(f"SELECT {columns} FROM {table}"):
        yield f'INSERT INTO "{table}" VALUES ({",".join(row)});'


def _write() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = make(TEXTS[-1], Path(folder) / "cache.db")
        last = _fill(path)
        text = "\n".join(_lines(path, last)) + "\n"
    (TEXTS[-1].parent / f"{len(STEPS):02}-{last}.sql").write_text(text, "utf-8")


if __name__ == "__main__":
    _write()
