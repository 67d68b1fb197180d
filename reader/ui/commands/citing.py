"""Copying citations and addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.citations import format_for
from reader.ui.commands.quoting import address_of_marked

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen


def cite(screen: MainScreen, _number: int) -> None:
    """Copy the open article's citation in its folder's format, else in the one that was used last."""
    from reader.cite import Citation, cite_as

    if screen.article is None:
        screen.say("No article is open")
        return
    format_id = format_for(screen.app, screen.article)
    citation = Citation.from_article(screen.app.library.article(screen.article))
    _copy(screen, screen.article, format_id, cite_as(citation, format_id))


def _copy(screen: MainScreen, article_id: int, format_id: str, text: str) -> None:
    """Copy a citation, and remember that the article was cited, so that it is kept."""
    from reader.cite import formats

    names = {each.id: each.name for each in formats()}
    screen.app.copy(text, f"{names[format_id]} citation")
    screen.app.mark(lambda library: library.marks.cite([article_id]))


def choose_format(screen: MainScreen, _number: int) -> None:
    """Show every format of the open article's citation; the chosen one is copied and used from then on."""
    from reader.cite import Citation
    from reader.ui.screens.cite import CiteScreen

    if screen.article is None:
        screen.say("No article is open")
        return
    article_id = screen.article
    citation = Citation.from_article(screen.app.library.article(article_id))

    def chosen(choice: tuple[str, str] | None) -> None:
        if choice is not None:
            screen.app.citation_format = choice[0]
            _copy(screen, article_id, *choice)

    screen.app.push_screen(CiteScreen(citation, format_for(screen.app, article_id)), chosen)


def address(screen: MainScreen, _number: int) -> None:
    """Copy the address of the open article; while words of it are marked, one that leads to them."""
    if words := address_of_marked(screen):
        screen.app.copy(words, "Address of the words")
        return
    url = screen.app.library.article(screen.article).row.url if screen.article is not None else None
    if url is None:
        screen.say("This article has no address")
    else:
        screen.app.copy(url, "Address")


HANDLERS = {"cite": cite, "cite_as": choose_format, "address": address}
