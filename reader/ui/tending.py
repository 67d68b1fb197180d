"""Shelves looked after: feeds and saved searches removed, named, put into folders; each of it can be undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from reader.library import Library
from reader.model.feed import Feed
from reader.ui import saving
from reader.ui.shelves import Shelf

if TYPE_CHECKING:
    from reader.ui.screens.feeds import FeedsScreen


def _remove(screen: FeedsScreen) -> None:
    """Remove a feed when asked twice; let go of a saved search, or of a watch, at once."""
    shelf = screen.shelf
    if shelf is None or shelf.kind not in ("feed", "saved", "watched"):
        screen.note("d removes a feed, a saved search or a watch; M has the mute rules.")
    elif shelf.feed is not None and screen.asked != shelf.id:
        screen.asked = shelf.id
        screen.note(f"d again lets go of {shelf.name}; its articles stay.")
    else:
        screen.asked = None
        screen.do(lambda library: _let_go(screen, library, shelf))


def _let_go(screen: FeedsScreen, library: Library, shelf: Shelf) -> str:
    undo = screen.app.undo
    if shelf.kind == "saved":
        return saving.forget(library, undo, shelf.name)
    if shelf.feed is not None:
        gone = library.subscriptions.let_go(shelf.feed.id)
        undo.push(f"removed {shelf.name}", lambda again: again.subscriptions.bring_back(gone))
        return f"{shelf.name} is removed, its articles stay · U brings it back"
    entity_id = shelf.query.entity_id or 0
    library.watches.set(entity_id, False)
    undo.push(f"no longer watched {shelf.name}", lambda again: again.watches.set(entity_id, True))
    return f"{shelf.name} is no longer watched · U watches it again"


def _rename(screen: FeedsScreen) -> None:
    shelf = screen.shelf
    if shelf is None or shelf.kind not in ("feed", "saved"):
        screen.note("n names a feed or a saved search; x on the main screen renames an entity.")
        return
    feed = shelf.feed
    if feed is not None:
        text = "The name of it; none: what it calls itself:"
        _ask(screen, text, shelf.name, lambda library, name: _call(screen, library, feed, name))
    else:
        undo, old = screen.app.undo, shelf.name
        _ask(screen, "The name of it:", old, lambda library, name: saving.rename(library, undo, old, name), least=1)


def _call(screen: FeedsScreen, library: Library, feed: Feed, name: str) -> str:
    before = library.subscriptions.rename(feed.id, name or None)
    screen.app.undo.push(f"renamed {feed.name}", lambda again: again.subscriptions.rename(feed.id, before))
    return f"{feed.name} is called {name}" if name else f"{feed.name} is called as it calls itself"


def _move(screen: FeedsScreen) -> None:
    feed = screen.shelf.feed if screen.shelf is not None else None
    if feed is None:
        screen.note("m moves a feed to a folder.")
        return
    there = f" (there are {', '.join(screen.folders)})" if screen.folders else ""
    text = f"Its folder{there}; none: no folder:"
    _ask(screen, text, feed.folder or "", lambda library, folder: _put(screen, library, feed, folder))


def _put(screen: FeedsScreen, library: Library, feed: Feed, folder: str) -> str:
    before = library.subscriptions.move(feed.id, folder or None)
    screen.app.undo.push(f"moved {feed.name}", lambda again: again.subscriptions.move(feed.id, before))
    return f"{feed.name} is in {folder}" if folder else f"{feed.name} is in no folder"


def _fetch_pages(screen: FeedsScreen) -> None:
    """Fetch the page of every article that a feed brings from now on, or no longer."""
    feed = screen.shelf.feed if screen.shelf is not None else None
    if feed is None:
        screen.note("f fetches the page of every new article of a feed, or no longer.")
    else:
        screen.do(lambda library: _set_pages(screen, library, feed))


def _set_pages(screen: FeedsScreen, library: Library, feed: Feed) -> str:
    wanted = not feed.full_text
    library.subscriptions.adjust(feed.id, full_text=wanted)
    said = f"pages of {feed.name} fetched" if wanted else f"pages of {feed.name} no longer fetched"
    screen.app.undo.push(said, lambda again: again.subscriptions.adjust(feed.id, full_text=not wanted))
    if wanted:
        return f"The page of every new article of {feed.name} is fetched from now on"
    return f"New articles of {feed.name} are as the feed gives them · what was fetched stays"


def _ask(screen: FeedsScreen, text: str, value: str, work: Callable[[Library, str], str], *, least: int = 0) -> None:
    """Ask for a line of `least` letters, and do with it what is to be done."""

    def answered(line: str) -> str | None:
        if len(line) < least:
            return "It needs a name."
        screen.stop_asking()
        screen.do(lambda library: work(library, line))
        return None

    screen.ask(text, value, answered)


TENDING: Final[Mapping[str, Callable[[FeedsScreen], None]]] = {
    "remove": _remove,
    "rename": _rename,
    "move": _move,
    "fetch_pages": _fetch_pages,
}
