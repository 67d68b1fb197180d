"""Textual's list of options, which fails where a line has no cell left for its words."""

from __future__ import annotations

from textual.geometry import Size
from textual.widgets import OptionList

LEAST = 8  # cells; on a narrower screen a part of them is out of sight


class Choices(OptionList):
    """An OptionList for every size of screen."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return super().get_content_height(container, viewport, max(LEAST, width))
