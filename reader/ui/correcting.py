"""Setting right what was found of the selected entity: a menu and its steps."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import Worker

from reader.errors import TidewireError
from reader.library import Library
from reader.model.entity import Entity, Label
from reader.ui.commands.entities import renew
from reader.ui.screens.picking import EntityScreen, LineScreen, PickScreen
from reader.ui.widgets.rows import Row
from reader.ui.wording import counted

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen

Made = tuple[int, str]
"""The number of a correction, and what is so from now on."""

MEANINGS = {
    Label.PERSON: "a person",
    Label.ORG: "a firm, party, agency, team",
    Label.GPE: "a country, town, state",
    Label.LOC: "a region, sea, mountain",
    Label.NORP: "a people, faith, political camp",
    Label.FAC: "a building, road, airport",
    Label.EVENT: "an event",
    Label.PRODUCT: "a thing that is made",
    Label.LAW: "a law, treaty, court case",
    Label.WORK_OF_ART: "a book, film, song",
}


def begin(screen: MainScreen, entity: Entity) -> None:
    """Offer what can be set right about an entity, step by step."""
    # no coroutine yet: one that is replaced before its turn would never be waited for
    _: Worker[None] = screen.run_worker(partial(_correct, screen, entity), group="correcting", exclusive=True)


async def _correct(screen: MainScreen, entity: Entity) -> None:
    here = _name_here(screen)
    menu = PickScreen(f"Correct {entity.name}", _menu(entity, here), _about(entity))
    chosen = await screen.app.push_screen_wait(menu)
    if chosen is None:
        return
    try:
        work = await _STEPS[chosen](screen, entity)
    except TidewireError as error:
        screen.say(str(error), error=True)
        return
    if work is not None:
        _make(screen, work)


def _menu(entity: Entity, here: str | None) -> list[Row]:
    rows = [Row("rename", "Rename …", "r"), Row("merge", "Merge with another …", "m")]
    if len(entity.aliases) > 1:
        rows.append(Row("split", "Split a name off …", "s"))
    if here is not None:
        rows.append(Row("wrong", f"“{here}” is wrong here …", "w"))
    return [*rows, Row("label", f"Not {entity.label.value} but …", "l"), Row("hide", "Hide it everywhere", "h")]


def _about(entity: Entity) -> str:
    named = counted(entity.articles, "article")
    return f"{entity.label.value} · {named} · what you set right is kept for ever, and U takes it back"


def _name_here(screen: MainScreen) -> str | None:
    """How the mention where the reader is spells the selected entity; None where there is none."""
    pane = screen.reading
    if pane.mention is None or pane.article is None:
        return None
    mention = pane.mentions[pane.mention]
    return pane.article.text[mention.start : mention.end] if mention.entity_id == screen.entity else None


def _make(screen: MainScreen, work: Callable[[Library], Made]) -> None:
    """Make a correction in the background, and show it wherever it is seen."""

    def make(library: Library) -> str:
        number, said = work(library)
        screen.app.undo.push(said, lambda again: again.corrections.undo(number))
        return f"{said} · U takes it back"

    screen.app.mark(make, then=lambda: renew(screen))


# -- the steps: each returns what is to be done, or None where the reader thinks better of it

Work = Callable[[Library], Made]


async def _rename(screen: MainScreen, entity: Entity) -> Work | None:
    def check(line: str) -> str | None:
        return None if any(map(str.isalnum, line)) else "A name needs at least one letter or digit."

    asked = LineScreen(f"Rename {entity.name}", "Its name from now on, whatever fuller one comes:", entity.name, check)
    name = await screen.app.push_screen_wait(asked)
    if name is None or name == entity.name:
        return None
    return lambda library: (library.corrections.rename(entity.id, name), f"{entity.name} is called {name}")


async def _merge(screen: MainScreen, entity: Entity) -> Work | None:
    into = await _another(screen, entity, f"Merge {entity.name} with", "They become one, under the name of the other:")
    if into is None:
        return None
    rows = [Row("yes", "Make them one", "y"), Row("no", "Leave them apart", "n")]
    if await screen.app.push_screen_wait(PickScreen("Merge", rows, joined(entity, into))) != "yes":
        return None
    return lambda library: (library.corrections.merge(entity.id, into.id), f"{entity.name} is one with {into.name}")


def joined(entity: Entity, into: Entity) -> str:
    """What a merge would make of two entities, with a warning where their labels differ."""
    names = ", ".join(name for name in entity.aliases[:6] if name not in into.aliases)
    said = [
        f"{entity.name} ({counted(entity.articles, 'article')}) becomes part of"
        f" {into.name} ({counted(into.articles, 'article')}).",
        f"It brings the {'names' if ',' in names else 'name'} {names}." if names else "",
    ]
    if entity.label is not into.label:
        said.append(f"Take care: the one is {entity.label.value}, the other {into.label.value}.")
    return "\n".join(part for part in said if part)


async def _another(screen: MainScreen, entity: Entity, heading: str, text: str) -> Entity | None:
    return await screen.app.push_screen_wait(EntityScreen(heading, text, entity))


async def _split(screen: MainScreen, entity: Entity) -> Work | None:
    here = _name_here(screen)
    rows = [Row(name, name, "here" if name == here else "") for name in entity.aliases]
    name = await screen.app.push_screen_wait(
        PickScreen(f"Split off {entity.name}", rows, "Which of its names is another's?", at=here)
    )
    if name is None:
        return None
    owners = [Row("own", f"“{name}” is an entity of its own", "o"), Row("other", "It belongs to another …", "a")]
    owner = await screen.app.push_screen_wait(PickScreen(f"Split off “{name}”", owners))
    if owner == "own":
        return lambda library: (library.corrections.split(entity.id, name), f"“{name}” is not {entity.name} any more")
    other = await _another(screen, entity, f"“{name}” belongs to", "Whose name is it?") if owner == "other" else None
    if other is None:
        return None
    return lambda library: (library.corrections.split(entity.id, name, other.id), f"“{name}” is {other.name}")


async def _wrong(screen: MainScreen, entity: Entity) -> Work | None:
    name, article_id = _name_here(screen), screen.article
    if name is None or article_id is None:
        return None
    rows = [Row("none", "It is no entity at all", "n"), Row("other", "It is another one …", "a")]
    text = f"“{name}” does not mean {entity.name} in this article; other articles are left alone."
    owner = await screen.app.push_screen_wait(PickScreen(f"“{name}” is wrong here", rows, text))
    if owner == "none":
        said = f"“{name}” names nobody here"
        return lambda library: (library.corrections.wrong_here(entity.id, article_id, name), said)
    other = await _another(screen, entity, f"“{name}” is", "Who or what is meant?") if owner == "other" else None
    if other is None:
        return None
    said = f"“{name}” is {other.name} here"
    return lambda library: (library.corrections.wrong_here(entity.id, article_id, name, other.id), said)


async def _label(screen: MainScreen, entity: Entity) -> Work | None:
    rows = [Row(label, label.value, MEANINGS[label]) for label in Label]
    chosen = await screen.app.push_screen_wait(
        PickScreen(f"What is {entity.name}?", rows, f"It is {entity.label.value} now.", at=entity.label)
    )
    if chosen is None or chosen == entity.label:
        return None
    return lambda library: (library.corrections.relabel(entity.id, Label(chosen)), f"{entity.name} is {chosen}")


async def _hide(_screen: MainScreen, entity: Entity) -> Work | None:
    return lambda library: (library.corrections.hide(entity.id), f"{entity.name} is hidden")


_STEPS = {"rename": _rename, "merge": _merge, "split": _split, "wrong": _wrong, "label": _label, "hide": _hide}
