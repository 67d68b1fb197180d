"""Which panes are on the screen at which width."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.ui.widgets.pane import LinePane

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen

NAMES = ("list", "article", "sidebar")
ONE_BELOW, TWO_BELOW, COMPACT_BELOW, BROAD_FROM = 80, 100, 120, 160


@dataclass(slots=True)
class Arrangement:
    """The pane one is in, and whether it has the screen to itself."""

    current: str = "list"
    zoomed: bool = False

    def shown(self, width: int) -> tuple[str, ...]:
        """The panes that a screen of this width shows."""
        if self.zoomed or width < ONE_BELOW:
            return (self.current,)
        if width < TWO_BELOW:
            return NAMES if self.current == "sidebar" else NAMES[:2]
        return NAMES

    def step(self, by: int, *, around: bool) -> str:
        """The pane `by` places to the right; at the ends it stays, or goes around."""
        index = NAMES.index(self.current) + by
        return NAMES[index % len(NAMES) if around else max(0, min(index, len(NAMES) - 1))]

    def pane_of(self, screen: MainScreen) -> LinePane:
        return screen.query_one(f"#{self.current}", LinePane)


def arrange(screen: MainScreen) -> None:
    """Show the panes that there is room for; the sidebar slides over the list's side where there is little."""
    width = screen.size.width
    shown = screen.arrangement.shown(width)
    for name in NAMES:
        screen.query_one(f"#{name}", LinePane).display = name in shown
    screen.set_class(len(shown) == 1, "-single")
    screen.set_class(ONE_BELOW <= width < TWO_BELOW and not screen.arrangement.zoomed, "-narrow")
    screen.set_class(TWO_BELOW <= width < COMPACT_BELOW, "-compact")
    screen.set_class(width >= BROAD_FROM, "-broad")
    pane = screen.arrangement.pane_of(screen)
    if screen.focused is not pane and screen.is_current:
        pane.focus()
