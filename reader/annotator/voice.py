"""The one stream that a process answers on."""

from __future__ import annotations

import os


class Voice:
    """The process's stdout, kept from everything else that may print in it."""

    def __init__(self) -> None:
        self._stream = os.fdopen(os.dup(1), "wb", buffering=0)
        os.dup2(2, 1)

    def move(self, descriptor: int) -> None:
        """Answer on another stream from now on."""
        os.dup2(descriptor, self._stream.fileno())

    def say(self, line: bytes) -> None:
        """Write a whole line at once; BrokenPipeError where nobody listens any more."""
        rest = memoryview(line)
        while rest:
            rest = rest[self._stream.write(rest) or 0 :]
