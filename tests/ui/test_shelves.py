"""What can be listed, from one screen: feeds in folders, saved searches, watched and muted, with their counts."""

import pytest
from rich.style import Style
from textual.events import Click
from textual.geometry import Offset

from reader.ingest.feed import parse_feed
from reader.ingest.feed_articles import articles_of
from reader.library import Library
from reader.model.article import ListQuery
from reader.model.feed import FeedState, Secret, Subscription
from reader.query import parse
from reader.store.arrival.delivery import deliver, incoming
from reader.store.database import connect
from reader.ui.memory import load, save
from reader.ui.screens.feeds import FeedsScreen
from reader.ui.widgets.choices import Choices
from tests.loopback import rss


@pytest.fixture
def fed(edition):
    """The sample edition with two feeds in a folder and one that went wrong, a saved search, and a watched entity."""
    wanted = [Subscription("https://a/f", "Alpha", "World"), Subscription("https://b/f", "Beta", "World")]
    with Library.open(edition) as library:
        library.subscriptions.subscribe([*wanted, Subscription("https://c/f", "Gamma")])
        library.filters.keep("ferries", ListQuery(filter=parse("ferries")))
        library.watches.set(library.find_entity("Turkey").id, True)
    db = connect(edition)
    for feed_id, titles in ((1, ("One", "Two")), (2, ("Two",))):
        document = parse_feed(rss(*titles, base="https://x"))
        deliver(db, feed_id, [incoming(each) for each in articles_of(document, "https://x")], FeedState())
    db.execute("UPDATE feed SET last_error = 'The server hung up.' WHERE id = 3")
    db.close()
    return edition


def listed(reader):
    listing = reader.main.list_pane.listing
    return [listing.row(index).title for index in range(listing.count)]


async def opened_shelves(reader):
    await reader.press("L")
    assert isinstance(reader.app.screen, FeedsScreen)
    await reader.until(lambda: bool(reader.app.screen._counts))
    return reader.app.screen


async def go(reader, shelf):
    reader.app.screen.fill(shelf)
    await reader.pilot.pause()


async def test_everything_stands_there_with_its_counts(opened, fed):
    async with opened(fed) as reader:
        screen = await opened_shelves(reader)
        text = reader.screen_text()
        for name in (
            "All articles",
            "▾ World",
            "Alpha",
            "Feeds in no folder",
            "▾ Saved searches",
            "▾ Watched",
            "Turkey",
        ):
            assert name in text
        assert screen._counts["folder:World"] == (2, 2)
        assert (screen._counts["feed:1"], screen._counts["feed:2"]) == ((2, 2), (1, 1))
        assert "The server hung up." in text
        assert "1 feed went wrong" in text


async def test_a_folder_a_feed_and_a_search_are_listed_by_their_names(opened, fed):
    async with opened(fed) as reader:
        for shelf, title, first in (
            ("folder:World", "World · unread 2", {"One", "Two"}),
            ("feed:2", "Beta · unread 1", {"Two"}),
        ):
            await opened_shelves(reader)
            await go(reader, shelf)
            await reader.press("enter")
            assert set(listed(reader)) == first
            assert title in str(reader.main.list_pane.border_title)
        await reader.press("/", *"two", "enter")
        assert "Beta · 1 found · two" in str(reader.main.list_pane.border_title)
        await reader.press("escape")
        assert "Beta · unread 1" in str(reader.main.list_pane.border_title)
        await opened_shelves(reader)
        await go(reader, "saved:ferries")
        await reader.press("enter")
        assert str(reader.main.list_pane.border_title).startswith("ferries · unread")
        assert listed(reader)
        await reader.press("escape")
        assert reader.main.listed == ListQuery()


async def test_folders_fold_and_stay_so(opened, fed, tmp_path):
    async with opened(fed) as reader:
        await opened_shelves(reader)
        await go(reader, "feed:1")
        await reader.press("h")
        assert "▸ World" in reader.screen_text()
        assert "feed:1" not in [row.id for row in reader.app.screen.rows() if row.depth]
        save(reader.app.memory, tmp_path)
        assert load(tmp_path).folded == {"folder:World"}
        await reader.press("l")
        assert "▾ World" in reader.screen_text()
        await go(reader, "group:saved")
        await reader.press("enter")
        assert "▸ Saved searches" in reader.screen_text()


