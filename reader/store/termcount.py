"""How many articles use each term: counted when they come, and no longer counted when they go or change."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from reader.relate.terms import extract
from reader.store.database import Connection, marks, parts

AT_ONCE = 5  # of what is to be forgotten in one transaction, which others wait for


def count(db: Connection, terms: Collection[str], more: int) -> tuple[int, dict[str, tuple[int, int]]]:
    """Count `more` articles with these terms: how many articles there are, and each term's number and users."""
    forget(db, AT_ONCE)
    db.execute(
        "INSERT INTO statistic VALUES ('articles', ?1) ON CONFLICT (name) DO UPDATE SET value = value + ?1", (more,)
    )
    total: int = db.execute("SELECT value FROM statistic WHERE name = 'articles'").fetchone()[0]
    db.executemany(
        "INSERT INTO term (text, articles) VALUES (?, 1) ON CONFLICT (text) DO UPDATE SET articles = articles + ?",
        [(term, more) for term in terms],
    )
    found: dict[str, tuple[int, int]] = {}
    for part in parts(list(terms)):
        rows = db.execute(f"SELECT text, id, articles FROM term WHERE text IN ({marks(part)})", part)  # noqa: S608
        found.update((text, (number, articles)) for text, number, articles in rows)
    return max(1, total), found


def users(db: Connection, numbers: Iterable[int]) -> dict[int, int]:
    """How many articles use each of the terms of these numbers."""
    found: dict[int, int] = {}
    for part in parts(sorted(numbers)):
        found.update(db.execute(f"SELECT id, articles FROM term WHERE id IN ({marks(part)})", part).fetchall())  # noqa: S608
    return found


def forget(db: Connection, limit: int) -> int:
    """Count the terms of articles that are gone, or said something else, no longer; how many articles those were.

    Triggers keep what such an article said, because only here it is known which terms that was.
    """
    gone = db.execute("SELECT id, title, text FROM forgotten ORDER BY id LIMIT ?", (limit,)).fetchall()
    for number, title, text in gone:
        db.executemany(
            "UPDATE term SET articles = max(0, articles - 1) WHERE text = ?",
            [(term,) for term in extract(title, text).weights],
        )
        db.execute("DELETE FROM forgotten WHERE id = ?", (number,))
    return len(gone)
