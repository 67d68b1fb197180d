"""The watched entities, with what is new of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from reader.model.entity import Watched
from reader.ui.screens.listed import ListScreen
from reader.ui.widgets.rows import Row

EVERY = 0  # no entity has this id


class WatchedScreen(ListScreen[int]):
    """Returns the id of the chosen entity, `EVERY` for all of them, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("W", "close", "Close", show=False)]
    heading = "Watched"
    keys: ClassVar[str] = "enter list · esc close"

    def __init__(self, watched: Sequence[Watched]) -> None:
        super().__init__()
        self._watched = watched

    def rows(self) -> Sequence[Row]:
        news = sum(each.new_articles for each in self._watched)
        return [
            Row(str(EVERY), "All of them", _facts("", news), loud=bool(news)),
            *(
                Row(
                    str(each.entity.id),
                    each.entity.name,
                    _facts(each.entity.label.value, each.new_articles),
                    loud=bool(each.new_articles),
                )
                for each in self._watched
            ),
        ]

    def choose(self, row_id: str) -> None:
        self.dismiss(int(row_id))


def _facts(label: str, news: int) -> str:
    return " · ".join(part for part in (label, f"{news:,} new" if news else "nothing new") if part)
