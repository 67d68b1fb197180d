"""The cache and its backups, looked at from all sides."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

from reader.cli.findings import Finding
from reader.cli.session import Session
from reader.errors import DamagedError, TidewireError
from reader.store.connection import Connection
from reader.store.database import SQLITE, VERSION, connect

REPAIR = "`tidewire doctor --repair` mends that"
RESCUE = "`tidewire doctor --repair` rescues what can be read, and keeps the damaged file"
SHOWN_FAILURES = 20


def cache(session: Session) -> Iterator[Finding]:
    """The file, what is in it, and what waits or failed."""
    file = session.cache_file
    if not file.exists():
        yield Finding("cache", f"{file} does not exist yet")
        return
    try:
        with closing(connect(file, create=False, read_only=not session.writable)) as db:
            log = file.with_name(f"{file.name}-wal")
            size = (file.stat().st_size + (log.stat().st_size if log.exists() else 0)) / 1e6
            yield Finding("cache", f"{file}, {size:.1f} MB, schema {VERSION}, SQLite {SQLITE}")
            yield from _integrity(db)
            yield from _work(db)
            yield from _feeds(db)
    except DamagedError as error:
        said = str(error)
        yield Finding("cache", said, sound=False, advice="" if "--repair" in said else RESCUE)
    except TidewireError as error:
        yield Finding("cache", str(error), sound=False)


def _integrity(db: Connection) -> Iterator[Finding]:
    from reader.store.safety import health

    damage = health.damage(db)
    if damage:
        yield Finding("integrity", "; ".join(damage), sound=False, advice=RESCUE)
        return
    yield Finding("integrity", "sound")
    faults = health.faults(db)
    yield from (Finding(fault.check, fault.detail, sound=False, advice=REPAIR) for fault in faults)
    if not faults:
        yield Finding("content", "the index of words, counts and references fit the articles")


def _work(db: Connection) -> Iterator[Finding]:
    from reader.store import outbox

    yield Finding("pending", f"articles that wait for the annotator: {outbox.pending_count(db):,}")
    failures = outbox.failures(db)
    again = "`tidewire annotate --again` tries once more"
    for failure in failures[:SHOWN_FAILURES]:
        detail = f"{failure.article_id} {failure.title}: {failure.error}"
        yield Finding("not annotated", detail, sound=False, advice=again if failure is failures[0] else "")
    if len(failures) > SHOWN_FAILURES:
        yield Finding("not annotated", f"and {len(failures) - SHOWN_FAILURES:,} more", sound=False)


def _feeds(db: Connection) -> Iterator[Finding]:
    """Feeds that fail are no fault of ours; a list of them is one command away."""
    from reader.store import feeds

    every = feeds.feeds(db)
    failing = sum(feed.error is not None or feed.resting is not None for feed in every)
    detail = f"{len(every):,}, of which {failing:,} failed the last time" if failing else f"{len(every):,}"
    yield Finding("feeds", detail, advice="`tidewire feeds --errors` says why" if failing else "")


def backups(session: Session) -> Iterator[Finding]:
    """How many backups there are, and from when the newest is."""
    from reader.store.safety import backup

    found = backup.listed(session.cache_file)
    if found:
        made = datetime.fromtimestamp(found[0].stat().st_mtime, UTC).strftime("%Y-%m-%d")
        yield Finding("backups", f"{len(found)} in {backup.folder()}, the newest of {made}")
    elif session.cache_file.exists():
        yield Finding("backups", "none yet; one is made while the reader is open, and by `tidewire backup`")
