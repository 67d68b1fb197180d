"""`tidewire mute`: rules that hide what one does not want to see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from reader.cli.options import pass_session
from reader.cli.reading import QueryCommand
from reader.cli.session import Session

if TYPE_CHECKING:
    from reader.library import Library
    from reader.model.mute import Mute


@click.command(cls=QueryCommand)
@click.argument("query", nargs=-1)
@click.option("--until", metavar="DAY", help="The last day: 2026-12-31, a month, a year, or 7d, 2w, 3m, 1y from now.")
@click.option("--remove", type=int, metavar="NUMBER", help="Let go of the rule of this number.")
@pass_session
def mute(session: Session, query: Sequence[str], until: str | None, remove: int | None) -> None:
    """Hide the articles that QUERY finds, and those like them that come; without one list the rules.

    QUERY is of the language of `tidewire list`. Nothing is deleted: `tidewire list is:muted` shows what is hidden.
    """
    if (remove is not None and (query or until)) or (until and not query):
        raise click.UsageError("Either a QUERY, perhaps with --until, or --remove.")
    with session.open() as library:
        if remove is not None:
            _say(session, "No longer muted", library.mutes.remove(remove))
        elif query:
            _say(session, "Muted", _add(library, query, until))
        else:
            _list(session, library.mutes.listed())


def _add(library: Library, query: Sequence[str], until: str | None) -> Mute:
    from datetime import UTC, datetime

    from reader.ingest.clean import clean_line
    from reader.query.mute import parse_mute

    line = clean_line(" ".join([*query, *([f"until:{until}"] if until else [])]))
    return library.mutes.add(*parse_mute(line, datetime.now(UTC).date()))


def _list(session: Session, found: Sequence[Mute]) -> None:
    from reader.cli.output import say, say_json

    for each in found:
        if session.json:
            say_json(_fields(each))
        else:
            ends = f" · over since {each.until}" if each.over else f" · until {each.until}" if each.until else ""
            say(f"{each.id:>4}  {each.articles:>6,} hidden  {_query(each)}{ends}")
    if not found:
        session.note("Nothing is muted; `tidewire mute QUERY` hides what it finds.")


def _say(session: Session, what: str, rule: Mute) -> None:
    from reader.cli.output import counted, say, say_json

    if session.json:
        say_json(_fields(rule))
    elif not session.quiet:
        ends = f" until {rule.until}" if rule.until else ""
        say(f"{what}{ends}: {_query(rule)} ({counted(rule.articles, 'article', 'articles')}); its number is {rule.id}.")


def _query(rule: Mute) -> str:
    from reader.query import write

    return write(rule.filter)


def _fields(rule: Mute) -> dict[str, Any]:
    return {
        "id": rule.id,
        "query": _query(rule),
        "until": rule.until,
        "over": rule.over,
        "articles": rule.articles,
        "made": rule.made,
    }
