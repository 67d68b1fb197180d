"""Looking after feeds, saved searches and watches in the list of them; each thing that is done can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.ingest.clean import clean_line
from reader.library import Library
from reader.model.feed import Secret
from reader.ui import saving
from reader.ui.shelves import Shelf

if TYPE_CHECKING:
    from reader.ui.screens.feeds import FeedsScreen

NO_FEED = {
    "move": "m moves a feed to a folder.",
    "tag": "T writes the tags of a feed.",
    "full_text": "f fetches the whole articles of a feed, always or no longer.",
    "sign_in": "p takes the user and password of a feed.",
}


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
    if shelf.kind not in ("feed", "saved"):
        screen.note("n names a feed or a saved search; x on the main screen renames an entity.")
        return
    empty = "; none: what it calls itself" if shelf.feed is not None else ""

    def renamed(line: str) -> str | None:
        if shelf.feed is None and not line:
            return "It needs a name."
        return screen.answered(lambda library: _rename(screen, library, shelf, line))

    screen.ask(f"The name of it{empty}:", shelf.name, renamed)


def _rename(screen: FeedsScreen, library: Library, shelf: Shelf, name: str) -> str:
    if shelf.feed is None:
        return saving.rename(library, screen.app.undo, shelf.name, name)
    feed_id = shelf.feed.id
    before = library.subscriptions.rename(feed_id, name or None)
    screen.app.undo.push(f"renamed {shelf.name}", lambda again: again.subscriptions.rename(feed_id, before))
    return f"{shelf.name} is called {name}" if name else f"{shelf.name} is called as it calls itself"


def move(screen: FeedsScreen, shelf: Shelf) -> None:
    if shelf.feed is None:
        return
    known = ", ".join(folders(screen.app.library))
    there = f" (there are {known})" if known else ""
    screen.ask(
        f"Its folder{there}; none: no folder:",
        shelf.feed.folder or "",
        lambda line: screen.answered(lambda library: _move(screen, library, shelf, line)),
    )


def folders(library: Library) -> list[str]:
    """The names of the folders that there are."""
    return sorted({feed.folder for feed in library.subscriptions.feeds() if feed.folder})


def _move(screen: FeedsScreen, library: Library, shelf: Shelf, folder: str) -> str:
    feed_id = shelf.feed.id if shelf.feed is not None else 0
    before = library.subscriptions.move(feed_id, folder or None)
    screen.app.undo.push(f"moved {shelf.name}", lambda again: again.subscriptions.move(feed_id, before))
    return f"{shelf.name} is in {folder}" if folder else f"{shelf.name} is in no folder"


def tag(screen: FeedsScreen, shelf: Shelf) -> None:
    if shelf.feed is None:
        return
    screen.ask(
        "Its tags, with commas between (folder: finds them); none: no tags:",
        ", ".join(shelf.feed.tags),
        lambda line: screen.answered(lambda library: _tag(screen, library, shelf, line)),
    )


def _tag(screen: FeedsScreen, library: Library, shelf: Shelf, line: str) -> str:
    feed_id = shelf.feed.id if shelf.feed is not None else 0
    names = tuple(dict.fromkeys(name for part in line.split(",") if (name := clean_line(part))))
    before = library.subscriptions.tag(feed_id, names)
    screen.app.undo.push(f"tagged {shelf.name}", lambda again: again.subscriptions.tag(feed_id, before))
    return f"Tags of {shelf.name}: {', '.join(names)}" if names else f"{shelf.name} has no tags"


def full_text(screen: FeedsScreen, shelf: Shelf) -> None:
    feed = shelf.feed
    if feed is None:
        return

    def switched(library: Library) -> str:
        library.subscriptions.adjust(feed.id, full_text=not feed.full_text)
        screen.app.undo.push(
            f"whole articles of {shelf.name}",
            lambda again: again.subscriptions.adjust(feed.id, full_text=feed.full_text),
        )
        if feed.full_text:
            return f"{shelf.name}: new articles stay as the feed has them"
        return f"{shelf.name}: every new article is fetched whole from its page"

    screen.do(switched)


def sign_in(screen: FeedsScreen, shelf: Shelf) -> None:
    """Ask for user and password, one after the other; then the feed is asked again."""
    feed = shelf.feed
    if feed is None:
        return

    def named(user: str) -> str | None:
        def given(password: str) -> str | None:
            return screen.answered(lambda library: _sign_in(screen, library, shelf, Secret(user, password)))

        if not user:
            return screen.answered(lambda library: _sign_in(screen, library, shelf, None))
        screen.ask(f"The password of {user}:", "", given, hidden=True)
        return None

    screen.ask(f"The user to sign in as at {shelf.name}; none: nobody:", "", named)


def _sign_in(screen: FeedsScreen, library: Library, shelf: Shelf, secret: Secret | None) -> str:
    feed_id = shelf.feed.id if shelf.feed is not None else 0
    before = library.subscriptions.keep_secret(feed_id, secret)
    screen.app.undo.push(f"password of {shelf.name}", lambda again: again.subscriptions.keep_secret(feed_id, before))
    if secret is None:
        return f"{shelf.name} is asked without a password"
    return f"{shelf.name} is asked as {secret.user} from now on · r asks it now"


DEEDS: dict[str, Callable[[FeedsScreen, Shelf], None]] = {
    "remove": remove,
    "rename": rename,
    "move": move,
    "tag": tag,
    "full_text": full_text,
    "sign_in": sign_in,
}
