"""The cache as a file: making one without ever replacing another, and telling ours from what is not ours."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from reader.errors import CacheError, DamagedError, reason

APPLICATION_ID = 0x54696465
_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_LOOKED_AT = 1_000_000  # bytes in which the names of our tables stand


def create_file(path: Path, fill: Callable[[Path], None]) -> None:
    """Make a new cache, readable by its owner only, that is complete from the moment it has its name.

    `fill` makes the content in a file of another name beside it. Where another process is quicker, its file stays.
    A log that a deleted cache left behind is put aside first: SQLite would take it for that of the new file.
    """
    left = _inodes(path)
    if not is_missing(path):
        return
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    except OSError as error:
        raise CacheError(f"The cache {path} cannot be made: {reason(error)}.") from error
    os.close(handle)
    unfinished = Path(name)
    try:
        _put_aside(left)
        fill(unfinished)
        _give_name(unfinished, path)
    except OSError as error:
        raise CacheError(f"The cache {path} cannot be made: {reason(error)}.") from error
    finally:
        unfinished.unlink(missing_ok=True)


def logs(path: Path) -> tuple[Path, Path]:
    """Where SQLite keeps its log and its index beside a cache, while it is open."""
    return path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")


def _inodes(path: Path) -> dict[Path, int]:
    """The inode of each log that there is."""
    found = {}
    for log in logs(path):
        with suppress(FileNotFoundError):
            found[log] = log.stat().st_ino
    return found


def _put_aside(left: dict[Path, int]) -> None:
    """Rename logs that were there when their cache was not, but none that another process has made since."""
    for log, inode in left.items():
        with suppress(FileNotFoundError):
            if log.stat().st_ino == inode:
                log.replace(log.with_name(f"{log.name}.left"))


def _give_name(unfinished: Path, path: Path) -> None:
    try:
        path.hardlink_to(unfinished)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        if not path.exists():
            unfinished.rename(path)


def is_missing(path: Path) -> bool:
    """True where nothing has the name; where that cannot be known, `verify_file` says why."""
    try:
        path.stat()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return False


def verify_file(path: Path, *, writing: bool) -> None:
    """Raise CacheError unless the file is a cache of ours with nothing missing at its end; its bytes are only read."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise CacheError(f"The cache cannot be {path}: that is not a file; name one.")
        with path.open("rb") as stream:
            header = stream.read(_HEADER)
    except FileNotFoundError as error:
        raise CacheError(f"There is no cache {path}.") from error
    except OSError as error:
        raise CacheError(f"The cache {path} cannot be opened: {reason(error)}.") from error
    _verify_header(path, header, about.st_size)
    if writing and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise CacheError(f"The cache {path} can be read but not written; check the rights of the file and its folder.")


def _verify_header(path: Path, header: bytes, size: int) -> None:
    if not header:
        raise DamagedError(
            f"The file {path} is empty: it is no cache, or has lost its content; move it away first,"
            " or `tidewire doctor --repair` makes it anew from a backup."
        )
    if not header.startswith(_MAGIC) or len(header) < _HEADER:
        raise DamagedError(f"The file {path} is not a Tidewire cache, or is damaged; it was left as it is.")
    if int.from_bytes(header[68:72]) != APPLICATION_ID:
        raise CacheError(f"The file {path} belongs to another program; name another file for the cache.")
    page = int.from_bytes(header[16:18])
    expected = int.from_bytes(header[28:32]) * (65536 if page == 1 else page)
    # While a write-ahead log stands beside it, the file may rightly lag behind its own header.
    if size < expected and not path.with_name(f"{path.name}-wal").exists():
        raise DamagedError(damaged(path, "its end is missing"))


def damaged(path: Path, how: str = "") -> str:
    """What is said of a cache that cannot be read."""
    said = f"is damaged: {how}" if how else "is damaged"
    return f"The cache {path} {said}; it was left as it is, and `tidewire doctor --repair` rescues what can be read."


def is_ours(path: Path) -> bool:
    """Whether a file that cannot be opened has been a cache of ours; its bytes are only read."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_LOOKED_AT)
    except OSError:
        return False
    ours = int.from_bytes(head[68:72]) == APPLICATION_ID
    return b"article_fts" in head and (ours or not head.startswith(_MAGIC))
