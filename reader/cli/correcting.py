"""`tidewire entity` and `corrections`: setting right what was found, and taking that back."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli.annotating import annotate_first
from reader.cli.options import Command, global_options, pass_session
from reader.cli.session import Session, tell
from reader.errors import CorrectionError, ImportFailedError, reason

if TYPE_CHECKING:
    from reader.library import Library
    from reader.model.correction import Correction
    from reader.model.entity import Entity

STDIN = "-"


@click.group("entity", params=global_options())
def entity() -> None:
    """Set right what was found of people, places, organisations and things.

    ENTITY is any of its names, or its id. What you set right is kept for ever and wins over all that is found;
    `tidewire corrections` lists it and takes it back.
    """


def _correct(session: Session, make: Callable[[Library], tuple[int, str]]) -> None:
    """Make one correction and say which; `make` gives its number and what is so from now on."""
    from reader.cli.output import say, say_json

    annotate_first(session)
    with session.open() as library:
        number, sentence = make(library)
    if session.json:
        say_json({"correction": number})
    elif not session.quiet:
        say(f"{sentence} `tidewire corrections --undo {number}` takes that back.")


def _find(library: Library, name: str) -> Entity:
    return library.find_entity(_clean(name))


def _clean(text: str) -> str:
    from reader.ingest.clean import clean_line

    return clean_line(text)


@entity.command(cls=Command)
@click.argument("entity")
@click.argument("name")
@pass_session
def rename(session: Session, entity: str, name: str) -> None:
    """Call ENTITY by the name NAME, whatever fuller one an article brings."""

    def make(library: Library) -> tuple[int, str]:
        one, called = _find(library, entity), _clean(name)
        return library.corrections.rename(one.id, called), f"{one.name} is called {called} now."

    _correct(session, make)


@entity.command(cls=Command)
@click.argument("entity")
@click.argument("into")
@pass_session
def merge(session: Session, entity: str, into: str) -> None:
    """Make ENTITY part of INTO: they are one."""

    def make(library: Library) -> tuple[int, str]:
        one, other = _find(library, entity), _find(library, into)
        return library.corrections.merge(one.id, other.id), f"{one.name} is one with {other.name} now."

    _correct(session, make)


@entity.command(cls=Command)
@click.argument("entity")
@click.argument("name")
@click.option("--to", metavar="OTHER", help="The entity that the name belongs to; else it becomes one of its own.")
@pass_session
def split(session: Session, entity: str, name: str, to: str | None) -> None:
    """Split the name NAME off ENTITY."""

    def make(library: Library) -> tuple[int, str]:
        one, split_off = _find(library, entity), _clean(name)
        other = _find(library, to).id if to else None
        return library.corrections.split(one.id, split_off, other), f"“{split_off}” is not {one.name} any more."

    _correct(session, make)


@entity.command(cls=Command)
@click.argument("entity")
@pass_session
def hide(session: Session, entity: str) -> None:
    """Show ENTITY nowhere."""

    def make(library: Library) -> tuple[int, str]:
        one = _find(library, entity)
        return library.corrections.hide(one.id), f"{one.name} is hidden now."

    _correct(session, make)


@entity.command("label", cls=Command)
@click.argument("entity")
@click.argument("label")
@pass_session
def relabel(session: Session, entity: str, label: str) -> None:
    """Say what kind of thing ENTITY is: PERSON, ORG, GPE, LOC, NORP, FAC, EVENT, PRODUCT, LAW or WORK_OF_ART."""
    from reader.model.entity import Label

    wanted = label.strip().upper().replace(" ", "_").replace("-", "_")
    if wanted not in list(Label):
        raise CorrectionError(f"There is no label {label}; there are {', '.join(Label)}.")

    def make(library: Library) -> tuple[int, str]:
        one = _find(library, entity)
        return library.corrections.relabel(one.id, Label(wanted)), f"{one.name} is {wanted} now."

    _correct(session, make)


@entity.command(cls=Command)
@click.argument("entity")
@click.option("--in", "article", metavar="ARTICLE", required=True, help="The article: its id, address or title.")
@click.option("--name", metavar="NAME", help="Only where it is named so.")
@click.option("--is", "other", metavar="OTHER", help="The entity that is meant; else it is none at all.")
@pass_session
def wrong(session: Session, entity: str, article: str, name: str | None, other: str | None) -> None:
    """Say that ENTITY is not meant in one article."""

    def make(library: Library) -> tuple[int, str]:
        one, where = _find(library, entity), library.find_article(_clean(article))
        meant = _find(library, other) if other else None
        called = _clean(name) if name else None
        number = library.corrections.wrong_here(one.id, where.id, called, meant.id if meant else None)
        instead = f"but {meant.name}" if meant else "nor any entity"
        return number, f"“{where.title}” does not mean {one.name} there, {instead}."

    _correct(session, make)


@click.command(cls=Command)
@click.option("--undo", type=int, metavar="NUMBER", help="Take the correction of this number back.")
@click.option("--import", "file", metavar="FILE", help="Make the corrections that --json has written; - is stdin.")
@pass_session
def corrections(session: Session, undo: int | None, file: str | None) -> int:
    """List what you have set right about entities; with --json as lines that another cache can import."""
    if undo is not None and file is not None:
        raise click.UsageError("Either --undo or --import.")
    if file is not None:
        return _import(session, file)
    with session.open() as library:
        if undo is not None:
            library.corrections.undo(undo)
            session.note(f"Correction {undo} is taken back.")
        else:
            _list(session, library.corrections.listed())
    return 0


def _list(session: Session, found: Sequence[Correction]) -> None:
    from reader.cli.output import say, say_json
    from reader.ingest.corrections import correction_fields
    from reader.model.correction import sentence

    for each in found:
        if session.json:
            say_json({"id": each.id, **correction_fields(each)})
        else:
            say(f"{each.id:>5}  {each.made[:10]}  {sentence(each)}")
    if not found:
        session.note("Nothing has been set right yet; `tidewire entity --help` says how.")


def _import(session: Session, file: str) -> int:
    from reader.ingest.corrections import parse_corrections
    from reader.library import Library

    try:
        with nullcontext(sys.stdin.buffer) if file == STDIN else Path(file).open("rb") as stream:
            found = list(parse_corrections(stream))
    except OSError as error:
        raise ImportFailedError(f"{file}: The file cannot be read: {reason(error)}.") from None
    for each in found:
        if isinstance(each, ImportFailedError):
            tell(f"{file}: {each}")
    sound = [each for each in found if not isinstance(each, ImportFailedError)]
    with Library.open(session.cache_file) as library:
        new = library.corrections.take_in(sound)
    session.note(f"{new:,} of {len(found):,} corrections are new here.")
    return 1 if len(sound) < len(found) else 0
