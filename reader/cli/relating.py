"""`tidewire related`: the stories that belong to a story."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from reader.cli.annotating import annotate_first, no_annotate_option
from reader.cli.session import Command, Session, pass_session

if TYPE_CHECKING:
    from reader.library import Library
    from reader.model.article import ArticleRow
    from reader.model.relation import Relation


@click.command(cls=Command)
@click.argument("ref", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Of every article, one JSON line each.")
@no_annotate_option
@pass_session
def related(session: Session, ref: Sequence[str], every: bool, no_annotate: bool) -> None:
    """List the stories related to an article, with the reasons; REF is its id, its address or words of its title."""
    if bool(ref) == every:
        raise click.UsageError("Name one article, or all of them with --all.")
    if not no_annotate:
        annotate_first(session)
    with session.open() as library:
        if every:
            _print_all(library)
        else:
            _print_one(session, library, " ".join(ref))


def _print_one(session: Session, library: Library, ref: str) -> None:
    from reader.cli.output import say, say_json
    from reader.ingest.clean import clean_line

    article = library.find_article(clean_line(ref))
    found = library.related(article.id)
    for number, relation in enumerate(found, 1):
        if session.json:
            say_json(_fields(relation))
        else:
            say(_lines(number, relation))
    if not found:
        session.note(f"No story related to “{article.title}” is known.")


def _print_all(library: Library) -> None:
    from reader.cli.output import say_json
    from reader.cli.reading import all_rows
    from reader.model.article import ListQuery

    for row in all_rows(library, ListQuery()):
        say_json(_of(library, row))


def _of(library: Library, row: ArticleRow) -> dict[str, Any]:
    return {"article": row.id, "guid": row.guid, "related": [_fields(each) for each in library.related(row.id)]}


def _fields(relation: Relation) -> dict[str, Any]:
    from reader.cli.output import article_fields

    return article_fields(relation.article) | {
        "score": round(relation.score, 4),
        "reasons": list(relation.reasons),
    }


def _lines(number: int, relation: Relation) -> str:
    from reader.cli.output import width, wrapped
    from reader.typeset.cells import fit

    row = relation.article
    head = f"{number:>3}  {row.id:>5}  {(row.published or '')[:10]:<10}  "
    reasons = "; ".join(relation.reasons)
    below = "\n" + wrapped(reasons, indent=12) if reasons else ""
    return head + fit(row.title, width() - len(head)) + below
