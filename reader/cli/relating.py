"""`tidewire related` and `storylines`: the stories that belong to a story, and those that are one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from reader.cli.annotating import annotate_first, no_annotate_option
from reader.cli.options import Command, pass_session
from reader.cli.session import Session
from reader.model.relation import RelationGroup

if TYPE_CHECKING:
    from reader.library import Library
    from reader.model.article import ArticleRow
    from reader.model.relation import Relation, Storyline
    from reader.relate.folding import Story


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


@click.command(cls=Command)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="No more than N of them.")
@no_annotate_option
@pass_session
def storylines(session: Session, limit: int | None, no_annotate: bool) -> None:
    """List storylines, articles that tell one event as it unfolds: that with the newest article first."""
    from reader.cli.output import say, say_json

    if not no_annotate:
        annotate_first(session)
    empty = True
    with session.open() as library:
        for storyline in library.stories.storylines(limit=limit):
            if session.json:
                say_json(_storyline_fields(storyline))
            else:
                say(_storyline_lines(storyline))
            empty = False
    if empty:
        session.note("No storylines are known yet.")


def _storyline_fields(storyline: Storyline) -> dict[str, Any]:
    from reader.cli.output import article_fields

    return {
        "id": storyline.id,
        "title": storyline.title,
        "articles": [article_fields(row) for row in storyline.articles],
        "first": storyline.first,
        "last": storyline.last,
    }


def _storyline_lines(storyline: Storyline) -> str:
    from reader.cli.output import counted, width
    from reader.typeset.cells import fit

    note = f"  {counted(storyline.size, 'article', 'articles')}"
    lines = [fit(storyline.title, width() - len(note)) + note]
    for row in storyline.articles:
        head = f"{row.id:>5}  {(row.published or '')[:10]:<10}  "
        lines.append(head + fit(row.title, width() - len(head)))
    return "\n".join([*lines, ""])


def _print_one(session: Session, library: Library, ref: str) -> None:
    from reader.cli.output import say_json
    from reader.ingest.clean import clean_line

    article = library.find_article(clean_line(ref))
    found = library.stories.related(article.id)
    if session.json:
        for relation in found:
            say_json(_fields(relation))
    else:
        _print_groups(found)
    if not found:
        session.note(f"No story related to “{article.title}” is known.")


def _print_all(library: Library) -> None:
    from reader.cli.output import say_json
    from reader.cli.reading import all_rows
    from reader.model.article import ListQuery

    for row in all_rows(library, ListQuery()):
        say_json(_of(library, row))


def _of(library: Library, row: ArticleRow) -> dict[str, Any]:
    return {"article": row.id, "guid": row.guid, "related": [_fields(each) for each in library.stories.related(row.id)]}


def _fields(relation: Relation) -> dict[str, Any]:
    from reader.cli.output import article_fields

    return article_fields(relation.article) | {
        "score": round(relation.score, 4),
        "reasons": list(relation.reasons),
        "group": relation.group.value,
        "copy_of": relation.copy_of,
    }


_HEADINGS = {
    RelationGroup.STORYLINE: "The same story",
    RelationGroup.RELATED: "Related",
    RelationGroup.BACKGROUND: "Background",
    RelationGroup.LISTED: "Listed by the publisher",
}


def _print_groups(found: Sequence[Relation]) -> None:
    """The related stories under their headings, copies of one text in one place."""
    from reader.cli.output import say
    from reader.relate.folding import fold

    number = 0
    for group, heading in _HEADINGS.items():
        stories = fold(each for each in found if each.group is group)
        if stories:
            say(f"{heading}:")
        for story in stories:
            number += 1
            say(_lines(number, story))


def _lines(number: int, story: Story) -> str:
    from reader.cli.output import width, wrapped
    from reader.typeset.cells import fit

    row = story.row
    head = f"{number:>3}  {row.id:>5}  {(row.published or '')[:10]:<10}  "
    more = (f"and {story.copies} with the same text",) if story.copies else ()
    reasons = "; ".join((*story.relation.reasons, *more))
    below = "\n" + wrapped(reasons, indent=12) if reasons else ""
    return head + fit(row.title, width() - len(head)) + below
