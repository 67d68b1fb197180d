"""An archive as a file: packed where its name ends so, written whole or not at all, read line by line."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from reader import __version__
from reader.errors import ImportFailedError
from reader.files import is_empty, write_whole
from reader.ingest.archive import BEGINNING, FORMAT, archive_lines, is_archive
from reader.model.archive import Header, Record
from reader.store.sql import now

PACKED = b"\x1f\x8b"
LONGEST = 64 * 1024 * 1024  # bytes of a line
_HEAD = 1000


def write(file: Path, records: Iterable[Record], holds: str) -> None:
    """Write the file, packed where its name ends in .gz; OSError."""
    lines = archive_lines(records, Header(FORMAT, __version__, now(), holds))
    write_whole(file, _packed(lines) if file.suffix == ".gz" else lines)


def _packed(lines: Iterable[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(6, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    for line in lines:
        yield packer.compress(line)
    yield packer.flush()


def holds_archive(head: bytes) -> bool:
    """Whether a file that begins so is an archive, packed or not."""
    if not head.startswith(PACKED):
        return is_archive(head)
    try:
        return is_archive(gzip.GzipFile(fileobj=io.BytesIO(head)).read1(len(BEGINNING)))
    except (EOFError, OSError, zlib.error):
        return False


def is_archive_file(file: Path) -> bool:
    """Whether the file is an archive; False where it cannot be read."""
    try:
        if not file.is_file() or is_empty(file):
            return False
        with file.open("rb") as stream:
            return holds_archive(stream.read(_HEAD))
    except OSError:
        return False


def lines_of(stream: io.BufferedReader) -> Iterator[bytes]:
    """The lines of an archive; ImportFailedError where the rest of it cannot be read."""
    packed = stream.peek(len(PACKED)).startswith(PACKED)
    lines = gzip.GzipFile(fileobj=stream) if packed else stream
    try:
        while line := lines.readline(LONGEST):
            yield line
    except (EOFError, OSError, zlib.error) as error:
        raise ImportFailedError(f"The rest of the file cannot be read: {error}.") from None
