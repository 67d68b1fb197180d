"""What the program remembers from one day to the next: theme, citation format, and the place in each cache."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from reader.files import own_folder, write_whole

FILE = "ui.json"
CACHES_KEPT = 20


@dataclass(slots=True)
class Memory:
    """`places` maps a cache file to the open article and the line at the top of the pane.

    `folded` are the folders of feeds that are folded, `toured` says that the tour was offered.
    """

    theme: str | None = None
    citation: str | None = None
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    folded: set[str] = field(default_factory=set)
    toured: bool = False

    def remember_place(self, cache: Path, article_id: int, scroll: int) -> None:
        """Keep the place; those in caches that are gone, and the oldest of many, are forgotten."""
        kept = {known: place for known, place in self.places.items() if known != str(cache) and Path(known).exists()}
        self.places = dict([*kept.items(), (str(cache), (article_id, scroll))][-CACHES_KEPT:])


def load(folder: Path) -> Memory:
    """What was saved, or nothing: a missing or damaged file costs a memory, never a start."""
    try:
        data = json.loads((folder / FILE).read_text(encoding="utf-8"))
        places = {str(cache): (int(place[0]), int(place[1])) for cache, place in dict(data["places"]).items()}
        folded = {str(each) for each in data.get("folded", ())}
        return Memory(_text(data.get("theme")), _text(data.get("citation")), places, folded, data.get("toured") is True)
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError):
        return Memory()


def save(memory: Memory, folder: Path) -> None:
    """Write it whole or not at all; a folder that cannot be written is no reason to keep the reader."""
    with suppress(OSError):
        said = json.dumps(asdict(memory), default=sorted)
        write_whole(own_folder(folder) / FILE, [said.encode()], durable=False)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
