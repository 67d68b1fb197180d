"""Moving within a pane and from pane to pane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.panes import arrange

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen


def _pane(screen: MainScreen, by: int, *, around: bool) -> None:
    screen.arrangement.zoomed = False
    screen.show_pane(screen.arrangement.step(by, around=around))


def zoom(screen: MainScreen, _number: int) -> None:
    screen.arrangement.zoomed = not screen.arrangement.zoomed
    arrange(screen)


HANDLERS = {
    "down": lambda screen, _: screen.pane.move(1),
    "up": lambda screen, _: screen.pane.move(-1),
    "top": lambda screen, _: screen.pane.move_to_end(end=False),
    "bottom": lambda screen, _: screen.pane.move_to_end(end=True),
    "page_down": lambda screen, _: screen.pane.move_page(1),
    "page_up": lambda screen, _: screen.pane.move_page(-1),
    "half_down": lambda screen, _: screen.pane.move_page(0.5),
    "half_up": lambda screen, _: screen.pane.move_page(-0.5),
    "next_pane": lambda screen, _: _pane(screen, 1, around=True),
    "previous_pane": lambda screen, _: _pane(screen, -1, around=True),
    "left": lambda screen, _: _pane(screen, -1, around=False),
    "right": lambda screen, _: _pane(screen, 1, around=False),
    "zoom": zoom,
}
