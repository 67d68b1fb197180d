"""`tidewire quotes`: the quotations that were marked in articles and kept, listed, exported, let go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from reader.cli.options import Command, pass_session
from reader.cli.session import Session
from reader.config import STANDARD_STYLE

if TYPE_CHECKING:
    from reader.cite import Citation
    from reader.cite.markup import Markup
    from reader.library import Library
    from reader.model.quote import Quote


@click.command(cls=Command)
@click.argument("refs", nargs=-1, metavar="[REF]…")
@click.option("--style", metavar="NAME", help="The style of the citations: apa, mla, chicago and others.")
@click.option("--markup", type=click.Choice(["text", "markdown", "html"]), default="text", help="How italics are set.")
@click.option("--remove", type=int, metavar="NUMBER", help="Let go of the quotation of that number.")
@pass_session
def quotes(session: Session, refs: Sequence[str], style: str | None, markup: Markup, remove: int | None) -> int:
    """Print kept quotations with their citations, newest first, or those of articles; a REF is as for `cite`."""
    with session.open() as library:
        if remove is not None:
            return _remove(session, library, remove)
        _print(session, library, _wanted(library, refs), style or _standard(session), markup)
    return 0


def _standard(session: Session) -> str:
    """The style of the configuration, where that is one and no format for other programs."""
    from reader.cite import STYLES

    configured = session.load_config().citation
    return configured if configured and configured in STYLES else STANDARD_STYLE


def _remove(session: Session, library: Library, number: int) -> int:
    from reader.ingest.clean import clean_line
    from reader.typeset.cells import fit

    words = library.quotes.remove(number).words
    session.note(f"Quotation {number} is gone: {fit(clean_line(words), 60)}")
    return 0


def _wanted(library: Library, refs: Sequence[str]) -> list[Quote]:
    from reader.ingest.clean import clean_line

    if not refs:
        return library.quotes.listed()
    ids = dict.fromkeys(library.find_article(clean_line(ref)).id for ref in refs)
    return [quote for article_id in ids for quote in library.quotes.listed(article_id)]


def _print(session: Session, library: Library, found: Sequence[Quote], style: str, markup: Markup) -> None:
    from reader.cite import render
    from reader.cli.output import say, say_json

    if not found:
        session.note("No quotations are kept here; in the reader `v` marks sentences, and `y` keeps them.")
    for number, quote in enumerate(found):
        citation, address = library.quotes.source(quote)
        printed = render(citation, style, "entry", markup, quote.words, number=number + 1, address=address)
        if session.json:
            say_json(_fields(quote, citation, printed, address))
        else:
            say(("\n" if number else "") + (f"{quote.id:>5}  " if markup == "text" else "") + printed)


def _fields(quote: Quote, citation: Citation, printed: str, address: str) -> dict[str, Any]:
    return {
        "id": quote.id,
        "article": quote.article_id,
        "title": citation.plain_title,
        "quote": quote.words,
        "start": quote.start,
        "end": quote.end,
        "address": address or None,
        "created": quote.created,
        "text": printed,
    }
