"""`tidewire export`: the feeds, for another reader or another day."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click

from reader.cli.session import Command, Session, pass_session
from reader.errors import TidewireError


@click.command(cls=Command)
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[FILE]")
@click.option("--format", "format_", type=click.Choice(["opml", "newsboat"]), default="opml", help="OPML, or urls.")
@pass_session
def export(session: Session, file: Path | None, format_: str) -> None:
    """Write the feeds as OPML, or as newsboat's urls file: to FILE, or to stdout. Passwords are left out."""
    from reader.cli.output import counted, say
    from reader.ingest.newsboat import write_urls
    from reader.ingest.opml import write_opml

    with session.open() as library:
        feeds = library.subscriptions.feeds()
    written = write_opml(feeds) if format_ == "opml" else write_urls(feeds)
    if file is None:
        say(written.rstrip("\n"), flush=True)
        return
    _write(file, written)
    session.note(f"{counted(len(feeds), 'feed', 'feeds')} written to {file}.")


def _write(file: Path, text: str) -> None:
    """All of it or nothing: a file that is there keeps its content until the new one is complete."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        Path(name).replace(file)
    except OSError as error:
        raise TidewireError(f"{file} cannot be written: {(error.strerror or str(error)).lower()}.") from None
