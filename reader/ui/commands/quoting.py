"""Marking sentences and copying them: with their citation and an address that leads to them, and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.citations import format_for, printed

if TYPE_CHECKING:
    from reader.library import Library
    from reader.model.quote import Quote
    from reader.ui.screens.main import MainScreen


def mark(screen: MainScreen, _number: int) -> None:
    """Begin to mark sentences, or begin anew at the one where the keys are."""
    if screen.article is None:
        screen.say("No article is open")
        return
    screen.show_pane("article")
    screen.reading.mark_sentences()
    if not screen.reading.marking.quoting:
        screen.say("There are no sentences here")
    else:
        screen.say("y copies and keeps · j k take more or fewer · v begins here · esc lets go")


def copy(screen: MainScreen, _number: int) -> None:
    """Copy what is marked: sentences as a quotation that is kept, words selected by the mouse as they are."""
    marking = screen.reading.marking
    if not marking.words:
        screen.say("Nothing is marked; v marks sentences, the mouse selects words")
    elif marking.quoting:
        _quote(screen)
    else:
        screen.app.copy(marking.words, "Words")
        screen.reading.release_marked()


def _quote(screen: MainScreen) -> None:
    from reader.cite import Citation

    article, span = screen.reading.article, screen.reading.marking.span
    if article is None or span is None:
        return
    words, address = screen.reading.marking.words, address_of_marked(screen)
    text = printed(Citation.from_article(article), words, address, format_for(screen.app, article.id))
    from reader.model.quote import NewQuote

    marked = NewQuote(article.id, *span)

    def keep(library: Library) -> None:
        library.quotes.add(marked)

    screen.app.mark(keep, then=lambda: show_kept(screen))
    screen.app.copy(text, "Quotation")
    screen.reading.release_marked()


def kept(screen: MainScreen, _number: int) -> None:
    """List the quotations that are kept; the chosen one is shown where it stands, or copied again."""
    from reader.ui.screens.quotes import QuotesScreen

    def chosen(quote: Quote | None) -> None:
        if quote is not None and quote.article_id is not None and quote.span is not None:
            screen.open(quote.article_id)
            screen.reading.mark_words(quote.span)
            screen.say("y copies it again · j k take more or fewer · esc lets go")
        show_kept(screen)

    screen.app.push_screen(QuotesScreen(), chosen)


def show_kept(screen: MainScreen) -> None:
    """Show which words of the open article are kept as quotations."""
    if screen.article is not None:
        found = screen.app.library.quotes.listed(screen.article)
        screen.reading.keep([each.span for each in found if each.span is not None])


def address_of_marked(screen: MainScreen) -> str:
    """The address that leads to the marked words; empty where the article has none."""
    from reader.cite.fragment import address_of_words

    article, span = screen.reading.article, screen.reading.marking.span
    if article is None or span is None or article.row.url is None:
        return ""
    return address_of_words(article.row.url, screen.reading.marking.words, text=article.text, start=span[0])


HANDLERS = {"quote": mark, "copy": copy, "quotes": kept}
