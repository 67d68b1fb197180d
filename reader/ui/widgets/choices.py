"""Textual's list of options, which fails where a line has no cell left for its words, or is gone when it is clicked."""

from __future__ import annotations

from contextlib import suppress

from textual.events import Click
from textual.geometry import Size
from textual.widgets import OptionList

LEAST = 8  # cells; on a narrower screen a part of them is out of sight


class Choices(OptionList):
    """An OptionList for every size of screen."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return super().get_content_height(container, viewport, max(LEAST, width))

    def _on_click(self, event: Click) -> None:  # type: ignore[override]
        """Pass over a click on a row that was drawn before the list became shorter."""
        if event.style.meta.get("option", 0) >= self.option_count:
            event.prevent_default()

    def action_page_up(self) -> None:
        with suppress(KeyError):  # of a list that has had no room yet, and knows none of its lines
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        with suppress(KeyError):
            super().action_page_down()  # type: ignore[no-untyped-call]
