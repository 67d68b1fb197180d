"""Feeds: reloading, adding, looking after them, and the whole text of an article."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.errors import reason
from reader.files import spelt_out
from reader.model.article import ListQuery
from reader.ui.widgets.status import shortened

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen

_NAMED = 40  # letters of a path, in a sentence


def reload_all(screen: MainScreen, _number: int) -> None:
    """Reload every feed; while that runs, stop it."""
    feeding = screen.app.feeding
    if feeding.busy:
        screen.app.run_worker(feeding.stop(), exit_on_error=False)
        screen.say("Reload stopped; what had come is kept")
        return
    from reader.net.schedule import willing

    feeds = screen.app.library.subscriptions.feeds()
    if feeds:
        feeding.reload([], total=len(willing(feeds)))
    else:
        screen.say("There are no feeds yet · a adds one, I imports a list of them")


def reload_one(screen: MainScreen, _number: int) -> None:
    """Reload the feeds of the article under the cursor, or of the open one."""
    row = screen.list_pane.current if screen.arrangement.current == "list" else None
    article_id = row.id if row else screen.article
    feeds = screen.app.library.subscriptions.of_article(article_id) if article_id is not None else []
    if not feeds:
        screen.say("This article came from no feed · R reloads them all")
    elif screen.app.feeding.busy:
        screen.say("A reload is under way · R stops it")
    else:
        screen.app.feeding.reload([str(feed) for feed in feeds], total=len(feeds))


def add(screen: MainScreen, _number: int) -> None:
    from reader.ui.screens.add_feed import AddFeedScreen

    screen.app.push_screen(AddFeedScreen())


def take_in(screen: MainScreen, _number: int) -> None:
    """Ask for a file or a folder; what newsboat left is offered."""
    from reader.ui.screens.picking import ImportScreen

    def answered(line: str | None) -> None:
        if line:
            screen.app.feeding.take_in(spelt_out(line))

    text = "A file or a folder: OPML, newsboat's urls or cache.db, texts, web pages, a backup"
    screen.app.push_screen(ImportScreen("Import", text, _newsboat_urls(), _no_file), answered)


def _no_file(line: str) -> str | None:
    try:
        if spelt_out(line).exists():
            return None
    except OSError as error:  # a name that is too long, a folder that is closed
        return f"{shortened(line, _NAMED)} cannot be read: {reason(error)}"
    return f"There is no file or folder {shortened(line, _NAMED)}"


def _newsboat_urls() -> str:
    """Where newsboat keeps its list of feeds, if it does."""
    places = ("~/.newsboat/urls", "~/.config/newsboat/urls")
    return next((place for place in places if spelt_out(place).is_file()), "")


def show(screen: MainScreen, _number: int) -> None:
    """Offer all that can be listed; the chosen one is."""
    from reader.ui.screens.feeds import FeedsScreen

    def chosen(query: ListQuery | None) -> None:
        if query is not None:
            screen.listed = replace(query, folded=screen.listed.folded)
            screen.show_pane("list")

    screen.app.push_screen(FeedsScreen(), chosen)


def full_text(screen: MainScreen, _number: int) -> None:
    if screen.article is None:
        screen.say("No article is open")
        return
    article = screen.app.library.article(screen.article)
    if article.row.url is None and not article.full:
        screen.say("This article has no address")
        return
    screen.app.feeding.fetch_full_text(article.id, undo=article.full)


HANDLERS = {
    "reload": reload_one,
    "reload_all": reload_all,
    "add_feed": add,
    "import": take_in,
    "feeds": show,
    "full_text": full_text,
}
