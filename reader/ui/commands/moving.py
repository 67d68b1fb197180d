"""Moving within a pane and from pane to pane, and how much of the screen each has."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.config import MEASURE
from reader.ui.panes import STEP, arrange, hide, resize
from reader.ui.widgets.pane import LinePane

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen

MEASURE_STEP = 4


def _move(screen: MainScreen, how: Callable[[LinePane], None]) -> None:
    """Move in the pane one is in; moving in an article is reading it."""
    how(screen.pane)
    if screen.arrangement.current == "article":
        screen.places.count_as_read()


def _pane(screen: MainScreen, by: int, *, around: bool) -> None:
    screen.arrangement.zoomed = False
    screen.show_pane(screen.arrangement.step(by, around=around))


def zoom(screen: MainScreen, _number: int) -> None:
    screen.arrangement.zoomed = not screen.arrangement.zoomed
    arrange(screen)


def _measure(screen: MainScreen, step: int) -> None:
    """Set the text wider or narrower; how wide is remembered as long as the configuration says the same."""
    app, pane = screen.app, screen.reading
    measure = max(MEASURE[0], min(pane.measure + step, MEASURE[-1]))
    if measure == pane.measure:
        screen.say(f"The text can be {MEASURE[0]} to {MEASURE[-1]} columns wide")
        return
    pane.set_measure(measure)
    app.memory.measure = (measure, app.config.measure)
    room = pane.set_width
    screen.say(f"Text {measure} columns wide" + (f", of which the pane has room for {room}" if room < measure else ""))


def _sideways(screen: MainScreen, step: int) -> None:
    if not screen.reading.move_sideways(step):
        screen.say("Nothing here is wider than the pane")


HANDLERS = {
    "down": lambda screen, _: _move(screen, lambda pane: pane.move(1)),
    "up": lambda screen, _: screen.pane.move(-1),
    "top": lambda screen, _: screen.pane.move_to_end(end=False),
    "bottom": lambda screen, _: _move(screen, lambda pane: pane.move_to_end(end=True)),
    "page_down": lambda screen, _: _move(screen, lambda pane: pane.move_page(1)),
    "page_up": lambda screen, _: screen.pane.move_page(-1),
    "half_down": lambda screen, _: _move(screen, lambda pane: pane.move_page(0.5)),
    "half_up": lambda screen, _: screen.pane.move_page(-0.5),
    "next_pane": lambda screen, _: _pane(screen, 1, around=True),
    "previous_pane": lambda screen, _: _pane(screen, -1, around=True),
    "left": lambda screen, _: _pane(screen, -1, around=False),
    "right": lambda screen, _: _pane(screen, 1, around=False),
    "zoom": zoom,
    "narrower": lambda screen, _: resize(screen, -STEP),
    "wider": lambda screen, _: resize(screen, STEP),
    "hide": lambda screen, _: hide(screen),
    "text_wider": lambda screen, _: _measure(screen, MEASURE_STEP),
    "text_narrower": lambda screen, _: _measure(screen, -MEASURE_STEP),
    "table_left": lambda screen, _: _sideways(screen, -1),
    "table_right": lambda screen, _: _sideways(screen, 1),
}
