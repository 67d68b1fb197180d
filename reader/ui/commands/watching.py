"""Watching entities, and the list of those watched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model.article import ListQuery

if TYPE_CHECKING:
    from reader.library import Library
    from reader.ui.screens.main import MainScreen


def watch(screen: MainScreen, _number: int) -> None:
    """Watch the selected entity, or no longer; written in the background."""
    entity_id = screen.entity
    if entity_id is None:
        screen.say("Select an entity first, with e")
        return

    def turn(library: Library) -> str:
        wanted = not library.watches.is_watched(entity_id)
        library.watches.set(entity_id, wanted)
        screen.app.call_later(screen.show_side, keep=True)
        name = library.entity(entity_id).entity.name
        said = f"{name} is {'watched' if wanted else 'no longer watched'}"
        screen.app.undo.push(said, lambda again: again.watches.set(entity_id, not wanted))
        return f"{name} is watched · W lists what is new" if wanted else f"{name} is no longer watched"

    screen.app.mark(turn)


def watched(screen: MainScreen, _number: int) -> None:
    """Offer the watched entities; the articles of the one that is chosen fill the list."""
    from reader.ui.screens.watched import EVERY, WatchedScreen

    found = screen.app.library.watches.listed()
    if not found:
        screen.say("No entity is watched yet · e selects one, w watches it")
        return

    def chosen(entity_id: int | None) -> None:
        if entity_id is None:
            return
        only = None if entity_id == EVERY else entity_id
        screen.listed = ListQuery(watched=True) if only is None else ListQuery(entity_id=only)
        screen.show_pane("list")

        def visit(library: Library) -> None:
            library.watches.visit(only)

        screen.app.mark(visit)

    screen.app.push_screen(WatchedScreen(found), chosen)


HANDLERS = {"watch": watch, "watched": watched}
