"""Selecting entities and following them through the text and on into other articles."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.model.article import ListQuery
from reader.model.query import EVERYTHING
from reader.ui import messages
from reader.ui.browsing import open_address
from reader.ui.history import Place
from reader.ui.wording import counted

if TYPE_CHECKING:
    from reader.model.entity import Entity
    from reader.ui.screens.main import MainScreen


Choice = (
    messages.EntitySelected
    | messages.MentionChosen
    | messages.StorylineChosen
    | messages.LinkChosen
    | messages.CommandChosen
)


def choose(screen: MainScreen, message: Choice) -> None:
    """Select the entity that was chosen in a pane, go to the place or page, list the storyline, or run the command."""
    if isinstance(message, messages.MentionChosen):
        go_to_mention(screen, message.article_id, message.entity_id, start=message.start)
    elif isinstance(message, messages.StorylineChosen):
        screen.listed = ListQuery(storyline_id=message.storyline_id)
        screen.show_pane("list")
    elif isinstance(message, messages.LinkChosen):
        open_address(screen.app, message.url)
    elif isinstance(message, messages.CommandChosen):
        screen.action_run(message.command, 1)
    else:
        select(screen, message.entity_id, message.mention)


def select(screen: MainScreen, entity_id: int, mention: int | None = None) -> None:
    """Select an entity, at one of its mentions; without one, at its first in view or its first of all."""
    if mention is None:
        own = _own(screen, entity_id)
        in_view = screen.reading.first_mention_in_view()
        mention = next((index for index in own if index >= in_view), own[0] if own else None)
    screen.entity = entity_id
    screen.reading.select(entity_id, mention)
    screen.show_side()
    if not screen.sidebar.display:
        entity = _known(screen, entity_id)
        named = counted(entity.articles, "article")
        way = "tab, tab" if screen.pane is screen.list_pane else "tab"  # the article lies between
        screen.say(f"{entity.name} · {entity.label.value} · in {named} · ] next mention · {way} shows more")


def go_to_mention(screen: MainScreen, article_id: int, entity_id: int, *, start: int | None = None) -> None:
    """Show an article at a mention of the entity: the one at `start`, else its first. It is not read by that."""
    screen.places.visit(Place(article_id, entity_id=screen.entity))
    screen.show_pane("article")
    own = _own(screen, entity_id)
    at = next((index for index in own if screen.reading.mentions[index].start == start), own[0] if own else None)
    select(screen, entity_id, at)


def renew(screen: MainScreen) -> None:
    """Show entities as they are now, in the text and beside it; what was selected stays so, as far as it is there."""
    library, pane = screen.app.library, screen.reading
    if screen.article is None:
        return
    start = None if pane.mention is None else pane.mentions[pane.mention].start
    pane.mark(library.mentions(screen.article))
    if screen.entity is not None:
        at = None if start is None else pane.mention_at(start)
        if at is not None:
            screen.entity = pane.mentions[at].entity_id
        else:
            entity = library.entity(screen.entity).entity
            screen.entity = entity.id if entity.articles else None
        pane.select(screen.entity, at)
    screen.show_side(keep=True)


def release(screen: MainScreen, _number: int) -> None:
    """Let go of the nearest thing held: what is marked, the zoom, the entity, the search."""
    if screen.reading.release_marked():
        return
    if screen.arrangement.zoomed:
        screen.action_run("zoom")
    elif screen.entity is not None:
        screen.entity = None
        screen.reading.select(None)
        screen.show_side()
    elif screen.listed.filter != EVERYTHING:
        name = screen.listed.name if screen.listed.feeds else ""
        screen.reading.show_found(None)
        screen.listed = replace(screen.listed, filter=EVERYTHING, name=name)
    elif screen.listed != (
        every := ListQuery(folded=screen.listed.folded, oldest=screen.listed.oldest, grouping=screen.listed.grouping)
    ):
        screen.listed = every


def _entity(screen: MainScreen, step: int) -> None:
    """Select the next entity in the text that is another than the selected one."""
    mentions = screen.reading.mentions
    if not mentions:
        screen.say(_why_none(screen))
        return
    at = screen.reading.mention
    if at is None:
        index = screen.reading.first_mention_in_view() if step > 0 else screen.reading.first_mention_in_view() - 1
    else:
        index = at + step
        while 0 <= index < len(mentions) and mentions[index].entity_id == screen.entity:
            index += step
    if not 0 <= index < len(mentions):
        screen.say("No further entity in this article" if step > 0 else "No entity before this one")
        return
    entity_id = mentions[index].entity_id
    if entity_id is not None:
        select(screen, entity_id, index)


def _why_none(screen: MainScreen) -> str:
    if screen.article is None:
        return "No article is open"
    if screen.app.library.article(screen.article).row.annotated:
        return "No entities are marked in this article"
    return "The entities of this article are still being found"


def _mention(screen: MainScreen, step: int) -> None:
    """Go to the next mention of the selected entity; past the last one offer the next article, then go there."""
    if screen.entity is None:
        _entity(screen, step)
        return
    own = _own(screen, screen.entity)
    at = screen.reading.mention
    if at is None:
        further = own if step > 0 else own[::-1]
    else:
        further = [index for index in own if index > at] if step > 0 else [index for index in own if index < at][::-1]
    if further:
        screen.offered = None
        select(screen, screen.entity, further[0])
    else:
        _other_article(screen, screen.entity, step)


def _other_article(screen: MainScreen, entity_id: int, step: int) -> None:
    library = screen.app.library
    if screen.article is None:
        return
    target = library.next_naming(entity_id, screen.article, forward=step > 0)
    if target is None:
        screen.say(_at_the_end(screen, entity_id, screen.article, step))
    elif screen.offered == (target, step):
        screen.offered = None
        go_to_mention(screen, target, entity_id)
        if step < 0:
            select(screen, entity_id, _own(screen, entity_id)[-1])
    else:
        screen.offered = (target, step)
        key = "]" if step > 0 else "["
        name = _known(screen, entity_id).name
        screen.say(f"No more {name} here · {key} again: {library.article(target).title}")


def _at_the_end(screen: MainScreen, entity_id: int, article_id: int, step: int) -> str:
    """What to say where no article further on names an entity, and where one can go from there."""
    library = screen.app.library
    name = _known(screen, entity_id).name
    if library.next_naming(entity_id, article_id, forward=step < 0) is None:
        return f"Only this article names {name} · e selects the next name in it"
    way, other, key = ("older", "newer", "[") if step > 0 else ("newer", "older", "]")
    return f"No {way} article names {name} · {key} goes back to {other} ones · e selects the next name"


def _known(screen: MainScreen, entity_id: int) -> Entity:
    """An entity without its card, which takes as long to read as all else that a key does."""
    return screen.app.library.find_entity(str(entity_id))


def annotate_again(screen: MainScreen, _number: int) -> None:
    """Let the articles that another pipeline annotated be annotated again."""
    if screen.app.annotating is not None:
        screen.app.annotating.again()


def _own(screen: MainScreen, entity_id: int) -> list[int]:
    """The indexes of an entity's mentions among those of the open article."""
    return [index for index, mention in enumerate(screen.reading.mentions) if mention.entity_id == entity_id]


HANDLERS = {
    "next_entity": lambda screen, _: _entity(screen, 1),
    "previous_entity": lambda screen, _: _entity(screen, -1),
    "next_mention": lambda screen, _: _mention(screen, 1),
    "previous_mention": lambda screen, _: _mention(screen, -1),
    "release": release,
    "annotate_again": annotate_again,
}
