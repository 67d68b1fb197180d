"""What the global options say, and how a command reaches the cache and the configuration.

click is not imported here: a call that only opens the reader does without it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader import paths
from reader.errors import CacheError

if TYPE_CHECKING:
    from reader.config import Config
    from reader.doors.subscriptions import Subscriptions
    from reader.library import Library
    from reader.store.connection import Connection


@dataclass(slots=True)
class Session:
    """One run of the command line; filled while its options are read, wherever on the line they stand."""

    cache: Path | None = None
    config: Path | None = None
    recogniser: str | None = None
    json: bool = False
    quiet: bool = False
    debug: bool = False

    @property
    def cache_file(self) -> Path:
        return self.cache or paths.cache_file()

    @property
    def writable(self) -> bool:
        """Whether the cache can be written; where it cannot, reading still works."""
        file = self.cache_file
        return os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)

    def load_config(self) -> Config:
        from reader.config import load_config

        return load_config(self.config or paths.config_file())

    def open(self) -> Library:
        """The cache for reading; CacheError where there is none."""
        from reader.library import Library

        return Library.open(self.existing(), create=False, read_only=not self.writable)

    def existing(self) -> Path:
        """The file of the cache; CacheError where there is none."""
        file = self.cache_file
        if not file.exists():
            raise CacheError(f"There is no cache {file} yet; `tidewire import` makes one.")
        return file

    @contextmanager
    def subscriptions(self) -> Iterator[Subscriptions]:
        """The feeds of the cache alone: what a reload needs, without the rest of the library."""
        from reader.doors.subscriptions import Subscriptions
        from reader.store.database import Connections

        connections = Connections(self.existing(), create=False, read_only=not self.writable)
        try:
            yield Subscriptions(connections)
        finally:
            connections.close()

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """The cache itself, for what looks after it as a whole; CacheError where there is none."""
        from reader.store.database import connect

        with closing(connect(self.existing(), create=False, read_only=not self.writable)) as db:
            yield db

    def make(self) -> Library:
        """The cache for writing, made where there is none."""
        from reader.library import Library

        return Library.open(self.cache_file)

    def note(self, text: str) -> None:
        """Say on stderr what is worth knowing but is no result and no error."""
        if not self.quiet:
            to_stderr(text)


def only_opens(argv: Sequence[str], session: Session) -> bool:
    """Whether nothing but files stands on the command line, so that the reader opens; the session then has them.

    Loading click would take a tenth of such a start. Whatever else stands there, click reads.
    """
    files = dict(zip(argv[::2], argv[1::2], strict=False))
    if len(argv) % 2 or not files.keys() <= {"--cache", "--config"}:
        return False
    if any(not file or file.startswith("-") for file in files.values()):
        return False
    for option, file in files.items():
        setattr(session, option.removeprefix("--"), Path(file))
    return True


def tell(sentence: str) -> None:
    """Say what went wrong, as one line on stderr."""
    to_stderr(f"tidewire: {sentence}")


def to_stderr(text: str) -> None:
    """Write one line for people, without anything that a terminal would obey."""
    from reader.ingest.clean import clean_line

    sys.stderr.write(clean_line(text) + "\n")
    sys.stderr.flush()
