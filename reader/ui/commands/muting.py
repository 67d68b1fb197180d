"""Mute rules: listed, added and removed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.model.query import EVERYTHING, Field, Filter

if TYPE_CHECKING:
    from reader.model.article import ListQuery
    from reader.ui.screens.main import MainScreen


def mutes(screen: MainScreen, _number: int) -> None:
    """Offer the mute rules; a new one begins with the selected entity, else with what the list was searched for."""
    from reader.ui.screens.mutes import MutesScreen

    def closed(query: ListQuery | None) -> None:
        if query is not None:
            screen.listed = replace(query, folded=screen.listed.folded)
            screen.show_pane("list")
        else:
            screen.list_pane.reload()
            screen.show_list_title()
        screen.show_side(keep=True)

    screen.app.push_screen(MutesScreen(_offered(screen)), closed)


def _offered(screen: MainScreen) -> Filter:
    if screen.entity is not None:
        return Filter(Field("entity", screen.app.library.entity(screen.entity).entity.name))
    searched = screen.listed.filter
    return EVERYTHING if Field("is", "muted") == searched.where else Filter(searched.where)


HANDLERS = {"mutes": mutes}
