"""`tidewire export`: the feeds, for another reader or another day."""

from __future__ import annotations

from pathlib import Path

import click

from reader.cli.options import Command, pass_session
from reader.cli.session import Session
from reader.errors import TidewireError, reason
from reader.files import write_whole


@click.command(cls=Command)
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[FILE]")
@click.option("--format", "format_", type=click.Choice(["opml", "newsboat"]), default="opml", help="OPML, or urls.")
@click.option("--all", "everything", is_flag=True, help="All that the cache holds; packed where the name ends in .gz.")
@click.option("--with-passwords", is_flag=True, help="With --all: also how to sign in to feeds.")
@pass_session
def export(session: Session, file: Path | None, format_: str, everything: bool, with_passwords: bool) -> None:
    """Write the feeds as OPML, or as newsboat's urls file: to FILE, or to stdout. Passwords are left out.

    With --all everything that the cache holds is written to FILE, and `tidewire import FILE` brings it back.
    """
    if with_passwords and not everything:
        raise click.UsageError("--with-passwords says what --all writes.")
    if everything:
        from reader.cli.archiving import export_everything

        export_everything(session, file, passwords=with_passwords)
        return
    from reader.cli.output import counted, say
    from reader.ingest.newsboat import write_urls
    from reader.ingest.opml import write_opml

    with session.open() as library:
        feeds = library.subscriptions.feeds()
    written = write_opml(feeds) if format_ == "opml" else write_urls(feeds)
    if file is None or str(file) == "-":
        say(written.rstrip("\n"), flush=True)
        return
    _write(file, written)
    session.note(f"{counted(len(feeds), 'feed', 'feeds')} written to {file}.")


def _write(file: Path, text: str) -> None:
    """All of it or nothing: a file that is there keeps its content until the new one is complete."""
    try:
        write_whole(file, [text.encode("utf-8")])
    except OSError as error:
        raise TidewireError(f"{file} cannot be written: {reason(error)}.") from None
