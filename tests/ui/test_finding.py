"""Searching while one types, its mistakes and ways back; articles that stay in sight; marks and undoing them."""

from reader.library import Library
from reader.model.article import ListQuery, ParsedArticle
from reader.ui.screens.search import SearchScreen


def titles(reader):
    listing = reader.main.list_pane.listing
    return [listing.row(index).title for index in range(listing.count)]


async def settled(reader):
    """Until the search has shown what the line finds."""
    await reader.until(lambda: "found ·" in reader.screen_text())


async def test_the_list_follows_the_line_and_enter_keeps_it(opened):
    async with opened() as reader:
        every = reader.main.list_pane.listing.count
        await reader.press("/", *"kipch")
        await reader.until(lambda: reader.main.list_pane.listing.count < every)
        await settled(reader)
        assert "found · kipch* " in reader.screen_text()
        seen = titles(reader)
        assert any("Kipchoge" in title for title in seen)
        await reader.press("enter")
        assert titles(reader) == seen
        assert "found · kipch* " in reader.screen_text()
        await reader.press("escape")
        assert reader.main.list_pane.listing.count == every


async def test_escape_leaves_the_list_and_its_cursor_as_they_were(opened):
    async with opened() as reader:
        await reader.press("j", "j", "j")
        before, every = reader.main.list_pane.current.id, reader.main.list_pane.listing.count
        await reader.press("/", *"boeing")
        await reader.until(lambda: reader.main.list_pane.listing.count < every)
        await reader.press("escape")
        await reader.pilot.pause()
        assert (reader.main.list_pane.current.id, reader.main.list_pane.listing.count) == (before, every)
        assert "Articles · unread" in reader.screen_text()


async def test_a_mistake_is_pointed_at_and_tab_mends_it(opened):
    async with opened(size=(80, 24)) as reader:
        await reader.press("/", *"turkey is:unred", "enter")
        screen = reader.app.screen
        assert isinstance(screen, SearchScreen)
        assert "did you mean “unread”?" in reader.screen_text()
        assert (screen.mistake.start, screen.mistake.end) == (10, 15)
        await reader.press("tab")
        await settled(reader)
        await reader.press("enter")
        assert reader.app.screen is reader.main
        assert "found · turkey is:unread" in str(reader.main.list_pane.border_title)


async def test_earlier_searches_come_back(opened):
    async with opened() as reader:
        await reader.press("/", *"boeing", "enter", "/", *"skarholm", "enter", "escape", "/", "up", "up", "enter")
        assert "found · boeing" in reader.screen_text()


async def test_u_narrows_what_was_found_and_escape_widens_step_by_step(opened):
    async with opened() as reader:
        await reader.press("/", *"skarholm", "enter")
        found = len(titles(reader))
        await reader.press("enter", "u")
        await reader.until(lambda: reader.main.list_pane.listing.count == found - 1)
        assert "found · skarholm · unread" in str(reader.main.list_pane.border_title)
        await reader.press("escape")
        assert reader.main.listed == ListQuery(unread=True)
        await reader.press("escape")
        assert reader.main.listed == ListQuery()


async def test_results_show_the_words_around_what_was_found(opened):
    async with opened() as reader:
        await reader.press("/", *"text:pendulum OR text:marathon", "enter")
        assert "marathon" in reader.screen_text().casefold()
        listing = reader.main.list_pane.listing
        assert any(found for _, found in listing.snippet(listing.row(0).id))


async def test_just_read_articles_stay_until_one_leaves_the_view(opened):
    async with opened() as reader:
        await reader.press("u")
        every = titles(reader)
        await reader.press("enter")
        await reader.until(lambda: reader.app.library.count(ListQuery(unread=True)) == len(every) - 1)
        await reader.pilot.pause()
        assert titles(reader) == every
        await reader.press("u", "u")
        assert len(titles(reader)) == len(every) - 1


