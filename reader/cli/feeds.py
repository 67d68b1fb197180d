"""`tidewire feeds` and `remove`: which feeds there are, how they do, and letting go of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from reader.cli.options import Command, pass_session
from reader.cli.session import Session
from reader.errors import NotFoundError

if TYPE_CHECKING:
    from reader.doors.subscriptions import Subscriptions
    from reader.model.feed import Feed


@click.command("feeds", cls=Command)
@click.option("--errors", is_flag=True, help="Only the feeds that went wrong last, or that rest.")
@pass_session
def feeds_(session: Session, errors: bool) -> None:
    """List the feeds with their articles, and what went wrong with them."""
    from reader.cli.output import say, say_json

    with session.open() as library:
        every = library.subscriptions.feeds(counts=True)
    shown = [feed for feed in every if not errors or feed.error or feed.resting]
    for feed in shown:
        if session.json:
            say_json(feed_fields(feed))
        else:
            say(_line(feed))
    if not shown:
        session.note("Every feed is well." if every else "There are no feeds; `tidewire add ADDRESS` adds one.")


def feed_fields(feed: Feed) -> dict[str, Any]:
    """A feed as a JSON object."""
    return {
        "id": feed.id,
        "feed": feed.url,
        "title": feed.title,
        "site": feed.site_url,
        "folder": feed.folder,
        "tags": list(feed.tags),
        "articles": feed.articles,
        "unread": feed.unread,
        "checked": feed.checked,
        "next": feed.next_fetch,
        "error": feed.error,
        "resting": feed.resting is not None,
    }


def _line(feed: Feed) -> str:
    from reader.cli.output import column, moment

    state = "rests" if feed.resting else "error" if feed.error else ""
    start = f"{feed.id:>4}  {feed.unread:>5}/{feed.articles:<6} {state:<6} {column(feed.name, 34)}  "
    folder = f"{feed.folder} · " if feed.folder else ""
    lines = [f"{start}{folder}{feed.url}"]
    if feed.error:
        lines.append(f"{'':20} {feed.error}")
    if feed.resting:
        lines.append(f"{'':20} `tidewire reload {feed.id}` asks it again.")
    elif feed.error and (when := feed.not_before or feed.next_fetch):
        lines.append(f"{'':20} Due again from {moment(when)} on.")
    return "\n".join(lines)


@click.command(cls=Command)
@click.argument("refs", nargs=-1, required=True, metavar="FEED…")
@click.option("--with-articles", is_flag=True, help="Its articles go too, but for those with a star or another feed.")
@pass_session
def remove(session: Session, refs: Sequence[str], with_articles: bool) -> None:
    """Let go of feeds; FEED is an id, an address or a name. Their articles stay, unless told otherwise."""
    from reader.cli.output import counted, say, say_json
    from reader.library import Library

    with Library.open(session.existing(), create=False) as library:
        for feed in chosen(library.subscriptions, refs):
            gone = library.subscriptions.remove(feed.id, with_articles=with_articles)
            if session.json:
                say_json({"removed": feed.url, "articles": gone}, flush=True)
            elif not session.quiet:
                said = f", with {counted(gone, 'article', 'articles')}" if with_articles else "; its articles stay"
                say(f"{feed.name}: removed{said}", flush=True)


def chosen(subscriptions: Subscriptions, refs: Sequence[str]) -> list[Feed]:
    """The feeds that are meant, each once; NotFoundError."""
    found = {feed.id: feed for feed in (subscriptions.find(ref) for ref in refs)}
    if not found:
        raise NotFoundError("There are no feeds; `tidewire add ADDRESS` adds one.")
    return list(found.values())
