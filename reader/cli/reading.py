"""`tidewire list`, `search` and `show`: articles as lists and as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from reader.cli.options import Command, pass_session
from reader.cli.session import Session

if TYPE_CHECKING:
    from reader.library import Library
    from reader.model.article import Article, ArticleRow, ListQuery
    from reader.model.query import Filter

WINDOW = 500
_NEGATED = re.compile(r"-[^-]{2}|-[(\"]")
_limit = click.option("--limit", type=click.IntRange(min=1), metavar="N", help="No more than N articles.")


class QueryCommand(Command):
    """A command whose words may begin with a minus: what must not be there is no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, [f"\0{word}" if _NEGATED.match(word) else word for word in args])


@click.command("list", cls=QueryCommand)
@click.argument("query", nargs=-1)
@click.option("--unread", is_flag=True, help="Only articles not yet read.")
@click.option("--starred", is_flag=True, help="Only articles with a star.")
@click.option(
    "--filter", "filter_", metavar="NAME", help="The articles of a search that you saved, or newsboat's urls brought."
)
@_limit
@pass_session
def list_(
    session: Session, query: Sequence[str], unread: bool, starred: bool, filter_: str | None, limit: int | None
) -> None:
    """List articles, newest first; with a QUERY those that it finds.

    A QUERY is words, "words side by side", -unwanted, source:wire, entity:"S-400", after:2019-10-01, is:unread,
    sort:oldest and more; the guide has them all.
    """
    from reader.model.article import ListQuery
    from reader.model.query import both

    base = _saved(session, filter_) if filter_ else ListQuery()
    wanted = replace(
        base, filter=both(base.filter, _parsed(query)), unread=unread or base.unread, starred=starred or base.starred
    )
    _print_list(session, wanted, limit)


def _saved(session: Session, name: str) -> ListQuery:
    from reader.errors import NotFoundError

    with session.open() as library:
        filters = library.filters.listed()
    if name not in filters:
        known = ", ".join(map(repr, filters)) or "none"
        raise NotFoundError(f"There is no filter {name!r}; there are: {known}.")
    return filters[name]


@click.command(cls=QueryCommand)
@click.argument("query", nargs=-1, required=True)
@_limit
@pass_session
def search(session: Session, query: Sequence[str], limit: int | None) -> None:
    """Find the articles that hold all words of QUERY in title or text, newest first, with the words around them.

    All that `tidewire list` understands may stand in it.
    """
    from reader.model.article import ListQuery

    _print_list(session, ListQuery(filter=_parsed(query)), limit, snippets=True)


def _parsed(query: Sequence[str]) -> Filter:
    from reader.query import parse

    return parse(_words(query))


def _words(query: Sequence[str]) -> str:
    from reader.ingest.clean import clean_line

    return clean_line(" ".join(query))


def _print_list(session: Session, query: ListQuery, limit: int | None, *, snippets: bool = False) -> None:
    from reader.cli.output import article_fields, article_line, say, say_json, wrapped
    from reader.model.query import EVERYTHING

    with session.open() as library:
        found = False
        for row in all_rows(library, query, limit):
            found = True
            if session.json:
                say_json(article_fields(row))
                continue
            say(article_line(row))
            if snippets and (around := library.finding.snippets(query, [row.id]).get(row.id)):
                say(wrapped("".join(text for text, _ in around), indent=8))
        if not found:
            session.note("There are no articles here." if query.filter == EVERYTHING else "No article matches.")


def all_rows(library: Library, query: ListQuery, limit: int | None = None) -> Iterator[ArticleRow]:
    """The rows of a list, window by window."""
    offset = 0
    while limit is None or offset < limit:
        size = WINDOW if limit is None else min(WINDOW, limit - offset)
        rows = library.rows(query, offset, size)
        yield from rows
        if len(rows) < size:
            return
        offset += size


@click.command(cls=Command)
@click.argument("ref", nargs=-1, required=True)
@pass_session
def show(session: Session, ref: Sequence[str]) -> None:
    """Print an article; REF is its id, its address or words of its title."""
    from reader.cli.output import say, say_json

    with session.open() as library:
        article = library.find_article(_words(ref))
    if session.json:
        say_json(_fields(article))
    else:
        say(_page(article))


def _fields(article: Article) -> dict[str, Any]:
    from reader.cli.output import article_fields

    return article_fields(article.row) | {
        "lang": article.lang,
        "updated": article.updated,
        "fetched": article.fetched,
        "teaser": article.row.is_teaser,
        "text": article.text,
    }


def _page(article: Article) -> str:
    from reader.cli.output import moment, wrapped

    row = article.row
    meta = [
        row.source,
        ", ".join(row.authors),
        moment(row.published or ""),
        row.section,
        "teaser" if row.is_teaser else None,
    ]
    head = [row.title, " · ".join(part for part in meta if part), row.url]
    paragraphs = [wrapped(part) for part in [*head, *article.text.split("\n")] if part]
    heads = len([part for part in head if part])
    return "\n".join(paragraphs[:heads]) + "\n\n" + "\n\n".join(paragraphs[heads:])