async def test_feeds_are_named_moved_removed_and_all_of_it_is_undone(opened, fed):
    async with opened(fed) as reader:
        subscriptions = reader.app.library.subscriptions
        await opened_shelves(reader)
        await go(reader, "feed:1")
        await reader.press("n", *["backspace"] * 5, *"First", "enter")
        assert subscriptions.find("1").name == "First"
        await reader.press("m", *["backspace"] * 5, *"Near", "enter")
        assert subscriptions.find("1").folder == "Near"
        assert "▾ Near" in reader.screen_text()
        await reader.press("d")
        assert "its articles stay" in reader.screen_text()
        assert len(subscriptions.feeds()) == 3
        await reader.press("d")
        assert len(subscriptions.feeds()) == 2
        await reader.press("U", "U", "U")
        assert (subscriptions.find("1").name, subscriptions.find("1").folder) == ("Alpha", "World")
        assert reader.app.library.count(ListQuery(feeds=(1,))) == 2


async def test_what_is_set_for_a_feed_is_seen_changed_and_taken_back(opened, fed):
    async with opened(fed) as reader:
        subscriptions = reader.app.library.subscriptions
        await opened_shelves(reader)
        await go(reader, "feed:1")
        await reader.press("f", "T", *"late, late, x", "enter")
        await reader.press("p", *"ada", "enter", *" p w", "enter")
        feed = subscriptions.find("1")
        assert (feed.full_text, feed.tags) == (True, ("late", "x"))
        assert subscriptions.keep_secret(1, Secret("ada", " p w")) == Secret("ada", " p w")
        assert "f whole articles: yes · T tags: late, x · p password: kept" in reader.screen_text()
        await reader.press("U", "U", "U")
        assert subscriptions.find("1").tags == ()
        assert "f whole articles: no · T tags: none · p password: none" in reader.screen_text()
        subscriptions.rename(1, "The Paper of the Far North and Beyond")
        await go(reader, "folder:World")
        await reader.press("p")
        assert "p takes the user and password of a feed" in reader.screen_text()
        assert "whole articles" not in reader.screen_text()
        await go(reader, "feed:1")
        await reader.press("enter")
        assert reader.main.list_pane.title == "The Paper of the… · unread 2"


async def test_searches_and_watches_are_let_go_of_and_brought_back(opened, fed):
    async with opened(fed) as reader:
        library = reader.app.library
        await opened_shelves(reader)
        await go(reader, "saved:ferries")
        await reader.press("n", "2", "enter")
        assert list(library.filters.listed()) == ["ferries2"]
        await reader.press("d")
        assert not library.filters.listed()
        await go(reader, f"watched:{library.find_entity('Turkey').id}")
        await reader.press("d")
        assert not library.watches.listed()
        await reader.press("U", "U", "U")
        assert (list(library.filters.listed()), len(library.watches.listed())) == (["ferries"], 1)


async def test_the_next_one_that_went_wrong_says_why(opened, fed):
    async with opened(fed) as reader:
        await opened_shelves(reader)
        await reader.press("!")
        assert reader.app.screen.chosen == "feed:3"
        for key in ("n", "escape", "m", "escape", "g", "r", "d", "n", "m"):
            await reader.press(key)
        assert isinstance(reader.app.screen, FeedsScreen)
        await reader.press("a")
        assert type(reader.app.screen).__name__ == "AddFeedScreen"


async def test_a_click_on_a_row_that_is_gone_does_nothing(opened, fed):
    async with opened(fed) as reader:
        screen = await opened_shelves(reader)
        place, style = Offset(2, 3), Style(meta={"option": 99})
        click = Click(None, *place, 0, 0, 1, False, False, False, *place, style)
        screen.query_one(Choices).post_message(click)
        await reader.pilot.pause()
        assert reader.app.screen is screen
