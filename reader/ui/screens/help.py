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

KEY_COLUMN, TEXT_COLUMN = 18, 54


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
            for name, members in groups(self._commands).items():
                yield Static(Content.styled(name, "bold $primary"), classes="group")
                yield Static(Content("\n").join(_row(command) for command in members))

    def action_page(self, pages: int) -> None:
        self.action_scroll(pages * max(1, self.query_one("#help", VerticalScroll).size.height - 1))

    def action_scroll(self, lines: int) -> None:
        self.query_one("#help", VerticalScroll).scroll_relative(y=lines, animate=False)


def _row(command: Command) -> Content:
    """The keys, and beside them what they do, on as many lines as that takes at 80 columns."""
    keys = shown(command.keys)
    said = ("\n" + " " * (KEY_COLUMN + 1)).join(wrap(command.description, TEXT_COLUMN))
    return Content.assemble((f"{keys:<{KEY_COLUMN}}", "bold $accent"), " ", said)
