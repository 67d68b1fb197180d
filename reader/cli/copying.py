"""Copying from the command line: the same ways as in the reader, with the terminal reached beside the output."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from reader import paths
from reader.cli.session import Session, tell

_NO_TERMINALS = ("", "dumb", "unknown")
_TERMINAL = Path("/dev/tty")


def copy_text(session: Session, text: str) -> int:
    """Copy and say by which way; the exit status is 1 where no clipboard could be reached."""
    from reader.ui.clipboard import copy

    result = copy(text, state_dir=paths.state_dir(), env=os.environ, write_osc52=_to_terminal())
    if result.way in ("file", "none"):
        tell(result.message)
        return 1
    session.note(result.message)
    return 0


def _to_terminal() -> Callable[[str], None] | None:
    """A way to hand a sequence to the terminal, whatever the output is redirected to; None where there is none."""
    if os.environ.get("TERM", "") in _NO_TERMINALS:
        return None
    try:
        _TERMINAL.open("wb", buffering=0).close()
    except OSError:
        return None

    def write(sequence: str) -> None:
        with _TERMINAL.open("wb", buffering=0) as terminal:
            data = memoryview(sequence.encode("ascii"))
            while data:
                data = data[terminal.write(data) or 0 :]

    return write
