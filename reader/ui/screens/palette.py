"""The palette: one line, and below it all that has such a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from reader.keys import Command
from reader.library import Library
from reader.ui.palette import Hit, find
from reader.ui.screens.named import NamedScreen
from reader.ui.widgets.rows import Row

HINT = "Letters of a command, feed, person, place, thing or title"


class PaletteScreen(NamedScreen[Hit]):
    """Returns what was chosen, or None."""

    heading = "Go to"
    keys_asking: ClassVar[str] = "↑ ↓ enter choose · esc close"
    empty: ClassVar[str] = "Nothing has such a name · / searches the texts"

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__("", hint=HINT)
        self._commands = commands

    def look(self, library: Library, typed: str) -> Sequence[Hit]:
        return find(library, self._commands, typed)

    def row(self, found: Hit) -> Row:
        return Row(found.id, found.name, found.kind)
