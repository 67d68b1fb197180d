"""Choosing one of a few things, or one of all entities by its name, or writing a line: the steps of a correction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events

from reader.library import Library
from reader.model.entity import Entity
from reader.ui.fuzzy import best
from reader.ui.screens.listed import ListScreen
from reader.ui.screens.named import NamedScreen
from reader.ui.widgets.rows import Row
from reader.ui.wording import counted

FOUND = 30


class PickScreen(ListScreen[str]):
    """Returns the id of the chosen row; a row whose facts are one letter is chosen by that letter too."""

    keys: ClassVar[str] = "enter choose · esc back"

    def __init__(self, heading: str, rows: Sequence[Row], note: str = "", at: str | None = None) -> None:
        super().__init__()
        self.heading, self._rows, self._text, self._at = heading, rows, note, at

    def begin(self) -> None:
        self.fill(self._at)
        self.note(self._text)

    def rows(self) -> Sequence[Row]:
        return self._rows

    def choose(self, row_id: str) -> None:
        self.dismiss(row_id)

    def on_key(self, event: events.Key) -> None:
        row = next((row for row in self._rows if row.facts == event.character), None)
        if row is not None:
            event.stop()
            self.dismiss(row.id)


class LineScreen(ListScreen[str]):
    """Returns a line that was written, or None; `check` says what is wrong with one."""

    def __init__(self, heading: str, text: str, value: str, check: Callable[[str], str | None]) -> None:
        super().__init__()
        self.heading, self._text, self._value, self._check = heading, text, value, check

    def begin(self) -> None:
        self.ask(self._text, self._value, self._kept)

    def rows(self) -> Sequence[Row]:
        return ()

    def _kept(self, line: str) -> str | None:
        wrong = self._check(line)
        if wrong is None:
            self.dismiss(line)
        return wrong

    def action_close(self) -> None:
        self.dismiss(None)


class ImportScreen(LineScreen):
    """The same for what is imported at once."""

    keys_asking: ClassVar[str] = "enter import · esc back"


class EntityScreen(NamedScreen[Entity]):
    """Returns an entity found by any of its names; those like `entity` are offered before one types."""

    keys_asking: ClassVar[str] = "↑ ↓ enter choose · esc back"
    empty: ClassVar[str] = "No entity has such a name; fewer letters find more."

    def __init__(self, heading: str, text: str, entity: Entity) -> None:
        super().__init__(text)
        self.heading, self._entity = heading, entity

    def look(self, library: Library, typed: str) -> Sequence[Entity]:
        found = named(library, typed) if typed else like(library, self._entity)
        return [entity for entity in found if entity.id != self._entity.id][:FOUND]

    def row(self, found: Entity) -> Row:
        """An entity with its label, how many articles name it, and its other names."""
        others = [name for name in found.aliases if name != found.name]
        also = f"also {', '.join(others[:4])}" if others else ""
        return Row(str(found.id), found.name, f"{found.label.value} · {counted(found.articles, 'article')}", also)


def named(library: Library, line: str) -> list[Entity]:
    """Entities by any of their names, those first whose name fits the line best."""
    found = library.entities(limit=FOUND * 4, text=line)
    return [entity for _, entity in best(line, found, lambda each: (each.name, *each.aliases), FOUND)]


def like(library: Library, entity: Entity) -> list[Entity]:
    """Entities that share a word of their names with this one, the longest words first, then the most-named."""
    words = sorted({word for name in (entity.name, *entity.aliases) for word in name.split()}, key=len, reverse=True)
    found: dict[int, Entity] = {}
    for word in words[:3]:
        found |= {each.id: each for each in library.entities(limit=FOUND, text=word)}
    found |= {each.id: each for each in library.entities(limit=FOUND)}
    return list(found.values())[:FOUND]
