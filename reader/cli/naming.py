"""`tidewire entities` and `mentions`: who and what is named, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from reader.cli.annotating import annotate_first, no_annotate_option
from reader.cli.options import Command, pass_session
from reader.cli.session import Session

if TYPE_CHECKING:
    from reader.library import Library
    from reader.model.entity import Entity, MentionContext

SHOWN = 100  # entities that people are shown unasked
_limit = click.option("--limit", type=click.IntRange(min=1), metavar="N", help="No more than N of them.")


@click.command(cls=Command)
@click.argument("text", nargs=-1)
@click.option("--in", "ref", metavar="REF", help="Those that one article names, the most central first.")
@_limit
@no_annotate_option
@pass_session
def entities(session: Session, text: Sequence[str], ref: str | None, limit: int | None, no_annotate: bool) -> None:
    """List people, places, organisations and things, most-named first; with TEXT those whose name holds it."""
    from reader.cli.output import say, say_json
    from reader.ingest.clean import clean_line

    if ref is not None and text:
        raise click.UsageError("Name words of entities or an article, not both.")
    if not no_annotate:
        annotate_first(session)
    if ref is not None:
        _print_article(session, clean_line(ref), limit)
        return
    wanted = limit or (None if session.json else SHOWN + 1)
    with session.open() as library:
        found = library.entities(limit=wanted, text=clean_line(" ".join(text)))
        if not limit and wanted and len(found) == wanted:
            found.pop()
            session.note(f"These are the {SHOWN} most named; --limit N shows more.")
        if session.json:
            for entity in found:
                say_json(_entity_fields(entity))
        elif found:
            say(_entity_line("name", "label", "articles", "mentions"))
            for depth, entity in _as_tree(library, found):
                say(_entity_line("  " * depth + entity.name, entity.label, entity.articles, entity.mentions))
    if not found:
        session.note("No entity is known by that name." if text else "No entities are known yet.")


def _print_article(session: Session, ref: str, limit: int | None) -> None:
    """The entities of one article by their salience, from 0 to 1: how often, how early, and whether in the title."""
    from reader.cli.output import column, say, say_json, width

    with session.open() as library:
        article = library.find_article(ref)
        found = library.entities_in(article.id)[:limit]
        for each in found:
            entity = each.entity
            if session.json:
                say_json(_entity_fields(entity) | {"salience": each.salience, "here": each.count})
            else:
                name = column(entity.name, min(48, width() - 34))
                say(f"{name}  {entity.label:<11}  {each.salience:>8.2f}  {each.count:>8,}")
    if not found:
        session.note(f"No entity is known in “{article.title}”.")


def _entity_fields(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "name": entity.name,
        "label": entity.label.value,
        "articles": entity.articles,
        "mentions": entity.mentions,
        "aliases": list(entity.aliases),
        "under": entity.over,
    }


def _entity_line(name: str, label: str, articles: int | str, mentions: int | str) -> str:
    from reader.cli.output import column, width

    figures = "{:>8,}  {:>8,}" if isinstance(articles, int) else "{:>8}  {:>8}"
    return f"{column(name, min(48, width() - 34))}  {label:<11}  {figures.format(articles, mentions)}"


def _as_tree(library: Library, found: Sequence[Entity]) -> Iterator[tuple[int, Entity]]:
    """The entities in their order, each followed by those that stand under it, one step deeper; none twice."""
    cards = {entity.id: library.entity(entity.id) for entity in found}
    listed = set(cards)
    shown: set[int] = set()

    def branch(entity: Entity, depth: int) -> Iterator[tuple[int, Entity]]:
        if entity.id in shown:
            return
        shown.add(entity.id)
        yield depth, entity
        for link in cards[entity.id].under:
            if link.entity.id in listed:
                yield from branch(link.entity, depth + 1)

    tops = [entity for entity in found if not any(link.entity.id in listed for link in cards[entity.id].over)]
    for entity in [*tops, *found]:  # a second time for those that stand only under each other
        yield from branch(entity, 0)


@click.command(cls=Command)
@click.argument("entity", nargs=-1, required=True)
@click.option("--linked", is_flag=True, help="Also where the entities shown under it are named.")
@_limit
@no_annotate_option
@pass_session
def mentions(session: Session, entity: Sequence[str], linked: bool, limit: int | None, no_annotate: bool) -> None:
    """Show where ENTITY is named, newest article first; it may be any of its names, or its id."""
    from reader.cli.output import say_json
    from reader.ingest.clean import clean_line

    if not no_annotate:
        annotate_first(session)
    with session.open() as library:
        wanted = library.find_entity(clean_line(" ".join(entity)))
        found = library.mentions_of(wanted.id, limit=limit, linked=linked)
    if session.json:
        for each in found:
            say_json(_mention_fields(each))
    else:
        _print_mentions(found)
    if not found:
        session.note(f"No text names {wanted.name}.")


def _mention_fields(found: MentionContext) -> dict[str, Any]:
    return {
        "article": found.article_id,
        "start": found.mention.start,
        "end": found.mention.end,
        "text": found.text,
        "context": found.context,
        "label": found.mention.label.value,
        "entity": found.entity,
    }


def _print_mentions(found: Iterable[MentionContext]) -> None:
    """Articles with the sentences that name the entity, the name in brackets."""
    from reader.cli.output import say, width, wrapped
    from reader.typeset.cells import fit

    for article_id, group in groupby(found, key=lambda each: each.article_id):
        members = list(group)
        first = members[0]
        head = f"{article_id:>5}  {(first.published or '')[:10]:<10}  "
        say(head + fit(first.article_title, width() - len(head)))
        for each in members:
            end = each.offset + len(each.text)
            marked = f"{each.context[: each.offset]}[{each.text}]{each.context[end:]}"
            say(wrapped(marked.replace("\n", " "), indent=7))
