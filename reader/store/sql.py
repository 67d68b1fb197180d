"""What statements are made of: lists of question marks, and values as the tables hold them."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import TypeVar

T = TypeVar("T")


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


def now() -> str:
    """This moment, as every table writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