async def test_the_title_does_not_count_what_was_just_read(opened):
    async with opened() as reader:
        unread = reader.app.library.count(ListQuery(unread=True))
        await reader.press("enter")
        await reader.until(lambda: f"unread {unread - 1}" in str(reader.main.list_pane.border_title))
        await reader.press("A")
        await reader.until(lambda: "unread 0" in str(reader.main.list_pane.border_title))


async def test_all_read_and_back(opened):
    async with opened() as reader:
        await reader.press("/", *"skarholm", "enter")
        shown, unread = len(titles(reader)), reader.app.library.count(ListQuery(unread=True))
        await reader.press("A")
        await reader.until(lambda: f"{shown} articles marked as read" in reader.main.status.message)
        assert reader.app.library.count(ListQuery(unread=True)) == unread - shown
        await reader.press("U")
        await reader.until(lambda: "Undone" in reader.main.status.message)
        assert reader.app.library.count(ListQuery(unread=True)) == unread


async def test_all_read_leaves_what_the_list_has_not_shown(opened):
    async with opened() as reader:
        with Library.open(reader.app.cache) as other:
            other.add([ParsedArticle("new", "Newer than all", "Text.", published="2026-01-01")])
        await reader.press("A")
        await reader.until(lambda: "marked as read" in reader.main.status.message)
        assert [row.title for row in reader.app.library.rows(ListQuery(unread=True), 0, 9)] == ["Newer than all"]


async def test_undo_goes_back_through_every_mark(opened):
    async with opened() as reader:
        first = reader.main.list_pane.current.id
        await reader.press("s", "N", "T", *"Later, blog", "enter")
        library = reader.app.library
        await reader.until(lambda: library.marks.tags([first]) == {first: ("blog", "later")})
        await reader.until(lambda: "Tags:" in reader.main.status.message)
        await reader.until(lambda: "#blog #later" in reader.screen_text())
        assert (library.article(first).row.starred, library.article(first).row.read) == (True, True)
        await reader.press("U")
        await reader.until(lambda: library.marks.tags([first]) == {})
        await reader.press("U")
        await reader.until(lambda: not library.article(first).row.read)
        assert library.article(first).row.starred
        await reader.press("U")
        await reader.until(lambda: not library.article(first).row.starred)
        await reader.press("U")
        await reader.until(lambda: "nothing to undo" in reader.main.status.message)


async def test_tags_are_found_and_changed(opened):
    async with opened() as reader:
        first = reader.main.list_pane.current
        await reader.press("T", *"later", "enter")
        await reader.until(lambda: "Tags: later" in reader.main.status.message)
        await reader.press("/", *"tag:later", "enter")
        assert titles(reader) == [first.title]
        await reader.press("T")
        assert "there are later" in reader.screen_text()
        await reader.press(*["backspace"] * 10, "enter")
        await reader.until(lambda: reader.app.library.marks.all_tags() == [])


async def test_a_search_is_saved_listed_let_go_and_brought_back(opened):
    async with opened() as reader:
        await reader.press("S")
        assert "None yet" in reader.screen_text()
        await reader.press("s")
        assert "no search to save" in reader.screen_text()
        await reader.press("escape", "/", *"skarholm", "enter")
        found = titles(reader)
        await reader.press("S", "s", *"Ferry", "enter")
        shown = reader.screen_text()
        assert f"{len(found)} of {len(found)}" in shown and "skarholm" in shown and "Saved as “Ferry”" in shown
        await reader.press("escape", "escape", "S", "enter")
        assert titles(reader) == found
        await reader.press("S", "d")
        assert reader.app.library.filters.listed() == {}
        await reader.press("U")
        assert list(reader.app.library.filters.listed()) == ["Ferry"]
        await reader.press("d", "escape", "U")
        await reader.until(lambda: list(reader.app.library.filters.listed()) == ["Ferry"])
        await reader.press("U")
        await reader.until(lambda: reader.app.library.filters.listed() == {})


async def test_what_is_found_too_late_is_not_told_to_a_line_that_has_gone(opened):
    async with opened() as reader:
        await reader.press("slash")
        line = reader.app.screen
        await reader.press("escape")
        line.hint("3 found")
        assert reader.app.screen is reader.main
