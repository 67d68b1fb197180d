"""The watched entities, with what is new of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from reader.model.entity import Watched
from reader.typeset.cells import cells, fit

EVERY = 0  # no entity has this id
_NAME = 34


class WatchedScreen(ModalScreen[int | None]):
    """Returns the id of the chosen entity, `EVERY` for all of them, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,W", "dismiss(None)", "Never mind"),
        Binding("j", "step(1)", "Down"),
        Binding("k", "step(-1)", "Up"),
    ]

    def __init__(self, watched: Sequence[Watched]) -> None:
        super().__init__()
        self._watched = watched

    def compose(self) -> ComposeResult:
        news = sum(each.new_articles for each in self._watched)
        options = [Option(_row("All of them", "", news), id=str(EVERY))]
        options += [
            Option(_row(each.entity.name, each.entity.label.value, each.new_articles), id=str(each.entity.id))
            for each in self._watched
        ]
        box = OptionList(*options, id="watched")
        box.border_title = "Watched"
        box.border_subtitle = "enter lists the articles · esc closes"
        yield box

    def action_step(self, step: int) -> None:
        box = self.query_one("#watched", OptionList)
        (box.action_cursor_down if step > 0 else box.action_cursor_up)()

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(int(event.option.id or EVERY))


def _row(name: str, label: str, news: int) -> Content:
    name = fit(name, _NAME)
    left = name + " " * (_NAME - cells(name))
    note = (f"{news:,} new", "$accent") if news else ("nothing new", "$text-muted")
    return Content.assemble(left, (f"  {label:<12}", "$text-muted"), note)
