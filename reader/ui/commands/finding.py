"""Narrowing the list: by words, to what is unread, and back to everything."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen


def search(screen: MainScreen, _number: int) -> None:
    from reader.ui.screens.search import SearchScreen

    def found(text: str | None) -> None:
        if text is None:
            return
        screen.listed = replace(screen.listed, text=text)
        screen.show_pane("list")
        if text and screen.list_pane.listing and not screen.list_pane.listing.count:
            screen.say(f"Nothing found for {text!r} · esc shows every article")

    screen.app.push_screen(SearchScreen(screen.listed.text), found)


def unread(screen: MainScreen, _number: int) -> None:
    screen.listed = replace(screen.listed, unread=not screen.listed.unread)
    screen.say("Unread articles only · u shows all" if screen.listed.unread else "All articles")


def fold(screen: MainScreen, _number: int) -> None:
    screen.listed = replace(screen.listed, folded=not screen.listed.folded)
    screen.say(
        "Every story once, under its newest article · F shows every article"
        if screen.listed.folded
        else "Every article"
    )


HANDLERS = {"search": search, "unread": unread, "fold": fold}
