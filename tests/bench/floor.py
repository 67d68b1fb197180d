"""The floor: the least that a Textual program with one list on the Line API can cost."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.geometry import Size
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


if __name__ == "__main__":
    Floor().run()
