"""The floor: the least that a Textual program can cost, with one list on the Line API, or `--empty` with nothing."""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.strip import Segment, Strip


class Rows(ScrollView, can_focus=True):
    cursor = 0

    def on_mount(self) -> None:
        self.virtual_size = Size(100, 1000)

    def render_line(self, y: int) -> Strip:
        row = y + self.scroll_offset.y
        return Strip([Segment(f"{'>' if row == self.cursor else ' '} Article number {row}")])

    def key_j(self) -> None:
        self.cursor += 1
        self.refresh()


class Floor(App[None]):
    def compose(self) -> ComposeResult:
        yield Rows()


class Blank(Screen[None]):
    def render(self) -> str:
        return "nothing"


class Nothing(App[None]):
    def get_default_screen(self) -> Blank:
        return Blank()


if __name__ == "__main__":
    (Nothing if "--empty" in sys.argv else Floor)().run()
