"""Whether a cache is sound."""

from __future__ import annotations

from reader.store.database import Connection, guarded


@guarded
def damage(db: Connection) -> list[str]:
    """What SQLite finds wrong with the file, and rows that point at nothing; empty where all is well."""
    found = [line for (line,) in db.execute("PRAGMA integrity_check(20)") if line != "ok"]
    orphans = sum(1 for _ in db.execute("PRAGMA foreign_key_check"))
    return [*found, *([f"{orphans} rows point at what is not there"] if orphans else [])]
