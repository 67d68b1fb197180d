"""`tidewire demo`: the reader on the sample edition."""

from __future__ import annotations

import signal
import sys
import tempfile
from pathlib import Path
from types import FrameType

import click

from reader.cli.opening import open_on
from reader.cli.options import Command, pass_session
from reader.cli.session import Session
from reader.cli.terminal import need_terminal


@click.command(cls=Command)
@pass_session
def demo(session: Session) -> int:
    """Open the reader on the sample edition, in a cache that is thrown away."""
    need_terminal()
    _leave_in_order()
    with tempfile.TemporaryDirectory(prefix="tidewire-", ignore_cleanup_errors=True) as folder:
        cache = Path(folder) / "sample.db"
        from reader.samples import store_samples

        store_samples(cache)
        return open_on(session, cache, sample=True)


def _leave_in_order() -> None:
    """Let a terminal that goes away, or a polite kill, still throw the cache away."""

    def leave(number: int, _: FrameType | None) -> None:
        sys.exit(128 + number)

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), leave)
