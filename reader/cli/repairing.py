"""`tidewire doctor --repair`: each thing that was done, and what could not be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from reader.cli.findings import Finding
from reader.cli.output import counted
from reader.cli.session import Session
from reader.cli.surroundings import open_to_others
from reader.errors import CacheError, DamagedError, TidewireError, reason
from reader.files import close_to_others
from reader.store.cachefile import is_ours
from reader.store.connection import Connection
from reader.store.database import connect
from reader.store.safety import backup, health, repair, rescue


def repaired(session: Session) -> Iterator[Finding]:
    """Close what others can read, mend a sound cache, rescue a damaged one; a finding for each."""
    for path in open_to_others(session):
        try:
            close_to_others(path)
            yield Finding("repaired", f"{path} is closed to others now")
        except OSError as error:
            yield Finding("not repaired", f"{path} cannot be closed to others: {reason(error)}", sound=False)
    if not session.cache_file.exists():
        return
    try:
        yield from _cache(session)
    except TidewireError as error:
        yield Finding("not repaired", str(error), sound=False)


def _cache(session: Session) -> Iterator[Finding]:
    file = session.cache_file
    try:
        with closing(connect(file, create=False)) as db:
            mended = list(_mend(db))
    except DamagedError as error:
        if not (is_ours(file) or backup.listed(file)):
            raise _nothing_to_rescue(file) or error from None
        yield from _rescue(session)
        return
    yield from mended


def _nothing_to_rescue(file: Path) -> CacheError | None:
    """What is said of a file that is empty and has no backup; None where it is not empty."""
    if file.stat().st_size:
        return None
    return CacheError(f"The file {file} is empty and there is no backup of it; delete it, and a new cache is made.")


def _mend(db: Connection) -> Iterator[Finding]:
    """DamagedError where the file itself is at fault."""
    found = health.damage(db)
    if found and health.only_indexes(found):
        repair.make_indexes(db)
        yield Finding("repaired", "indexes did not fit their tables, and were made again")
        found = health.damage(db)
    if found:
        raise DamagedError(found[0])
    for fault in repair.mend(db):
        yield Finding("repaired", fault.detail)


def _rescue(session: Session) -> Iterator[Finding]:
    done = rescue.rescue(session.cache_file)
    said = ", ".join(f"{count:,} {what}" for what, count in done.found.items()) or "nothing"
    yield Finding("rescued", f"{said}; the damaged file is {done.aside}")
    for what, count in done.lost.items():
        yield Finding("lost", f"{counted(count, 'row', 'rows')} of {what} could not be read")
    more = [what for what in done.incomplete if what not in done.lost]
    if more:
        yield Finding("lost", f"there may have been more {', '.join(more)}")
    if done.backup is not None:
        yield Finding("rescued", f"what the backup {done.backup} has of these was brought back")
    elif done.incomplete:
        yield Finding("lost", "there is no backup that could have more", sound=False)
    yield Finding(
        "pending",
        "entities and related stories are found again while the reader is open",
        advice="`tidewire reload` brings what feeds still list",
    )
