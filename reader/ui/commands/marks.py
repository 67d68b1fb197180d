"""The reader's own marks: read, starred and tags, on one article or on all of the list; and taking them back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from reader.ui.commands.entities import renew
from reader.ui.wording import counted

if TYPE_CHECKING:
    from reader.library import Library
    from reader.model.article import ArticleRow
    from reader.ui.screens.main import MainScreen


def _marked(screen: MainScreen) -> int | None:
    """The article a mark is for: the one under the cursor in the list, else the open one."""
    row: ArticleRow | None = screen.list_pane.current if screen.arrangement.current == "list" else None
    return row.id if row else screen.article


def _toggle(screen: MainScreen, mark: Literal["read", "starred"], said: tuple[str, str]) -> None:
    """Turn a mark around in the background; `said` is what to say of a mark that is set, and of one taken away."""
    article_id = _marked(screen)
    if article_id is None:
        return
    _keep(screen, (article_id,))
    screen.places.unread = None

    def turn(library: Library) -> str:
        wanted = not getattr(library.article(article_id).row, mark)
        changed = library.marks.change([article_id], mark, wanted)
        said_now = said[0] if wanted else said[1]
        screen.app.undo.push(said_now, lambda library: library.marks.change(changed, mark, not wanted))
        return said_now

    screen.app.mark(turn)


def _keep(screen: MainScreen, ids: tuple[int, ...]) -> None:
    """Let articles stay in sight that the list would no longer hold."""
    if screen.list_pane.listing is not None:
        screen.list_pane.listing.keep(ids)


def read_all(screen: MainScreen, _number: int) -> None:
    """Mark all that the list shows as read; what came since it was read stays unread."""
    listing = screen.list_pane.listing
    if listing is None:
        return
    query, last = listing.query, listing.last
    changed: list[int] = []

    def read(library: Library) -> str:
        changed.extend(library.marks.read_all(query, last=last))
        if not changed:
            return "All of these are read already"
        said = f"{counted(len(changed), 'article')} marked as read"
        screen.app.undo.push(said, lambda library: library.marks.change(changed, "read", False))
        return f"{said} · U takes it back"

    screen.app.mark(read, lambda: listing.keep(changed))


def tag(screen: MainScreen, _number: int) -> None:
    """Ask for the tags of an article."""
    from reader.ui.screens.tags import TagScreen

    article_id = _marked(screen)
    if article_id is None:
        screen.say("No article is open")
        return

    def chosen(names: tuple[str, ...] | None) -> None:
        if names is None:
            return

        def write(library: Library) -> str:
            before = library.marks.set_tags(article_id, names)
            now = library.marks.tags([article_id]).get(article_id, ())
            if now == before:
                return "The tags stay as they were"
            said = f"Tags: {', '.join(now)}" if now else "No tags any more"
            screen.app.undo.push(said, lambda library: library.marks.set_tags(article_id, before))
            return said

        screen.app.mark(write)

    library = screen.app.library
    own = library.marks.tags([article_id]).get(article_id, ())
    screen.app.push_screen(TagScreen(own, library.marks.all_tags()), chosen)


HANDLERS = {
    "star": lambda screen, _: _toggle(screen, "starred", ("Starred", "Star taken away")),
    "read": lambda screen, _: _toggle(screen, "read", ("Marked as read", "Marked as unread")),
    "read_all": read_all,
    "tag": tag,
    "undo": lambda screen, _: screen.app.mark(screen.app.undo.take_back, lambda: renew(screen)),
}
