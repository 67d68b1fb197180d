"""Files of the reader's own: written whole or not at all, and readable by nobody else."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def spelt_out(name: str) -> Path:
    """A path as somebody writes it, with the `~` before it replaced where its home folder is known."""
    with suppress(RuntimeError):  # there is nobody of that name
        return Path(name).expanduser()
    return Path(name)


def own_folder(folder: Path) -> Path:
    """The folder, made where it is missing and closed to others; OSError where it cannot be made."""
    _make(folder)
    with suppress(OSError):  # another's folder, or a file system without rights
        if is_open_to_others(folder):
            close_to_others(folder)
    return folder


def _make(folder: Path) -> None:
    """With `parents` only the last folder of several would be closed."""
    if not folder.exists():
        _make(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)


def is_open_to_others(path: Path) -> bool:
    """Whether anybody but its owner may read, write or enter; False where systems have no such rights.

    A folder that is meant for everybody, as /tmp is, is not one of our own.
    """
    mode = path.stat().st_mode
    shared = stat.S_ISDIR(mode) and bool(mode & stat.S_ISVTX)
    return os.name == "posix" and not shared and bool(stat.S_IMODE(mode) & 0o077)


def close_to_others(path: Path) -> None:
    """Let nobody but its owner read, write or enter; OSError."""
    path.chmod(0o700 if path.is_dir() else 0o600)


def is_empty(file: Path) -> bool:
    """Whether a plain file holds nothing; OSError.

    Those of /proc have no size either, and some of them keep whoever reads them waiting for ever.
    """
    about = file.stat()
    return stat.S_ISREG(about.st_mode) and about.st_size == 0


def write_whole(file: Path, pieces: Iterable[bytes], *, durable: bool = True) -> None:
    """Write a file; what was there stays until the new content is complete and, where `durable`, on the disk. OSError.

    What is no plain file (a pipe, a terminal) is written to as it is.
    """
    if file.exists() and not file.is_file():
        with file.open("wb") as stream:
            stream.writelines(pieces)
        return
    target = file.resolve()  # a symbolic link leads to the same file afterwards
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(pieces)
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
