"""Backups while the reader is open: looked after now and then, written by a process of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.ui.app import TidewireApp

FIRST = 10.0  # seconds after the start, which has other things to do
LATER = 3600.0


def keep(app: TidewireApp) -> None:
    """See to it that a backup is made once a day."""
    app.set_timer(FIRST, lambda: _look(app))
    app.set_interval(LATER, lambda: _look(app))


def _look(app: TidewireApp) -> None:
    from reader.store.safety import backup

    if backup.is_due(app.cache):
        app.run_worker(_make(app), group="backup", exit_on_error=False)


async def _make(app: TidewireApp) -> None:
    from reader.ui.child import Child

    child = Child(app, "backup", "--due")
    await child.last()
    if child.error:
        app.main.say(child.error, error=True)
