"""`tidewire add`: a feed by its address, or by that of a site that has one."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from reader.cli.options import Command, pass_session
from reader.cli.session import Session, tell
from reader.errors import TidewireError

if TYPE_CHECKING:
    from reader.model.feed import Delivered, Feed, Secret
    from reader.net.adding import Found

SHOWN = 5


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the options say of the feeds to add."""

    title: str | None
    folder: str | None
    tags: tuple[str, ...]
    user_agent: str | None
    full_text: bool | None
    secret: Secret | None
    choose: str | None


def _clean(_context: object, _option: object, value: str | Sequence[str] | None) -> str | Sequence[str] | None:
    """What is typed may have been pasted, and stands in lists as it is kept."""
    from reader.ingest.clean import clean_line

    if isinstance(value, str):
        return clean_line(value) or None
    return tuple(name for each in value or () if (name := clean_line(each))) if value is not None else None


@click.command(cls=Command)
@click.argument("addresses", nargs=-1, required=True, metavar="ADDRESS…")
@click.option("--title", metavar="NAME", callback=_clean, help="Your own name for it.")
@click.option("--folder", metavar="NAME", callback=_clean, help="The folder it goes to.")
@click.option("--tag", "tags", multiple=True, metavar="NAME", callback=_clean, help="A tag; may be given again.")
@click.option("--user", metavar="NAME", help="The user to sign in as; the password is read from stdin.")
@click.option("--token", is_flag=True, help="Sign in with a token, read from stdin.")
@click.option("--user-agent", metavar="TEXT", help="What to call the program to this server.")
@click.option("--full-text/--no-full-text", default=None, help="Fetch the page of every new article, or no longer.")
@click.option("--choose", metavar="ADDRESS", help="Of the feeds that a page offers, this one.")
@click.option("--preview", is_flag=True, help="Show what is there; keep nothing.")
@pass_session
def add(
    session: Session,
    /,
    addresses: Sequence[str],
    preview: bool,
    user: str | None,
    token: bool,
    **wishes: object,
) -> int:
    """Subscribe to feeds; ADDRESS is that of a feed, or of a site whose feed is looked for."""
    wish = _Wish(secret=_secret(user, token=token), **wishes)  # type: ignore[arg-type]
    errors = 0
    for address in addresses:
        try:
            _add(session, address, wish, preview=preview)
        except TidewireError as error:
            _refuse(session, address, error)
            errors += 1
    return 1 if errors else 0


def _refuse(session: Session, address: str, error: TidewireError) -> None:
    """Say why a feed was not added; a program hears too whether the server asked who is there (401)."""
    from reader.cli.output import say_json

    tell(f"{address}: {error}" if address.strip() else str(error))
    if session.json:
        say_json({"address": address, "error": str(error), "status": getattr(error, "status", None)}, flush=True)


def _secret(user: str | None, *, token: bool) -> Secret | None:
    """Passwords are neither arguments, which every process can read, nor shown."""
    from reader.model.feed import Secret

    if user is None and not token:
        return None
    if sys.stdin.isatty():
        said = click.prompt("Token" if token else "Password", hide_input=True, err=True)
    else:
        said = sys.stdin.readline().rstrip("\n")
    return Secret(token=said) if token else Secret(user, said)


def _add(session: Session, address: str, wish: _Wish, *, preview: bool) -> None:
    import asyncio

    found, kept = asyncio.run(_find_and_keep(session, address, wish, preview=preview))
    if session.json:
        _print_json(found, kept)
    elif not session.quiet:
        _print(found, kept)


async def _find_and_keep(
    session: Session, address: str, wish: _Wish, *, preview: bool
) -> tuple[Found, tuple[Feed, Delivered, bool] | None]:
    from reader.model.feed import Subscription
    from reader.net.adding import Finder, fetch_whole, keep

    finder = Finder(session.load_config().network, secret=wish.secret, user_agent=wish.user_agent)
    try:
        found = await finder.find(address, wish.choose)
    finally:
        await finder.close()
    if preview:
        return found, None
    library = session.make()
    with library:
        wanted = Subscription(found.url, wish.title, wish.folder, wish.tags, typed=True)
        kept = await keep(session.cache_file, found, wanted, finder.secret)
        library.subscriptions.adjust(kept[0].id, user_agent=wish.user_agent, full_text=wish.full_text)
        if wish.full_text:
            await fetch_whole(session.cache_file, session.load_config().network, kept[0].id, kept[1].new)
    return found, kept


def _print_json(found: Found, kept: tuple[Feed, Delivered, bool] | None) -> None:
    from reader.cli.output import say_json

    fields: dict[str, object] = {"feed": found.url, "title": found.parsed.title, "site": found.parsed.site_url}
    if kept is None:
        titles = [each.article.title for each in found.parsed.articles]
        offers = [{"feed": offer.url, "title": offer.title} for offer in found.offers]
        fields |= {"articles": len(titles), "titles": titles[:SHOWN], "offers": offers}
    else:
        feed, delivered, new = kept
        fields = {"stored": list(delivered.new)} | fields | {"id": feed.id, "new": new}
    say_json(fields, flush=True)


def _print(found: Found, kept: tuple[Feed, Delivered, bool] | None) -> None:
    from reader.cli.output import counted, say

    articles = found.parsed.articles
    if kept is None:
        say(f"{found.parsed.title or found.url}\n{found.url}\n{counted(len(articles), 'article', 'articles')}:")
        for each in articles[:SHOWN]:
            say(f"  {each.article.title}")
    else:
        feed, delivered, new = kept
        known = "" if new else " (known already)"
        say(f"{feed.name}{known}: {counted(len(delivered.new), 'new article', 'new articles')}", flush=True)
    for other in found.offers[1:]:
        say(f"  also there: {other.url}" + (f" · {other.title}" if other.title else ""))
