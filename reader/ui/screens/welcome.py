"""What an empty cache shows: never nothing."""

from __future__ import annotations

from enum import Enum, auto
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from reader.ui.screens.window import Window


class Wish(Enum):
    """What a reader without articles asks for."""

    SAMPLES = auto()
    FEED = auto()
    IMPORT = auto()


class WelcomeScreen(Window[Wish | None]):
    """Offers the sample edition, a feed, an import; returns what the reader wants, None for an empty list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "wish('SAMPLES')", "Read the sample edition"),
        Binding("a", "wish('FEED')", "Add a feed"),
        Binding("i,I", "wish('IMPORT')", "Import"),
        Binding("escape", "dismiss(None)", "An empty list"),
        Binding("q,ctrl+c", "app.quit", "Quit"),
    ]

    def __init__(self, cache: str) -> None:
        super().__init__()
        self._cache = cache

    def action_wish(self, name: str) -> None:
        self.dismiss(Wish[name])

    def compose(self) -> ComposeResult:
        with Vertical(id="welcome") as box:
            box.border_title = "Welcome to Tidewire"
            yield Static("There are no articles here yet.")
            yield Static(_choices(), id="choices")
            yield Static(Content.assemble("Articles are kept in ", (self._cache, "$primary"), "."), id="where")


def _choices() -> Content:
    rows = [
        ("enter", "read the sample edition: five weeks of news to try it on"),
        ("a", "add a feed, or a site that has one"),
        ("i", "import what you have: OPML, newsboat's urls, texts, folders"),
        ("esc", "go on with an empty list"),
        ("q", "quit"),
    ]
    return Content("\n").join(Content.assemble((f"{key:>6}  ", "bold $accent"), text) for key, text in rows)
