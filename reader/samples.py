"""The sample edition: articles of our own that travel with the program, to try everything on."""

from __future__ import annotations

from pathlib import Path

from reader import paths
from reader.ingest.seed import parse_seed
from reader.library import Library


def store_samples(cache: Path) -> None:
    """Store the sample edition in a cache, which is made where there is none: all of it, or nothing."""
    files = sorted(paths.seeds_dir().glob("*.txt"))
    with Library.open(cache) as library:
        library.add([parse_seed(file.read_bytes()) for file in files])
