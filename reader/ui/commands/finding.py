"""Narrowing the list: by a search, to what is unread, and back to everything."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.model.article import ListQuery
    from reader.ui.listing import Listing
    from reader.ui.screens.main import MainScreen
    from reader.ui.widgets.rows import Row


def search(screen: MainScreen, _number: int) -> None:
    """Ask for a line; the list shows what it finds while it is typed, and what it was where the reader escapes."""
    from reader.query import write
    from reader.ui.looking import found, meant
    from reader.ui.lookup import Lookup
    from reader.ui.screens.search import SearchScreen

    row = screen.list_pane.current

    def look(line: str) -> None:
        base = screen.listed
        lookup.want(lambda library: found(library, line, base))

    def show(listing: Listing) -> None:
        screen.list_pane.show(listing.move_to(screen.app.library))
        screen.show_list_title()
        asked.hint(f"{listing.count:,} found · enter keeps this list · esc goes back")

    def done(line: str | None) -> None:
        lookup.over()
        if line is None:
            screen.listed = screen.listed
            if row is not None:
                screen.list_pane.stand_on(row.id)
            return
        screen.listed = meant(screen.app.library, line, screen.listed)
        if line:
            screen.app.searches.remember(line)
        screen.show_pane("list")
        if line and screen.list_pane.listing and not screen.list_pane.listing.count:
            screen.say(f"Nothing found for “{line}” · esc shows every article")

    lookup: Lookup[Listing] = Lookup(screen, show)
    asked = SearchScreen(write(screen.listed.filter), look, screen.app.searches.lines)
    screen.app.push_screen(asked, done)


def unread(screen: MainScreen, _number: int) -> None:
    screen.listed = replace(screen.listed, unread=not screen.listed.unread)
    screen.say("Unread articles only · u shows all" if screen.listed.unread else "Read and unread articles")


def saved(screen: MainScreen, _number: int) -> None:
    """Offer the saved searches; the chosen one is listed."""
    from reader.ui.screens.saved import SavedScreen

    def chosen(query: ListQuery | None) -> None:
        if query is not None:
            screen.listed = replace(query, folded=screen.listed.folded)
            screen.show_pane("list")

    screen.app.push_screen(SavedScreen(replace(screen.listed, kept=())), chosen)


def fold(screen: MainScreen, _number: int) -> None:
    row = screen.list_pane.current
    screen.listed = replace(screen.listed, folded=not screen.listed.folded)
    if row is not None:
        screen.list_pane.stand_on(row.id)
    screen.say(
        "Every story once, under its newest article · F shows every article"
        if screen.listed.folded
        else "Every article"
    )


def order(screen: MainScreen, _number: int) -> None:
    """Offer the orders of the list and its headings; what is chosen holds for every list from now on."""
    from reader.model.query import Grouping
    from reader.ui.screens.picking import PickScreen

    memory, row = screen.app.memory, screen.list_pane.current

    def chosen(row_id: str | None) -> None:
        if row_id is None:
            return
        if row_id == "fold":
            screen.action_run("fold")
            return
        if row_id in ("newest", "oldest"):
            memory.oldest = row_id == "oldest"
        else:
            memory.grouping = Grouping.NONE if memory.grouping == row_id else Grouping(row_id)
        screen.listed = screen.listed
        if row is not None:
            screen.list_pane.stand_on(row.id)

    text = "Order and headings hold for every list, the next time too. Choosing a heading once more takes it away."
    at = "oldest" if memory.oldest else "newest"
    screen.app.push_screen(PickScreen("Order of the list", _orders(screen), text, at), chosen)


def _orders(screen: MainScreen) -> list[Row]:
    from reader.ui.widgets.rows import Row

    memory = screen.app.memory
    offered = (
        ("newest", "n", "Newest first", not memory.oldest),
        ("oldest", "o", "Oldest first", memory.oldest),
        ("day", "d", "A heading for each day", memory.grouping == "day"),
        ("source", "f", "A heading for each feed or source", memory.grouping == "source"),
        ("story", "t", "A heading for each story", memory.grouping == "story"),
        ("fold", "s", "Every story once, under its newest article", screen.listed.folded),
    )
    return [Row(row_id, name, key, mark="●" if now else " ") for row_id, key, name, now in offered]


def find(screen: MainScreen, _number: int) -> None:
    """Find words in the open article; those that the list was searched for are offered."""
    from reader.ui.screens.find import FindScreen

    if screen.article is None:
        screen.say("No article is open")
        return
    screen.show_pane("article")
    found, article = screen.reading.found, screen.reading.article
    offered = article.text[slice(*found.here)] if article and found and found.here else ""
    screen.app.push_screen(FindScreen(screen.reading, offered))


HANDLERS = {"find": find, "search": search, "unread": unread, "saved": saved, "fold": fold, "order": order}
