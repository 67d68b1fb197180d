"""When what happens by itself may be drawn: between the keys, so that no key waits for it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.ui.app import TidewireApp

PACE = 0.5  # seconds between two looks at what has happened
QUIET = 0.3  # seconds after a key in which the panes are the reader's alone
LONGEST = 10.0  # seconds for which news are kept back while one key follows the other


class Calm:
    """Whether news of one kind may be drawn now, and when they were drawn last."""

    def __init__(self, app: TidewireApp) -> None:
        self._app = app
        self._drawn = 0.0

    @property
    def keys_come(self) -> bool:
        """Whether one key follows the other, and has not for too long."""
        now = time.monotonic()
        return now - self._app.last_key < QUIET and now - self._drawn < LONGEST

    def drawn(self) -> None:
        """News are drawn now."""
        self._drawn = time.monotonic()
