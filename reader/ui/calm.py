"""When what happens by itself may be drawn: between the keys, so that no key waits for it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.ui.app import TidewireApp

PACE = 0.5  # seconds between two looks at what has happened
QUIET = 0.3  # seconds after a key in which the panes are the reader's alone


def keys_come(app: TidewireApp) -> bool:
    """Whether a key was pressed just now, so that another one may follow."""
    return time.monotonic() - app.last_key < QUIET
