"""The whole cache in one file, out and in, and small backups of what no feed brings again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli.options import Command, pass_session
from reader.cli.session import Session, tell
from reader.errors import ImportFailedError, TidewireError

if TYPE_CHECKING:
    from reader.library import Library
    from reader.store.safety.restoring import Restored

SHOWN_ERRORS = 20
NAMES = {
    "feeds": ("new feed", "new feeds"),
    "quotes": ("quotation", "quotations"),
    "corrections": ("correction", "corrections"),
    "searches": ("saved search", "saved searches"),
    "mutes": ("mute rule", "mute rules"),
    "watches": ("watched entity", "watched entities"),
}


def export_everything(session: Session, file: Path | None, *, passwords: bool) -> None:
    """`tidewire export --all`: one file, with a note on what is not in it."""
    if file is None:
        raise click.UsageError("--all writes to a file; name one.")
    with session.open() as library:
        library.upkeep.export(file, secrets=passwords)
        secret = len(library.subscriptions.signing_in())
    session.note(f"Everything is in {file}; `tidewire import` brings it back, into any cache.")
    if passwords and secret:
        session.note(f"It holds how to sign in to {secret:,} of the feeds, readable by whoever has it.")
    elif secret:
        session.note(f"How to sign in to {secret:,} of the feeds was left out; --with-passwords takes it along.")


def import_archive(session: Session, library: Library, file: Path) -> int:
    """Take in what `export --all` or a backup wrote; the number of errors, each of which has been told."""
    from reader.store.safety import backup

    errors: list[str] = []
    try:
        with file.open("rb") as stream:
            ours = file.resolve().parent == backup.folder().resolve()
            restored = library.upkeep.take_in(stream, errors, trusted=ours)
    except ImportFailedError as error:
        tell(f"{file}: {error}")
        return 1
    for sentence in errors[:SHOWN_ERRORS]:
        tell(f"{file}: {sentence}")
    if len(errors) > SHOWN_ERRORS:
        tell(f"{file}: {len(errors) - SHOWN_ERRORS:,} more lines could not be read.")
    _report(session, file, restored)
    return len(errors)


def _report(session: Session, file: Path, restored: Restored) -> None:
    from reader.cli.output import counted, say, say_json
    from reader.ingest.clean import clean_line

    new = {name: restored.new.get(name, 0) for name in NAMES}
    if session.json:
        say_json({"stored": list(restored.stored), "file": clean_line(str(file)), **new}, flush=True)
    elif not session.quiet:
        known = restored.articles - len(restored.stored)
        parts = [f"{counted(len(restored.stored), 'article', 'articles')} stored"]
        parts += [f"{known:,} already known"] if known else []
        parts += [counted(count, *NAMES[name]) for name, count in new.items() if count]
        say(f"{clean_line(str(file))}: {', '.join(parts)}", flush=True)


@click.command(cls=Command)
@click.option("--due", is_flag=True, help="Only where there is none of today yet and the cache has changed.")
@pass_session
def backup(session: Session, due: bool) -> None:
    """Write a small backup of what no feed brings again: feeds, marks, quotations, corrections, tags, saved searches.

    The reader does this by itself once a day; the last three days and three weeks are kept. `tidewire import FILE`
    brings one back.
    """

    if due:
        back_up_if_due(session)
        return
    file = _back_up(session)
    if session.json:
        from reader.cli.output import say_json

        say_json({"backup": str(file)})
    session.note(f"The backup is in {file}.")


def back_up_if_due(session: Session) -> None:
    """Write a backup where one is due; what goes wrong with it is told and stops nothing else."""
    from reader.store.safety import backup as backups

    if not backups.is_due(session.cache_file):
        return
    try:
        _back_up(session)
    except TidewireError as error:
        tell(str(error))


def _back_up(session: Session) -> Path:
    from reader.store.safety import backup as backups

    with session.connection() as db:
        return backups.make(db)
