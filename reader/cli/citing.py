"""`tidewire cite`: citations of stored articles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from reader.cli.session import Command, Session, pass_session

if TYPE_CHECKING:
    from reader.cite import Citation
    from reader.cite.registry import Part

STANDARD = "apa"


@click.command(cls=Command)
@click.argument("refs", nargs=-1, required=True, metavar="REF…")
@click.option("--style", "--format", "style", metavar="NAME", help="apa, mla, chicago, bibtex, markdown and others.")
@click.option(
    "--part",
    type=click.Choice(["entry", "cite", "note"]),
    default="entry",
    help="The bibliography entry, what stands in the text, or the note.",
)
@pass_session
def cite(session: Session, refs: Sequence[str], style: str | None, part: str) -> None:
    """Print the citation of articles; a REF is an id, an address or a title."""
    from reader.cite import Citation
    from reader.cli.output import say, say_json
    from reader.ingest.clean import clean_line

    style = style or session.load_config().citation or STANDARD
    with session.open() as library:
        articles = [library.find_article(clean_line(ref)) for ref in refs]
    citations = [Citation.from_article(article) for article in articles]
    if session.json:
        for article, citation in zip(articles, citations, strict=True):
            text = _printed([citation], style, part)
            say_json({"id": article.id, "guid": article.row.guid, "style": style, "part": part, "text": text})
    else:
        say(_printed(citations, style, part))


def _printed(citations: Sequence[Citation], style: str, part: str) -> str:
    """The citations as one text; CiteError for an unknown style, or a part that a format does not have."""
    from reader.cite import cite_all, render

    if part == "entry":
        return cite_all(citations, style).rstrip("\n")
    wanted: Part = "cite" if part == "cite" else "note"
    return "\n".join(render(citation, style, wanted, number=number) for number, citation in enumerate(citations, 1))
