"""Which panes are on the screen at which width, and how wide they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.ui.memory import Memory
from reader.ui.widgets.pane import LinePane

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen

NAMES = ("list", "article", "sidebar")
SIDES = ("list", "sidebar")
ONE_BELOW, TWO_BELOW, COMPACT_BELOW, BROAD_FROM, WIDE_FROM = 80, 100, 120, 160, 190
LAYOUTS = ("single", "narrow", "compact", "common", "broad", "wide")
LEAST, LEAST_TEXT, STEP = 16, 24, 2


def layout_at(width: int) -> str:
    """The layout of a screen of this width: how many panes stand side by side, and how wide they are at first."""
    return LAYOUTS[sum(width >= limit for limit in (ONE_BELOW, TWO_BELOW, COMPACT_BELOW, BROAD_FROM, WIDE_FROM))]


@dataclass(slots=True)
class Arrangement:
    """The pane one is in, whether it has the screen to itself, and what one has hidden or made wider.

    `widths` are those of the list and the sidebar, by layout ("compact list").
    """

    current: str = "list"
    zoomed: bool = False
    hidden: set[str] = field(default_factory=set)
    widths: dict[str, int] = field(default_factory=dict)

    def shown(self, width: int) -> tuple[str, ...]:
        """The panes that a screen of this width shows; a hidden one comes while one is in it."""
        layout = layout_at(width)
        if self.zoomed or layout == "single":
            return (self.current,)
        shown = [name for name in NAMES if name not in self.hidden or name == self.current]
        less = "list" if self.current == "sidebar" else "sidebar"
        return tuple(name for name in shown if layout != "narrow" or name != less)

    def step(self, by: int, *, around: bool) -> str:
        """The pane `by` places to the right; at the ends it stays, or goes around."""
        index = NAMES.index(self.current) + by
        return NAMES[index % len(NAMES) if around else max(0, min(index, len(NAMES) - 1))]

    def pane_of(self, screen: MainScreen) -> LinePane:
        return screen.query_one(f"#{self.current}", LinePane)

    def width_of(self, name: str, width: int) -> int | None:
        """How wide the list or the sidebar has been made on such a screen, as far as there is room; else None."""
        wanted = self.widths.get(f"{layout_at(width)} {name}")
        if wanted is None or self.shown(width) == (name,):
            return None
        others = [other for other in self.shown(width) if other not in (name, "article")]
        return max(LEAST, min(wanted, width - LEAST_TEXT - LEAST * len(others)))


def arrangement_of(memory: Memory) -> Arrangement:
    """What the panes were like when the program was left."""
    zoomed = memory.zoomed in NAMES
    current = memory.zoomed if zoomed and memory.zoomed else NAMES[0]
    return Arrangement(current, zoomed, set(memory.hidden) & set(SIDES), memory.widths)


def remember(arrangement: Arrangement, memory: Memory) -> None:
    """Keep what the panes are like for the next time."""
    memory.zoomed = arrangement.current if arrangement.zoomed else None
    memory.hidden, memory.widths = sorted(arrangement.hidden), arrangement.widths


def arrange(screen: MainScreen) -> None:
    """Show the panes that there is room for; the sidebar slides over the list where there is little."""
    width, arrangement = screen.size.width, screen.arrangement
    shown = arrangement.shown(width)
    for name in NAMES:
        pane = screen.query_one(f"#{name}", LinePane)
        pane.display = name in shown
        if name in SIDES:
            _set_width(pane, arrangement.width_of(name, width))
    layout = "single" if len(shown) == 1 else layout_at(width)
    for name in LAYOUTS:
        screen.set_class(layout == name, f"-{name}")
    pane = arrangement.pane_of(screen)
    if screen.focused is not pane and screen.is_current:
        pane.focus()


def _set_width(pane: LinePane, width: int | None) -> None:
    """Assigning even the same width would lay out and draw the whole screen again."""
    now = pane.styles.inline.width
    if (None if now is None else now.value) != width:
        pane.styles.width = width


def resize(screen: MainScreen, step: int) -> None:
    """Make the pane one is in wider or narrower; the article takes from the sidebar, or from the list."""
    width, arrangement = screen.size.width, screen.arrangement
    shown = arrangement.shown(width)
    if len(shown) < 2:
        screen.say("This pane has the whole screen")
        return
    name = arrangement.current
    if name == "article":
        name, step = ("sidebar" if "sidebar" in shown else "list"), -step
    key = f"{layout_at(width)} {name}"
    now = screen.query_one(f"#{name}", LinePane).outer_size.width
    arrangement.widths[key] = max(LEAST, now + step)
    arrangement.widths[key] = arrangement.width_of(name, width) or now
    arrange(screen)


def hide(screen: MainScreen) -> None:
    """Hide the pane one is in as soon as one leaves it, or no longer; in the article hide both others, or show both."""
    arrangement = screen.arrangement
    if arrangement.current == "article":
        arrangement.hidden = set() if arrangement.hidden else set(SIDES)
        screen.say("Only the article · H brings the others back" if arrangement.hidden else "Every pane")
    elif arrangement.current in arrangement.hidden:
        arrangement.hidden.remove(arrangement.current)
        screen.say("This pane stays")
    else:
        arrangement.hidden.add(arrangement.current)
        screen.say("This pane is hidden as long as you are elsewhere")
        screen.show_pane("article")
    arrange(screen)
