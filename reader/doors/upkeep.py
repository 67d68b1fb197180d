"""The cache as a whole: written to one file, taken in from one, backed up."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reader.errors import ImportFailedError, TidewireError, reason
from reader.ingest.archive import FORMAT, parse_archive
from reader.model.archive import End, Header, Record
from reader.store.database import Connections
from reader.store.safety import archive, archivefile, restoring
from reader.store.safety.restoring import Restored
from reader.store.safety.rows import Rows
from reader.store.transactions import snapshot

EVERYTHING = "everything"


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Every call may raise CacheError."""

    _connections: Connections

    def export(self, file: Path, *, secrets: bool) -> None:
        """Write all that the cache holds, passwords only where `secrets`; TidewireError, with nothing half written."""
        db = self._connections.mine()
        try:
            with snapshot(db):
                archivefile.write(file, archive.everything(Rows(db), secrets=secrets), EVERYTHING)
        except OSError as error:
            raise TidewireError(f"{file} cannot be written: {reason(error)}.") from None

    def take_in(self, stream: io.BufferedReader, errors: list[str], *, trusted: bool = False) -> Restored:
        """Take in what such a file holds; a line that says nothing is left out and told in `errors`.

        `trusted`: the file is a backup of our own. ImportFailedError for a file of a later form.
        """
        return restoring.take_in(self._connections.mine(), _records(stream, errors), trusted=trusted)


def _records(stream: io.BufferedReader, errors: list[str]) -> Iterator[Record]:
    """The records of a file; `errors` is told of bad lines, and of an end that is missing."""
    complete = False
    found: Iterator[Record | ImportFailedError] = parse_archive(archivefile.lines_of(stream))
    while True:
        try:
            record = next(found, None)
        except ImportFailedError as error:  # the rest of the file cannot be unpacked
            record = error
        if record is None:
            break
        if isinstance(record, ImportFailedError):
            errors.append(str(record))
            continue
        if isinstance(record, Header) and record.format > FORMAT:
            raise ImportFailedError("The file was written by a newer Tidewire; update this one.")
        complete = isinstance(record, End)
        yield record
    if not complete:
        errors.append("The end of the file is missing; what it held was taken.")
