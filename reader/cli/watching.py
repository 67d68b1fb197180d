"""`tidewire watch`: the entities whose news is counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from reader.cli.annotating import annotate_first, no_annotate_option
from reader.cli.options import Command, pass_session
from reader.cli.session import Session

if TYPE_CHECKING:
    from reader.model.entity import Watched


@click.command(cls=Command)
@click.argument("entity", nargs=-1)
@click.option("--stop", is_flag=True, help="Watch ENTITY no longer.")
@no_annotate_option
@pass_session
def watch(session: Session, entity: Sequence[str], stop: bool, no_annotate: bool) -> None:
    """Watch ENTITY; without one list those watched, with what is new of each since it was last looked at."""
    if stop and not entity:
        raise click.UsageError("Name the entity that is no longer to be watched.")
    from reader.ingest.clean import clean_line

    if not no_annotate:
        annotate_first(session)
    with session.open() as library:
        if entity:
            wanted = library.find_entity(clean_line(" ".join(entity)))
            library.watches.set(wanted.id, not stop)
            session.note(f"{wanted.name} is {'no longer watched' if stop else 'watched'}.")
        else:
            _print(session, library.watches.listed())


def _print(session: Session, found: Sequence[Watched]) -> None:
    from reader.cli.output import column, counted, say, say_json

    for each in found:
        if session.json:
            say_json(
                {
                    "id": each.entity.id,
                    "name": each.entity.name,
                    "label": each.entity.label.value,
                    "since": each.since,
                    "new_articles": each.new_articles,
                    "new_mentions": each.new_mentions,
                }
            )
        else:
            news = counted(each.new_articles, "new article", "new articles") if each.new_articles else "nothing new"
            say(f"{column(each.entity.name, 40)}  {each.entity.label:<11}  {news}")
    if not found:
        session.note("No entity is watched; `tidewire watch ENTITY` watches one.")
