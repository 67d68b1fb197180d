"""The keys, from the table of commands."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from reader.keys import Command, groups, shown
from reader.ui.screens.window import Window

WIDEST, NARROW = 104, 40
BESIDE = 8  # cells of the frame, its padding and the scrollbar


class HelpScreen(Window[None]):
    """Every command with its keys, by group."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "dismiss", "Close"),
        Binding("j,down", "scroll(1)", "Down"),
        Binding("k,up", "scroll(-1)", "Up"),
        Binding("space,pagedown,ctrl+d", "page(1)", "A page down"),
        Binding("b,pageup,ctrl+u", "page(-1)", "A page up"),
        Binding("g,home", "scroll(-10000)", "To the start"),
        Binding("G,end", "scroll(10000)", "To the end"),
    ]

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = commands

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help") as box:
            box.border_title = "Keys"
            box.border_subtitle = "j k move · esc close"
            for name in groups(self._commands):
                yield Static(Content.styled(name, "bold $primary"), classes="group")
                yield Static(classes="commands")

    def on_resize(self) -> None:
        """Set what the keys do to the width there is."""
        room = min(WIDEST, self.app.size.width) - BESIDE
        for rows, members in zip(self.query(".commands").results(Static), groups(self._commands).values(), strict=True):
            rows.update(Content("\n").join(_row(command, room) for command in members))

    def action_page(self, pages: int) -> None:
        self.action_scroll(pages * max(1, self.query_one("#help", VerticalScroll).size.height - 1))

    def action_scroll(self, lines: int) -> None:
        self.query_one("#help", VerticalScroll).scroll_relative(y=lines, animate=False)


def _row(command: Command, room: int) -> Content:
    """The keys, and beside them what they do, on as many lines as that takes; below them where the room is narrow."""
    column = 18 if room >= NARROW else 2
    said = wrap(command.description, max(1, room - column - 1))
    keys, lead = shown(command.keys), " " * (column + 1)
    first = f"{keys:<{column}} " if len(keys) <= column else f"{keys}\n{lead}"
    return Content.assemble((first, "bold $accent"), f"\n{lead}".join(said))
