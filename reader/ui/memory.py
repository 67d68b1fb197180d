"""What the program remembers from one day to the next: theme, citation format, and the place in each cache."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from reader.files import own_folder, write_whole
from reader.model.query import Grouping

FILE = "ui.json"
CACHES_KEPT = 20


@dataclass(slots=True)
class Memory:
    """`places` maps a cache file to the open article and the line at the top of the pane, as offset and lines above.

    `widths` are those of the list and the sidebar by layout ("compact list"), `hidden` and `zoomed` name panes.
    `measure` is the width of the text as it was set by key, and what the configuration said then. `folded` are the
    folders of feeds that are folded, `toured` says that the tour was offered.
    `oldest` and `grouping` say how lists are ordered and headed.
    """

    theme: str | None = None
    citation: str | None = None
    places: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    folded: set[str] = field(default_factory=set)
    toured: bool = False
    widths: dict[str, int] = field(default_factory=dict)
    hidden: list[str] = field(default_factory=list)
    zoomed: str | None = None
    measure: tuple[int, int] | None = None
    oldest: bool = False
    grouping: Grouping = Grouping.NONE

    def measure_beside(self, configured: int) -> int:
        """The width of the text: as it was set by key, unless the configuration has been changed since."""
        return self.measure[0] if self.measure is not None and self.measure[1] == configured else configured

    def remember_place(self, cache: Path, article_id: int, top: tuple[int, int]) -> None:
        """Keep the place; those in caches that are gone, and the oldest of many, are forgotten."""
        kept = {known: place for known, place in self.places.items() if known != str(cache) and Path(known).exists()}
        self.places = dict([*kept.items(), (str(cache), (article_id, *top))][-CACHES_KEPT:])


def load(folder: Path) -> Memory:
    """What was saved, or nothing: a missing or damaged file costs a memory, never a start."""
    try:
        data = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return Memory(
            theme=_text(data.get("theme")),
            citation=_text(data.get("citation")),
            places={str(cache): _place(place) for cache, place in dict(data["places"]).items()},
            folded={str(each) for each in data.get("folded", ())},
            widths={str(name): int(width) for name, width in dict(data.get("widths", {})).items()},
            hidden=[str(name) for name in data.get("hidden", [])],
            zoomed=_text(data.get("zoomed")),
            measure=_pair(data.get("measure")),
            toured=data.get("toured") is True,
            oldest=data.get("oldest") is True,
            grouping=_grouping(data),
        )
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError):
        return Memory()


def save(memory: Memory, folder: Path) -> None:
    """Write it whole or not at all; a folder that cannot be written is no reason to keep the reader."""
    with suppress(OSError):
        said = json.dumps(asdict(memory), default=sorted)
        write_whole(own_folder(folder) / FILE, [said.encode()], durable=False)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _grouping(data: Mapping[str, object]) -> Grouping:
    """The headings of lists; files of an earlier day know those of days only."""
    if data.get("by_day") is True:
        return Grouping.DAY
    return Grouping(str(data.get("grouping", "")))


def _place(value: Sequence[int]) -> tuple[int, int, int]:
    """An article and a line in it, which files of an earlier day say in rows of the screen: the start of it then."""
    article_id, *top = map(int, value)
    return (article_id, top[0], top[1]) if len(top) == 2 else (article_id, 0, 0)


def _pair(value: Sequence[int] | None) -> tuple[int, int] | None:
    return None if value is None else (int(value[0]), int(value[1]))
