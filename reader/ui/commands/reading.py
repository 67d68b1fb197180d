"""Opening articles, and going back and forward through them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.browsing import may_open, open_address

if TYPE_CHECKING:
    from reader.ui.history import Place
    from reader.ui.screens.main import MainScreen


def open_(screen: MainScreen, _number: int) -> None:
    screen.pane.activate()


def _unread(screen: MainScreen, step: int) -> None:
    """Open the next unread article below the open one (above it for a step of -1)."""
    listing, at = screen.list_pane.listing, screen.list_pane.cursor
    if listing is None:
        return
    if at == 0 and step > 0 and screen.article is None:
        at = -1
    index = at + step
    while (row := listing.row(index)) is not None:
        if not row.read and row.id != screen.article:
            screen.open(row.id)
            return
        index += step
    screen.say("No unread article below this one" if step > 0 else "No unread article above this one")


def related(screen: MainScreen, number: int) -> None:
    side = screen.sidebar.side
    from reader.ui.sidebar import stories

    numbered = stories(side) if side else []
    if 0 < number <= len(numbered):
        screen.open(numbered[number - 1])
    else:
        screen.say(f"There is no related story {number}")


def back(screen: MainScreen, _number: int) -> None:
    _return_to(screen, screen.places.history.back(screen.places.here()), "This is where you began")


def forward(screen: MainScreen, _number: int) -> None:
    _return_to(screen, screen.places.history.forward(screen.places.here()), "There is nothing further on")


def _return_to(screen: MainScreen, place: Place | None, otherwise: str) -> None:
    if place is None:
        screen.say(otherwise)
        return
    screen.places.visit(place, remember=False)
    screen.show_pane("article")


def browser(screen: MainScreen, _number: int) -> None:
    if screen.article is None:
        return
    url = screen.app.library.article(screen.article).row.url
    if url is None or not may_open(url):
        screen.say("This article has no address")
        return
    open_address(screen.app, url)


def links(screen: MainScreen, _number: int) -> None:
    """List the links and pictures of the open article."""
    from reader.ui.links import links_of
    from reader.ui.screens.links import LinksScreen

    found = links_of(screen.reading.article) if screen.reading.article else []
    if found:
        screen.app.push_screen(LinksScreen(found))
    else:
        screen.say("This article has no links" if screen.article else "No article is open")


def jump(screen: MainScreen, _number: int) -> None:
    """Put letters over what can be gone to, and go where the typed ones lead."""
    from reader.ui.jumping import Goal, goals
    from reader.ui.screens.jump import JumpScreen

    def chosen(goal: Goal | None) -> None:
        if goal is not None:
            goal.go()

    screen.app.push_screen(JumpScreen(goals(screen)), chosen)


HANDLERS = {
    "links": links,
    "jump": jump,
    "open": open_,
    "next_unread": lambda screen, _: _unread(screen, 1),
    "previous_unread": lambda screen, _: _unread(screen, -1),
    "related": related,
    "back": back,
    "forward": forward,
    "browser": browser,
}
