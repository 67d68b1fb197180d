"""The palette: everything that has a name, by a few letters, and what enter does with each kind."""

import asyncio
from concurrent.futures import Future

from reader.keys import COMMANDS
from reader.library import Library
from reader.model.article import ListQuery
from reader.model.feed import Subscription
from reader.query import parse
from reader.ui.fuzzy import fits
from reader.ui.palette import NOT_LISTED, find
from reader.ui.screens.palette import PaletteScreen


async def chosen(reader, typed, name):
    """Open the palette, type, go to the row of that name, and press enter."""
    await reader.press("ctrl+p", *typed)
    await reader.until(lambda: any(hit.name == name for hit in reader.app.screen._hits))
    row = next(hit.id for hit in reader.app.screen._hits if hit.name == name)
    await reader.press_until("down", lambda: reader.app.screen.chosen == row)
    await reader.press("enter")
    await reader.until(lambda: not isinstance(reader.app.screen, PaletteScreen))


async def test_without_letters_it_says_what_can_be_typed_and_lists_the_commands(opened):
    async with opened(size=(80, 24)) as reader:
        await reader.press(":")
        await reader.until(lambda: "Move down" in reader.screen_text())
        assert "Letters of a command" in reader.screen_text()
        await reader.press(*"qqqqzz")
        await reader.until(lambda: "/ searches the texts" in reader.screen_text())
        await reader.press("enter")
        assert isinstance(reader.app.screen, PaletteScreen)
        await reader.press("escape")
        assert reader.app.screen is reader.main


async def test_each_kind_is_found_and_done(opened, edition):
    with Library.open(edition) as library:
        library.subscriptions.subscribe([Subscription("https://a/f", "Alpha Wire", "World")])
        library.filters.keep("ferry news", ListQuery(filter=parse("ferry")))
        title = library.rows(ListQuery(), 3, 1)[0].title
    async with opened(edition) as reader:
        await chosen(reader, "alpha", "Alpha Wire")
        assert str(reader.main.list_pane.border_title).startswith("Alpha Wire")
        await chosen(reader, "ferry n", "ferry news")
        assert str(reader.main.list_pane.border_title).startswith("ferry news")
        await chosen(reader, "turkey", "Turkey")
        assert reader.entity == "Turkey"
        await chosen(reader, title.split()[0].casefold(), title)
        assert reader.title == title
        await chosen(reader, "set right", "What you have set right; each can be taken back")
        assert type(reader.app.screen).__name__ == "CorrectionsScreen"


async def test_enter_before_the_answer_waits_for_it(opened):
    async with opened() as reader:
        await reader.press("ctrl+p")
        before = reader.app.theme
        screen = reader.app.screen
        screen._look("next theme")
        screen._entered("next theme")
        await reader.until(lambda: reader.app.theme != before)


def test_the_nearest_name_comes_first(edition):
    with Library.open(edition) as library:
        kinds = [hit.id for hit in find(library, COMMANDS, "turkey")]
        assert kinds[0] == f"entity:{library.find_entity('Turkey').id}"
        assert any(kind.startswith("article:") for kind in kinds)
        assert find(library, COMMANDS, "mute rls")[0].id == "command:mutes"
        assert len(find(library, COMMANDS, " ")) == len(COMMANDS) - len(NOT_LISTED)
        assert find(library, COMMANDS, "?!") == []


def test_letters_that_merely_follow_each_other_find_nothing():
    assert fits("nexun", "Next unread article") > fits("rls", "Mute rules") > 0
    assert fits("theme", "The Meridian") > 0  # put together from the beginnings of its words
    assert fits("turk", "Fetch the whole article from its page, or give the summary back") == 0
    assert fits("theme", "Copy the address of the article, or of the marked words in it") == 0
    assert fits("rls", "Relations that last") == 0


async def test_a_palette_that_was_closed_looks_up_what_was_typed_and_shows_nothing(opened):
    async with opened() as reader:
        await reader.press("ctrl+p")
        screen = reader.app.screen
        screen.dismiss(None)
        await reader.until(lambda: not screen.children)
        hits = await asyncio.wrap_future(reader.app.searches.submit(lambda library: screen.look(library, "turkey")))
        assert hits
        answer: Future[object] = Future()
        answer.set_result(hits)
        screen._lookup._answer(screen._lookup._newest, answer)
