"""What an empty cache shows: never nothing."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static


class WelcomeScreen(ModalScreen[bool]):
    """Offers the sample edition; returns whether the reader wants it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "dismiss(True)", "Read the sample edition"),
        Binding("escape", "dismiss(False)", "An empty list"),
        Binding("q,ctrl+c", "app.quit", "Quit"),
    ]

    def __init__(self, cache: str) -> None:
        super().__init__()
        self._cache = cache

    def compose(self) -> ComposeResult:
        with Vertical(id="welcome") as box:
            box.border_title = "Welcome to Tidewire"
            yield Static("There are no articles here yet.")
            yield Static(_choices(), id="choices")
            yield Static(Content.assemble("Articles are kept in ", (self._cache, "$primary"), "."), id="where")


def _choices() -> Content:
    rows = [
        ("enter", "read the sample edition: five weeks of news to try it on"),
        ("esc", "go on with an empty list"),
        ("q", "quit, and bring articles of your own:"),
        ("", "tidewire import FILE…  text files, or a folder of them"),
    ]
    return Content("\n").join(Content.assemble((f"{key:>6}  ", "bold $accent"), text) for key, text in rows)
