"""Rows of the lists that open over the main screen: a name, its facts at the right, and a remark below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from reader.typeset.cells import cells, fit
from reader.ui.sidelines import two_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

INDENT = 2
GAP = 2
LEAST_NAME = 14


@dataclass(frozen=True, slots=True)
class Row:
    """What is said of one thing that can be chosen; `id` is what is chosen by it.

    `facts` give way before the name gets too short to be known; `alarm` marks the remark below as one of something
    that went wrong. `mark` stands before the name, a cell wide, where rows are marked. Nothing of it is markup.
    """

    id: str
    name: str
    facts: str = ""
    below: str = ""
    style: str = ""
    depth: int = 0
    alarm: bool = False
    loud: bool = False
    mark: str = ""


class RowVisual(Visual):
    """A row drawn to the width that it has, whatever that is."""

    def __init__(self, row: Row) -> None:
        self.row = row

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        shown = Content("\n").join(self._lines(width))
        ground = None if style.background is None else style.background.ansi
        if ground is not None and ground >= 0:
            shown = Content(shown.plain)  # of the terminal's own colours only the cursor's can be read on its ground
        return shown.render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002 - as Textual asks
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002 - as Textual asks
        return 1 + len(self._below(width))

    def _lines(self, width: int) -> Iterator[Content]:
        row = self.row
        mark = f"{row.mark} " if row.mark else ""
        lead = INDENT * row.depth + len(mark)
        facts = row.facts if width - lead - cells(row.facts) - GAP >= min(LEAST_NAME, cells(row.name)) else ""
        room = max(1, width - lead - (cells(facts) + GAP if facts else 0))
        name = fit(row.name, room)
        space = " " * max(0, width - lead - cells(name) - cells(facts))
        loud = "$accent" if row.loud else "$muted"
        yield Content.assemble(" " * (lead - len(mark)), (mark, "$accent"), (name, row.style), space, (facts, loud))
        for line in self._below(width):
            yield Content.assemble(" " * (lead + INDENT), (line, "$error" if row.alarm else "$muted"))

    def _below(self, width: int) -> list[str]:
        return [line for line in two_lines(self.row.below, max(1, width - INDENT * (self.row.depth + 1))) if line]
