"""`tidewire fulltext`: the whole article from its page, in place of the summary, and back."""

from __future__ import annotations

from collections.abc import Sequence

import click

from reader.cli.options import Command, pass_session
from reader.cli.session import Session


@click.command(cls=Command)
@click.argument("ref", nargs=-1, required=True)
@click.option("--undo", is_flag=True, help="Bring back what the feed said.")
@pass_session
def fulltext(session: Session, ref: Sequence[str], undo: bool) -> None:
    """Fetch the page of an article and keep its text; REF is its id, its address or words of its title."""
    import asyncio

    from reader.cli.output import say, say_json
    from reader.ingest.clean import clean_line
    from reader.net.fulltext import take_one

    with session.open() as library:
        article = library.find_article(clean_line(" ".join(ref)))
        if undo:
            library.subscriptions.undo_full_text(article.id)
        else:
            asyncio.run(take_one(session.cache_file, session.load_config().network, article.id))
        now = library.article(article.id)
    if session.json:
        say_json({"id": now.id, "guid": now.row.guid, "full": now.full, "characters": len(now.text)})
    elif not session.quiet:
        say(f"{now.title}: {len(now.text.split()):,} words")
