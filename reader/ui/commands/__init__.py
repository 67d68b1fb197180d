"""What each command of reader.keys does on the main screen: one function a command, one file a group."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from reader.ui.commands import (
    citing,
    correcting,
    entities,
    feeds,
    finding,
    marks,
    moving,
    muting,
    program,
    quoting,
    reading,
    watching,
)
from reader.ui.commands.entities import Choice, choose

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen

Handler = Callable[["MainScreen", int], None]

HANDLERS: Mapping[str, Handler] = {
    **moving.HANDLERS,
    **reading.HANDLERS,
    **feeds.HANDLERS,
    **entities.HANDLERS,
    **correcting.HANDLERS,
    **watching.HANDLERS,
    **citing.HANDLERS,
    **quoting.HANDLERS,
    **marks.HANDLERS,
    **finding.HANDLERS,
    **muting.HANDLERS,
    **program.HANDLERS,
}

__all__ = ["HANDLERS", "Choice", "Handler", "choose"]
