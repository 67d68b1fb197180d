"""Transactions: all or nothing of a block, many in one commit, and one moment for all reading."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from reader.errors import CacheError
from reader.store.connection import Connection, guard
from reader.store.indexing import catch_up

LOCK = 0.02  # seconds for which work is added to a transaction that others wait for
PACE = 0.01  # the same, of work in the background

T = TypeVar("T")


@contextlib.contextmanager
def transaction(db: Connection, *, durable: bool = False) -> Iterator[None]:
    """Write all of the block or nothing of it; `durable` waits until the disk has it, but for parts of a group."""
    if db.grouping:
        with guard(db), _part(db):
            yield
        return
    with writing(db, durable=durable):
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
        until = time.monotonic() + PACE
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
def writing(db: Connection, *, durable: bool = False) -> Iterator[None]:
    """A bare transaction, for what is no content: `transaction` is the one that keeps index and mute rules in step."""
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


def _mute(db: Connection) -> None:
    """Hide what has come or changed and matches a mute rule, in the same transaction, whoever writes."""
    if db.execute("SELECT 1 FROM mute_due LIMIT 1").fetchone() is not None:
        from reader.store.marking.hiding import settle

        settle(db)
