"""What related stories and storylines cost in a large cache: an insert, the sidebar, and the background repair.

    python -m tests.bench.bench_relations_cost [--articles 10000 100000] [--inserts 200] [--cache FILE]

The cache is filled in bulk (see `bulk.py`); then articles come in one by one as the worker stores them, the
recogniser apart. Times are CPU milliseconds, but for the locks of the repair, of which the time on the clock is
printed as well: others wait for that.
"""

from __future__ import annotations

import argparse
import contextlib
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from unittest import mock

from reader.library import Library
from reader.store import annotation, outbox, settling
from reader.store.database import Connection, connect, transaction
from reader.ui.sides import article_side, entity_side
from tests.bench.bench_store import Draft, Press, resolved
from tests.bench.bulk import Filler

MENTIONS = 10_000  # of the entity that is looked at
LOOKS = 100


def spread(taken: Sequence[float]) -> str:
    """Median, mean and the slowest of twenty."""
    ordered = sorted(taken)
    slow = ordered[min(len(ordered) - 1, len(ordered) * 19 // 20)]
    return f"{statistics.median(ordered):8.2f} ms  mean {statistics.fmean(ordered):7.2f}  p95 {slow:7.2f}"


def timed(call: Callable[[], object]) -> float:
    started = time.process_time()
    call()
    return (time.process_time() - started) * 1000


def insert(library: Library, db: Connection, draft: Draft) -> tuple[float, float]:
    """Store an article and relate it: the time for all of it, and for what is worked out of its terms and names."""
    related = 0.0
    relate = annotation.relate

    def measured(to: Connection, article: outbox.PendingArticle) -> None:
        nonlocal related
        related += timed(lambda: relate(to, article))

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

    def __str__(self) -> str:
        return f"{max(self.cpu, default=0):8.2f} ms  clock {max(self.clock, default=0):7.2f}  of {len(self.cpu)} locks"


def repair(db: Connection) -> str:
    """Settle all that waits; the longest lock."""
    locks = Locks()
    with mock.patch.object(settling, "transaction", locks.transaction):
        while settling.settle(db):
            pass
    return str(locks)


def repairs(db: Connection, newest: int) -> Iterator[tuple[str, str]]:
    """Repairs of every kind, with their longest locks."""
    yield "after the inserts", repair(db)
    with transaction(db):
        db.execute(
            "INSERT OR IGNORE INTO unsettled SELECT id, randomblob(8) FROM article WHERE id > ?", (newest - 3000,)
        )
        db.execute(
            "UPDATE storyline_article SET storyline_id = (SELECT max(storyline_id) FROM storyline_article)"
            " WHERE article_id > ?",
            (newest - 1000,),
        )
    yield "3,000 wait, 1,000 merged", repair(db)
    with transaction(db):
        db.execute("UPDATE sketch SET counted = 1 WHERE article_id > ?", (newest - 200,))
    yield "200 related anew", repair(db)
    with transaction(db):
        db.execute("DELETE FROM article WHERE id > ?", (newest - 400,))
    yield "400 deleted", repair(db)


def looks(library: Library, db: Connection, newest: int) -> Iterator[tuple[str, str]]:
    """What the sidebar asks for, each time of another article."""
    step = max(1, newest // LOOKS)
    ids = range(step, newest, step)
    yield "sidebar of an article", spread([timed(lambda each=each: article_side(library, each)) for each in ids])
    (entity, mentions) = db.execute(
        "SELECT id, mentions FROM entity ORDER BY abs(mentions - ?) LIMIT 1", (MENTIONS,)
    ).fetchone()
    naming = db.execute(
        "SELECT article_id FROM article_entity WHERE entity_id = ? ORDER BY listed DESC LIMIT ?", (entity, LOOKS)
    ).fetchall()
    sides = [
        timed(lambda each=each: entity_side(library, entity, each, library.mentions(each), None)) for (each,) in naming
    ]
    yield f"of an entity, {mentions:,} mentions", spread(sides)


def bench(count: int, inserts: int, path: Path) -> None:
    drafts = Press(count).write(count + inserts)
    with Library.open(path) as library, closing(connect(path)) as db:
        filled = timed(lambda: Filler(library, db, count).fill(islice(drafts, count)))
        print(f"\n{count:,} articles, filled in {filled / 1000:.0f} s")
    with Library.open(path) as library, closing(connect(path)) as db:
        taken = [insert(library, db, draft) for draft in drafts]
        print(f"{'insert of an article':32}{spread([whole for whole, _ in taken])}")
        print(f"{'  of that terms and relations':32}{spread([related for _, related in taken])}")
        newest = count + inserts
        for name, figure in looks(library, db, newest):
            print(f"{name:32}{figure}")
        for name, figure in repairs(db, newest):
            print(f"{f'longest lock, {name}':32}{figure}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--inserts", type=int, default=200)
    parser.add_argument("--cache", type=Path, help="keep the cache in this file")
    options = parser.parse_args()
    for count in options.articles:
        with tempfile.TemporaryDirectory() as folder:
            bench(count, options.inserts, options.cache or Path(folder) / "cache.db")


if __name__ == "__main__":
    main()
