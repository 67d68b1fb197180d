"""What related stories and storylines cost in a large cache: an insert, the sidebar, and the background repair.

    python -m tests.bench.bench_relations_cost [--articles 10000 100000] [--inserts 200] [--cache FILE]

The cache is filled in bulk (see `bulk.py`); then articles come in one by one as the worker stores them, the
recogniser apart. Times are CPU milliseconds, but for the locks of the repair, of which the time on the clock is
printed as well: others wait for that.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Any
from unittest import mock

from reader.library import Library
from reader.store import annotation, outbox, transactions
from reader.store.connection import Connection
from reader.store.database import connect
from reader.store.relating import settling
from reader.store.transactions import transaction
from reader.ui.sides import article_side, entity_side
from tests.bench.bench_store import Draft, Press, resolved
from tests.bench.bulk import Filler
from tests.bench.figures import Figure, show, spread

MENTIONS = 10_000  # of the entity that is looked at
LOOKS = 100
INSERT = {10_000: 8, 100_000: 15}


def timed(call: Callable[[], object]) -> float:
    started = time.process_time()
    call()
    return (time.process_time() - started) * 1000


def insert(library: Library, db: Connection, draft: Draft) -> tuple[float, float]:
    """Store an article and relate it: the time for all of it, and for what is worked out of its terms and names."""
    related = 0.0
    relate = annotation.relate

    def measured(to: Connection, article: outbox.PendingArticle, *more: Any) -> None:
        nonlocal related
        related += timed(lambda: relate(to, article, *more))

    def whole() -> None:
        library.add([draft.article])
        (pending,) = outbox.load(db, outbox.pending_ids(db, 1))
        annotation.save(db, pending, lambda directory: resolved(draft, directory))

    with mock.patch.object(annotation, "relate", measured):
        taken = timed(whole)
    return taken, related


class Locks:
    """How long the transactions of the repair are, in CPU time and on the clock."""

    def __init__(self) -> None:
        self.cpu: list[float] = []
        self.clock: list[float] = []

    @contextlib.contextmanager
    def transaction(self, db: Connection) -> Iterator[None]:
        with transaction(db):
            cpu, clock = time.process_time(), time.perf_counter()
            yield
        self.cpu.append((time.process_time() - cpu) * 1000)
        self.clock.append((time.perf_counter() - clock) * 1000)


def repair(db: Connection) -> Locks:
    """Settle all that waits."""
    locks = Locks()
    with (
        mock.patch.object(settling, "transaction", locks.transaction),
        mock.patch.object(transactions, "transaction", locks.transaction),  # of what is done at a measured pace
    ):
        while settling.settle(db):
            pass
    return locks


def repairs(db: Connection, newest: int) -> Iterator[Figure]:
    """The longest locks of repairs of every kind, on the clock: others wait for that."""
    gc.freeze()  # as the worker does: looking through all that was imported takes 30 ms
    db.execute("PRAGMA wal_autocheckpoint = 0")  # it follows a commit and keeps nobody from writing
    yield _longest("after the inserts", repair(db))
    with transaction(db):
        db.execute(
            "INSERT OR IGNORE INTO unsettled SELECT id, randomblob(8) FROM article WHERE id > ?", (newest - 3000,)
        )
        db.execute(
            "UPDATE storyline_article SET storyline_id = (SELECT max(storyline_id) FROM storyline_article)"
            " WHERE article_id > ?",
            (newest - 1000,),
        )
    yield _longest("3,000 wait, 1,000 merged", repair(db))
    with transaction(db):
        db.execute("UPDATE sketch SET counted = 1 WHERE article_id > ?", (newest - 200,))
    yield _longest("200 related anew", repair(db))
    with transaction(db):
        db.execute("DELETE FROM article WHERE id > ?", (newest - 400,))
    yield _longest("400 deleted", repair(db))


def _longest(what: str, locks: Locks) -> Figure:
    cpu, clock = max(locks.cpu, default=0), max(locks.clock, default=0)
    return Figure(f"longest lock, {what}", cpu, "CPU ms", 50, clock, 50)


def looks(library: Library, db: Connection, newest: int) -> Iterator[Figure]:
    """What the sidebar asks for, each time of another article."""
    step = max(1, newest // LOOKS)
    ids = range(step, newest, step)
    yield _figure("sidebar of an article", [timed(lambda each=each: article_side(library, each)) for each in ids], 1)
    (entity, mentions) = db.execute(
        "SELECT id, mentions FROM entity ORDER BY abs(mentions - ?) LIMIT 1", (MENTIONS,)
    ).fetchone()
    naming = db.execute(
        "SELECT article_id FROM article_entity WHERE entity_id = ? ORDER BY listed DESC LIMIT ?", (entity, LOOKS)
    ).fetchall()
    sides = [
        timed(lambda each=each: entity_side(library, entity, library.article(each), library.mentions(each), None))
        for (each,) in naming
    ]
    yield _figure(f"sidebar of an entity, {mentions:,} mentions", sides, 10)


def _figure(name: str, taken: Sequence[float], target: float | None = None) -> Figure:
    middle, worst = spread(taken)
    return Figure(name, middle, "CPU ms", target, worst)


def figures(count: int, inserts: int, path: Path) -> Iterator[Figure]:
    """All that is measured in a cache of so many articles, which is made at `path`."""
    drafts = Press(count).write(count + inserts)
    with Library.open(path) as library, closing(connect(path)) as db:
        Filler(library, db, count).fill(islice(drafts, count))
    with Library.open(path) as library, closing(connect(path)) as db:
        db.annotates = True  # as the worker's
        taken = [insert(library, db, draft) for draft in drafts]
        found = [
            _figure("insert, terms, relations", [whole for whole, _ in taken], INSERT.get(count)),
            _figure("of that terms and relations", [related for _, related in taken]),
        ]
        newest = count + inserts
        for figure in chain(found, looks(library, db, newest), repairs(db, newest)):
            yield replace(figure, name=f"{figure.name}, {count:,}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--inserts", type=int, default=200)
    parser.add_argument("--cache", type=Path, help="keep the cache in this file")
    options = parser.parse_args()
    for count in options.articles:
        with tempfile.TemporaryDirectory() as folder:
            show(figures(count, options.inserts, options.cache or Path(folder) / "cache.db"))


if __name__ == "__main__":
    main()
