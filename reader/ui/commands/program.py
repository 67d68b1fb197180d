"""Help, palette, theme and leaving."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.model.query import EVERYTHING
from reader.ui.commands.entities import release, select

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen


def help_(screen: MainScreen, _number: int) -> None:
    from reader.ui.screens.help import HelpScreen

    screen.app.push_screen(HelpScreen(screen.app.commands))


def quit_(screen: MainScreen, number: int) -> None:
    """Close what is open over the list, then the program."""
    listed = screen.listed
    narrowed = listed.filter != EVERYTHING or listed.storyline_id or listed.entity_id or listed.watched or listed.feeds
    if screen.arrangement.zoomed or narrowed:
        screen.entity = None
        screen.reading.select(None)
        release(screen, number)
    else:
        screen.app.leave()


def palette(screen: MainScreen, _number: int) -> None:
    """Offer everything that has a name; what is chosen is done, listed, selected or opened."""
    from reader.ui.palette import Hit
    from reader.ui.screens.palette import PaletteScreen

    def chosen(hit: Hit | None) -> None:
        if hit is None:
            return
        kind, _, number = hit.id.partition(":")
        if hit.query is not None:
            screen.listed = replace(hit.query, folded=screen.listed.folded)
            screen.show_pane("list")
        elif kind == "command":
            screen.action_run(number)
        elif kind == "entity":
            select(screen, int(number))
        else:
            screen.open(int(number))

    screen.app.push_screen(PaletteScreen(screen.app.commands), chosen)


HANDLERS = {
    "palette": palette,
    "theme": lambda screen, _: screen.app.next_theme(),
    "suspend": lambda screen, _: screen.app.action_suspend_process(),
    "tour": lambda screen, _: screen.app.tour.begin(),
    "help": help_,
    "quit": quit_,
}
