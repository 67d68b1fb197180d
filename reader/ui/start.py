"""The first moments: the place of yesterday, or what an empty cache offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import TidewireError
from reader.ui.history import Place
from reader.ui.wording import NO_ARTICLES, counted

if TYPE_CHECKING:
    from reader.ui.app import TidewireApp


def begin(app: TidewireApp) -> None:
    """Show an article without counting it as read, unless one is open by now; offer the samples where there is none."""
    listing = app.main.list_pane.listing
    if listing is None or listing.count == 0:
        app.main.reading.say_instead("The article that you open stands here, its people, places and things marked.")
        app.main.sidebar.say_instead("Its entities and related stories stand here.")
        _say_what_to_do(app)
        return
    if app.main.article is not None:  # a key was quicker
        return
    last = app.memory.places.get(str(app.cache.resolve()))
    first = listing.row(0)
    if last is not None and listing.index_of(last[0]) is not None:
        app.main.places.visit(Place(last[0], last[1:]), remember=False)
    elif first is not None:
        app.main.places.visit(Place(first.id), remember=False)


def _say_what_to_do(app: TidewireApp) -> None:
    """A reader who has feeds already needs no samples."""
    count = len(app.library.subscriptions.feeds())
    if count:
        app.main.say(f"{NO_ARTICLES} · R reloads your {counted(count, 'feed')}")
    else:
        _offer_samples(app)


def _offer_samples(app: TidewireApp) -> None:
    from reader.ui.commands import feeds
    from reader.ui.screens.welcome import WelcomeScreen, Wish

    def answered(wish: Wish | None) -> None:
        if wish is Wish.SAMPLES:
            app.run_worker(lambda: _import_samples(app), thread=True, group="import", exit_on_error=False)
        elif wish is Wish.FEED:
            feeds.add(app.main, 0)
        elif wish is Wish.IMPORT:
            feeds.take_in(app.main, 0)

    app.push_screen(WelcomeScreen(str(app.cache)), answered)


def _import_samples(app: TidewireApp) -> None:
    """Import the sample edition, in a thread; the list fills when it is stored."""
    from reader.samples import store_samples

    try:
        store_samples(app.cache)
    except (TidewireError, OSError) as error:
        app.call_from_thread(app.main.say, f"The sample edition could not be imported: {error}", error=True)
    else:
        app.call_from_thread(_arrived, app)


def _arrived(app: TidewireApp) -> None:
    app.main.list_pane.reload()
    app.main.show_list_title()
    begin(app)
    app.tour.offer()
    if app.annotating is not None:
        app.annotating.nudge()
