"""Looking after feeds, saved searches and watches in the list of them; each thing that is done can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from reader.ingest.clean import clean_line
from reader.library import Library
from reader.model.feed import Feed, Secret
from reader.ui import saving
from reader.ui.shelves import Shelf

if TYPE_CHECKING:
    from reader.ui.screens.feeds import FeedsScreen


def remove(screen: FeedsScreen, shelf: Shelf) -> None:
    """Remove a feed when asked twice; let go of a saved search, or of a watch, at once."""
    if shelf.kind not in ("feed", "saved", "watched"):
        screen.note("d removes a feed, a saved search or a watch; M has the mute rules.")
    elif shelf.feed is not None and not screen.asked_twice(shelf):
        screen.note(f"d again lets go of {shelf.name}; its articles stay.")
    else:
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


def rename(screen: FeedsScreen, shelf: Shelf) -> None:
    feed = shelf.feed
    if feed is not None:
        text = "The name of it; none: what it calls itself:"
        _ask(screen, text, shelf.name, lambda library, name: _rename(screen, library, feed, name))
    elif shelf.kind == "saved":
        undo = screen.app.undo
        wanted = "The name of it:"
        _ask(screen, wanted, shelf.name, lambda library, name: saving.rename(library, undo, shelf.name, name), least=1)
    else:
        screen.note("n names a feed or a saved search; x on the main screen renames an entity.")


def _rename(screen: FeedsScreen, library: Library, feed: Feed, name: str) -> str:
    before = library.subscriptions.rename(feed.id, name or None)
    screen.app.undo.push(f"renamed {feed.name}", lambda again: again.subscriptions.rename(feed.id, before))
    return f"{feed.name} is called {name}" if name else f"{feed.name} is called as it calls itself"


def move(screen: FeedsScreen, feed: Feed) -> None:
    known = ", ".join(folders(screen.app.library))
    text = f"Its folder{f' (there are {known})' if known else ''}; none: no folder:"
    _ask(screen, text, feed.folder or "", lambda library, folder: _move(screen, library, feed, folder))


def folders(library: Library) -> list[str]:
    """The names of the folders that there are."""
    return sorted({feed.folder for feed in library.subscriptions.feeds() if feed.folder})


def _move(screen: FeedsScreen, library: Library, feed: Feed, folder: str) -> str:
    before = library.subscriptions.move(feed.id, folder or None)
    screen.app.undo.push(f"moved {feed.name}", lambda again: again.subscriptions.move(feed.id, before))
    return f"{feed.name} is in {folder}" if folder else f"{feed.name} is in no folder"


def tag(screen: FeedsScreen, feed: Feed) -> None:
    text = "Its tags, with commas between (folder: finds them); none: no tags:"
    _ask(screen, text, ", ".join(feed.tags), lambda library, line: _tag(screen, library, feed, line))


def _tag(screen: FeedsScreen, library: Library, feed: Feed, line: str) -> str:
    names = tuple(dict.fromkeys(name for part in line.split(",") if (name := clean_line(part))))
    before = library.subscriptions.tag(feed.id, names)
    screen.app.undo.push(f"tagged {feed.name}", lambda again: again.subscriptions.tag(feed.id, before))
    return f"Tags of {feed.name}: {', '.join(names)}" if names else f"{feed.name} has no tags"


def full_text(screen: FeedsScreen, feed: Feed) -> None:
    screen.do(lambda library: _switch_full_text(screen, library, feed))


def _switch_full_text(screen: FeedsScreen, library: Library, feed: Feed) -> str:
    library.subscriptions.adjust(feed.id, full_text=not feed.full_text)
    screen.app.undo.push(
        f"whole articles of {feed.name}", lambda again: again.subscriptions.adjust(feed.id, full_text=feed.full_text)
    )
    if feed.full_text:
        return f"{feed.name}: new articles stay as the feed has them"
    return f"{feed.name}: every new article is fetched whole from its page"


def sign_in(screen: FeedsScreen, feed: Feed) -> None:
    """Ask for user and password, one after the other; without a user nobody signs in."""

    def named(user: str) -> str | None:
        if not user:
            return screen.answered(lambda library: _sign_in(screen, library, feed, None))
        text = f"The password of {user}:"
        _ask(screen, text, "", lambda library, word: _sign_in(screen, library, feed, Secret(user, word)), hidden=True)
        return None

    screen.ask(f"The user to sign in as at {feed.name}; none: nobody:", "", named)


def _sign_in(screen: FeedsScreen, library: Library, feed: Feed, secret: Secret | None) -> str:
    before = library.subscriptions.keep_secret(feed.id, secret)
    screen.app.undo.push(f"password of {feed.name}", lambda again: again.subscriptions.keep_secret(feed.id, before))
    if secret is None:
        return f"{feed.name} is asked without a password"
    return f"{feed.name} is asked as {secret.user} from now on · r asks it now"


def _ask(
    screen: FeedsScreen,
    text: str,
    value: str,
    work: Callable[[Library, str], str],
    *,
    least: int = 0,
    hidden: bool = False,
) -> None:
    """Ask for a line of `least` letters, and write what it says."""

    def answered(line: str) -> str | None:
        return "It needs a name." if len(line) < least else screen.answered(lambda library: work(library, line))

    screen.ask(text, value, answered, hidden=hidden)


OF_A_SHELF: Final[Mapping[str, Callable[[FeedsScreen, Shelf], None]]] = {"remove": remove, "rename": rename}
OF_A_FEED: Final[Mapping[str, tuple[Callable[[FeedsScreen, Feed], None], str]]] = {
    "move": (move, "m moves a feed to a folder."),
    "tag": (tag, "T writes the tags of a feed."),
    "full_text": (full_text, "f fetches the whole articles of a feed, always or no longer."),
    "sign_in": (sign_in, "p takes the user and password of a feed."),
}
"""What is done to a feed, and what to say where there is none under the cursor."""
