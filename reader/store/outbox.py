"""Articles that wait for the worker: triggers ask, a token says which state of an article was asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.store.connection import Connection, guarded
from reader.store.sql import now, storable
from reader.store.transactions import transaction

# A token of this size says that an article is to be read again for what a later one says of a name; what comes of it
# asks for no others, so that there is an end to it.
READ_AGAIN = 15


@dataclass(frozen=True, slots=True)
class PendingArticle:
    """What the recogniser reads of an article, with the token of that state of it."""

    id: int
    token: bytes
    title: str
    text: str
    lang: str | None = None

    @property
    def read_again(self) -> bool:
        """Whether its text is as it was, and a later article has changed what one of its names stands for."""
        return len(self.token) == READ_AGAIN


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be annotated, with the reason; tried again when its text changes."""

    article_id: int
    title: str
    error: str
    happened: str


@guarded
def pending_count(db: Connection) -> int:
    """How many articles wait."""
    found: int = db.execute("SELECT count(*) FROM outbox").fetchone()[0]
    return found


@guarded
def pending_ids(db: Connection, limit: int) -> list[int]:
    """The first articles that wait, newest first."""
    found = db.execute("SELECT article_id FROM outbox ORDER BY listed DESC, article_id LIMIT ?", (limit,))
    return [article_id for (article_id,) in found]


@guarded
def load(db: Connection, ids: Sequence[int]) -> list[PendingArticle]:
    """What is to be read of these articles, in the order of the ids; one that does not wait is left out."""
    found = []
    for article_id in ids:
        row = db.execute(
            "SELECT a.id, o.token, a.title, a.text, a.lang FROM outbox o JOIN article a ON a.id = o.article_id"
            " WHERE o.article_id = ?",
            (article_id,),
        ).fetchone()
        if row is not None:
            found.append(PendingArticle(*row))
    return found


@guarded
def record_failure(db: Connection, article_id: int, token: bytes | None, error: str) -> None:
    """Let the article wait no longer and keep the reason; nothing happens where it has changed since `token`."""
    happened = now()
    with transaction(db):
        gone = db.execute(
            "DELETE FROM outbox WHERE article_id = ?1 AND (?2 IS NULL OR token = ?2)", (article_id, token)
        )
        if gone.rowcount:
            db.execute("INSERT OR REPLACE INTO failure VALUES (?, ?, ?)", (article_id, storable(error), happened))


@guarded
def failures(db: Connection) -> list[Failure]:
    """Every article that could not be annotated, the latest first."""
    found = db.execute(
        "SELECT f.article_id, a.title, f.error, f.happened FROM failure f JOIN article a ON a.id = f.article_id"
        " ORDER BY f.happened DESC, f.article_id"
    )
    return [Failure(*row) for row in found]


@guarded
def ask_again(db: Connection) -> int:
    """Let every failed article wait once more; how many there were."""
    with transaction(db):
        db.execute(
            "INSERT OR IGNORE INTO outbox SELECT a.id, randomblob(16), a.listed FROM failure f"
            " JOIN article a ON a.id = f.article_id"
        )
        return db.execute("DELETE FROM failure").rowcount
