"""Whether a cache is sound: the file, the index of words, what is counted, and what waits for whom."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from reader.store.connection import Connection, guarded

BORN = "2026-01-01"  # nothing was fetched by this program before
_SHOWN = 20
_INDEX_ONLY = ("missing from index", "wrong # of entries in index", "non-unique entry in index")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong within a file that can be read; `--repair` mends all of these."""

    check: str
    detail: str


@guarded
def damage(db: Connection) -> list[str]:
    """What SQLite finds wrong with the file itself; empty where all is well."""
    return [line for (line,) in db.execute(f"PRAGMA integrity_check({_SHOWN})") if line != "ok"]


def only_indexes(found: list[str]) -> bool:
    """Whether damage is of indexes alone, which can be made again from their tables."""
    return all(any(sign in line for sign in _INDEX_ONLY) for line in found)


@guarded
def faults(db: Connection) -> list[Fault]:
    """What is wrong within a sound file: orphans, the index of words, counts, lost work, times that cannot be."""
    return [*_orphans(db), *_words(db), *_counts(db), *_forgotten(db), *_times(db)]


def _orphans(db: Connection) -> Iterator[Fault]:
    tables: dict[str, int] = {}
    for table, _, parent, _ in db.execute("PRAGMA foreign_key_check"):
        tables[f"{table} to {parent}"] = tables.get(f"{table} to {parent}", 0) + 1
    for way, count in tables.items():
        yield Fault("orphans", f"{count:,} rows point at what is not there ({way})")


def _words(db: Connection) -> Iterator[Fault]:
    """The index of words against the texts; a cache that cannot be written cannot be asked this."""
    try:
        db.execute("INSERT INTO article_fts (article_fts, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        if "malformed" in str(error):
            yield Fault("search index", "the index of words does not fit the articles")
        elif "readonly" not in str(error):
            raise
    (waiting,) = db.execute("SELECT count(*) FROM unindexed").fetchone()
    if waiting:
        yield Fault("search index", f"{waiting:,} articles are not in the index of words")


COUNTS = {
    "days": """SELECT (SELECT coalesce(sum(articles), 0) FROM day)
        <> (SELECT count(*) FROM article WHERE id NOT IN (SELECT article_id FROM muted))""",
    "entities": """SELECT count(*) FROM entity e LEFT JOIN
        (SELECT entity_id, count(*) AS articles, sum(n) AS mentions FROM article_entity GROUP BY entity_id) c
        ON c.entity_id = e.id
        WHERE e.articles <> coalesce(c.articles, 0) OR e.mentions <> coalesce(c.mentions, 0)""",
    "spellings": """SELECT count(*) FROM form f LEFT JOIN
        (SELECT form_id, count(*) AS n FROM mention GROUP BY form_id) c ON c.form_id = f.id
        WHERE f.n <> coalesce(c.n, 0)""",
    "storylines": """SELECT count(*) FROM storyline s LEFT JOIN
        (SELECT storyline_id, count(*) AS n FROM storyline_article GROUP BY storyline_id) c ON c.storyline_id = s.id
        WHERE s.articles <> coalesce(c.n, 0)
            OR (s.articles < 2 AND NOT EXISTS (SELECT 1 FROM unsettled))""",  # who settles dissolves them at the end
    "articles that are compared": """SELECT coalesce((SELECT value FROM statistic WHERE name = 'articles'), 0)
        <> (SELECT count(*) FROM vector)""",
}


def _counts(db: Connection) -> Iterator[Fault]:
    for what, sql in COUNTS.items():
        (wrong,) = db.execute(sql).fetchone()
        if wrong:
            yield Fault("counts", f"{wrong:,} counts of {what} are wrong")


FORGOTTEN = """SELECT id FROM article WHERE id NOT IN (SELECT article_id FROM outbox)
    AND id NOT IN (SELECT article_id FROM failure) AND id NOT IN (SELECT article_id FROM recognition)"""


def _forgotten(db: Connection) -> Iterator[Fault]:
    (count,) = db.execute(f"SELECT count(*) FROM ({FORGOTTEN})").fetchone()  # noqa: S608
    if count:
        yield Fault("pending", f"{count:,} articles are neither annotated nor waiting for it")


ODD_ARTICLE = f"(fetched > strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '+1 day') OR fetched < '{BORN}')"
ODD_FEED = """(next_fetch > strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '+31 days')
    OR not_before > strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '+366 days'))"""


def _times(db: Connection) -> Iterator[Fault]:
    """A clock that was years ahead or behind leaves its mark."""
    for table, odd, said in (
        ("article", ODD_ARTICLE, "articles came at a time that cannot be"),
        ("feed", ODD_FEED, "feeds would not be asked for years"),
    ):
        (count,) = db.execute(f"SELECT count(*) FROM {table} WHERE {odd}").fetchone()  # noqa: S608
        if count:
            yield Fault("clock", f"{count:,} {said}: the clock was wrong then")
