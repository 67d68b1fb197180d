"""`tidewire` itself and `tidewire demo`: the commands that open the reader."""

from __future__ import annotations

import signal
import sys
import tempfile
from pathlib import Path
from types import FrameType

import click

from reader.cli.session import Command, Session, pass_session
from reader.cli.terminal import ask_for_plain_letters, need_terminal


def open_reader(session: Session) -> int:
    """Open the reader on the cache, which is made where there is none."""
    return _open(session, session.cache_file)


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
        return _open(session, cache, sample=True)


def _open(session: Session, cache: Path, *, sample: bool = False) -> int:
    need_terminal()
    config = session.load_config()
    from reader.ui.app import run

    ask_for_plain_letters()
    return run(cache, config, recogniser=session.recogniser, backups=not sample, tour=sample)


def _leave_in_order() -> None:
    """Let a terminal that goes away, or a polite kill, still throw the cache away."""

    def leave(number: int, _: FrameType | None) -> None:
        sys.exit(128 + number)

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), leave)
