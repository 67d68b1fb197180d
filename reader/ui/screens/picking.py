"""Choosing one of a few things, or one of all entities by its name, or writing a line: the steps of a correction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from reader.library import Library
from reader.model.entity import Entity
from reader.ui.fuzzy import best
from reader.ui.lookup import Lookup
from reader.ui.screens.listed import ListScreen
from reader.ui.widgets.rows import Row
from reader.ui.wording import counted

FOUND = 30


class PickScreen(ListScreen[str]):
    """Returns the id of the chosen row; a row whose facts are one letter is chosen by that letter too."""

    keys: ClassVar[str] = "enter chooses · esc goes back"

    def __init__(self, heading: str, rows: Sequence[Row], note: str = "", at: str | None = None) -> None:
        super().__init__()
        self._heading, self._rows, self._text, self._at = heading, rows, note, at

    def begin(self) -> None:
        self.query_one(".listed").border_title = self._heading
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

    keys: ClassVar[str] = "enter keeps it · esc goes back"

    def __init__(self, heading: str, text: str, value: str, check: Callable[[str], str | None]) -> None:
        super().__init__()
        self._heading, self._text, self._value, self._check = heading, text, value, check

    def begin(self) -> None:
        self.query_one(".listed").border_title = self._heading
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


class EntityScreen(ListScreen[int]):
    """Returns the id of an entity found by any of its names; those like `entity` are offered before one types."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move('cursor_down')", "Down", priority=True),
        Binding("up", "move('cursor_up')", "Up", priority=True),
    ]
    keys: ClassVar[str] = "type a name · ↑ ↓ enter choose · esc goes back"
    empty: ClassVar[str] = "No entity has such a name; fewer letters find more."

    def __init__(self, heading: str, text: str, entity: Entity) -> None:
        super().__init__()
        self._heading, self._text, self._entity = heading, text, entity
        self._found: list[Entity] = []

    def begin(self) -> None:
        self._lookup = Lookup[list[Entity]](self.app, self._show)
        self.query_one(".listed").border_title = self._heading
        self.ask(self._text, "", self._picked, self._look)
        self._look("")

    def rows(self) -> Sequence[Row]:
        return [row_of(entity) for entity in self._found]

    def _look(self, line: str) -> None:
        own = self._entity

        def find(library: Library) -> list[Entity]:
            found = named(library, line) if line else like(library, own)
            return [entity for entity in found if entity.id != own.id][:FOUND]

        self._lookup.want(find)

    def _show(self, found: list[Entity]) -> None:
        self._found = found
        self.fill()
        self.query_one(OptionList).highlighted = 0 if found else None
        if found:
            self.note(self._text)

    def _picked(self, _line: str) -> str | None:
        if self.chosen is None:
            return self.empty
        self.dismiss(int(self.chosen))
        return None

    def choose(self, row_id: str) -> None:
        self.dismiss(int(row_id))

    def action_close(self) -> None:
        self._lookup.over()
        self.dismiss(None)


def row_of(entity: Entity) -> Row:
    """An entity with its label, how many articles name it, and its other names."""
    others = [name for name in entity.aliases if name != entity.name]
    also = f"also {', '.join(others[:4])}" if others else ""
    return Row(str(entity.id), entity.name, f"{entity.label.value} · {counted(entity.articles, 'article')}", also)


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
