"""Opening the reader: `tidewire` itself, and `tidewire demo`. click is not needed for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.session import Session
from reader.cli.terminal import ask_for_plain_letters, need_terminal
from reader.errors import ConfigError

if TYPE_CHECKING:
    from reader.config import Config


def open_reader(session: Session) -> int:
    """Open the reader on the cache, which is made where there is none."""
    return open_on(session, session.cache_file)


def open_on(session: Session, cache: Path, *, sample: bool = False) -> int:
    """Open it on another cache; `sample` is one that is thrown away, and whose reader is offered the tour."""
    need_terminal()
    config = proven(session)
    from reader.ui.app import run

    ask_for_plain_letters()
    return run(cache, config, recogniser=session.recogniser, backups=not sample, tour=sample)


def proven(session: Session) -> Config:
    """The configuration; where something in it is wrong, what only the screen can prove is told with the rest."""
    from reader.config import PartlyReadError

    try:
        return session.load_config()
    except PartlyReadError as error:
        from reader.ui.proofs import mistakes

        raise ConfigError(*error.mistakes, *mistakes(error.rest)) from None
