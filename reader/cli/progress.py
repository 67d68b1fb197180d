"""How far something is: a line on stderr that the next one takes the place of."""

from __future__ import annotations

import os
import sys

USUAL = 80  # columns, where the terminal does not say


class PassingLine:
    """The line; it is shown in a terminal alone (`alive`), cut to its width, so that it can be taken away."""

    def __init__(self, *, quiet: bool) -> None:
        self.alive = sys.stderr.isatty() and not quiet
        self._length = 0

    def show(self, text: str) -> None:
        if self.alive:
            self.clear()
            line = text[: _columns() - 1]
            self._length = len(line)
            _write(line)

    def clear(self) -> None:
        """Take the line away, before anything else is written."""
        if self._length:
            _write("\r" + " " * self._length + "\r")
            self._length = 0


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or USUAL
    except (OSError, ValueError):
        return USUAL


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
