"""Setting right what was found of the selected entity, and what was set right before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.commands.entities import renew

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen


def correct(screen: MainScreen, _number: int) -> None:
    """Offer what can be set right about the selected entity."""
    if screen.entity is None:
        screen.say("Select an entity first, with e")
        return
    from reader.ui import correcting

    correcting.begin(screen, screen.app.library.entity(screen.entity).entity)


def corrections(screen: MainScreen, _number: int) -> None:
    """List what was set right; each can be taken back."""
    from reader.ui.screens.corrections import CorrectionsScreen

    screen.app.push_screen(CorrectionsScreen(), lambda _: renew(screen))


HANDLERS = {"correct": correct, "corrections": corrections}
