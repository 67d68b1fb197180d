"""What the reader has set right about entities, the last first; each can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType

from reader.errors import NotFoundError
from reader.library import Library
from reader.model.correction import Correction, EditKind, sentence
from reader.ui.screens.listed import ListScreen
from reader.ui.widgets.rows import Row
from reader.ui.wording import age


class CorrectionsScreen(ListScreen[None]):
    """Returns nothing: what is taken back here is written at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "take_back", "Take it back"),
        Binding("X", "close", "Close", show=False),
    ]
    heading = "What you have set right"
    keys: ClassVar[str] = "d take it back · esc close"
    empty: ClassVar[str] = "Nothing yet: e selects an entity, x offers what can be set right about it."

    def __init__(self) -> None:
        super().__init__()
        self._corrections: dict[str, Correction] = {}

    def rows(self) -> Sequence[Row]:
        listed = self.app.library.corrections.listed()
        self._corrections = {str(each.id): each for each in reversed(listed)}
        return [self._row(each) for each in self._corrections.values()]

    def _row(self, each: Correction) -> Row:
        return Row(str(each.id), self._said(each), age(each.made, self.app.now()))

    def _said(self, each: Correction) -> str:
        """What is so, with the title of the article where a name is wrong in one."""
        if each.kind is not EditKind.WRONG or each.guid is None:
            return sentence(each)
        try:
            return sentence(replace(each, guid=f"“{self.app.library.find_article(each.guid).title}”"))
        except NotFoundError:
            return sentence(each)

    def action_take_back(self) -> None:
        if self.chosen is None:
            return
        each = self._corrections[self.chosen]

        def take_back(library: Library) -> str:
            library.corrections.undo(each.id)
            said = f"taken back: {sentence(each)}"
            self.app.undo.push(said, lambda again: again.corrections.take_in([each]))
            return "Taken back · U sets it right again"

        text = self.write(take_back)
        self.fill()
        self.note(text)

    def choose(self, row_id: str) -> None:  # noqa: ARG002 - the row is known by its cursor
        self.note("d takes it back")
