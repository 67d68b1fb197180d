"""The turn of a day while the reader is open: mute rules end, and what is said of days changes."""

from __future__ import annotations

from datetime import UTC, date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.library import Library
    from reader.ui.app import TidewireApp

MINUTE = 60.0


def watch(app: TidewireApp) -> None:
    """Look every minute whether a day has ended, here or by UTC, which mute rules go by; then show the lists anew."""
    days = _days(app)

    def look() -> None:
        nonlocal days
        if days != (now := _days(app)):
            days = now
            app.mark(_end_rules)

    app.set_interval(MINUTE, look)


def _days(app: TidewireApp) -> tuple[date, date]:
    now = app.now()
    return now.date(), now.astimezone(UTC).date()


def _end_rules(library: Library) -> None:
    library.mutes.keep_time()
