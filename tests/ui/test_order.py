"""The order of the list and the headings of its days, which hold for every list and are remembered."""

from reader.model.article import ListQuery


def titles(reader):
    listing = reader.main.list_pane.listing
    return [listing.row(index).title for index in range(listing.count)]


def headings(reader):
    """By place in the list, the headings of the days that it has."""
    pane = reader.main.list_pane
    notes = [pane.pieces(index * 2 + 1) for index in range(pane.listing.count)]
    return {index: note[1][0] for index, note in enumerate(notes) if note[1][0].startswith("── ")}


async def test_the_oldest_come_first_in_every_list_and_the_cursor_keeps_its_article(opened):
    async with opened() as reader:
        newest = titles(reader)
        await reader.press("j", "j")
        article = reader.main.list_pane.current.id
        await reader.press("O", "o")
        assert titles(reader) == newest[::-1]
        assert reader.main.list_pane.current.id == article
        await reader.press("/", *"skarholm", "enter")
        found = titles(reader)
        assert found == [title for title in newest[::-1] if title in found]
        await reader.press("escape")
        assert reader.main.listed == ListQuery(oldest=True)
        await reader.press("O", "n")
        assert titles(reader) == newest


async def test_the_chooser_is_left_without_a_change_and_stands_on_what_is_so(opened):
    async with opened() as reader:
        await reader.press("O", "j", "enter", "O")
        assert reader.app.screen.chosen == "oldest"
        await reader.press("escape")
        assert reader.app.memory.oldest
        assert not reader.app.memory.by_day


async def test_a_day_has_its_heading_on_its_first_article(opened):
    async with opened(size=(200, 50)) as reader:
        assert headings(reader) == {}
        await reader.press("O", "d")
        listing = reader.main.list_pane.listing
        days = [listing.row(index).listed[:10] for index in range(listing.count)]
        firsts = [index for index, day in enumerate(days) if index == 0 or days[index - 1] != day]
        assert 1 < len(firsts) < listing.count
        assert list(headings(reader)) == firsts
        assert reader.main.list_pane.virtual_size.height == listing.count * 2
        await reader.press("/", *"skarholm sort:rank", "enter")
        assert headings(reader) == {}
        await reader.press("escape", "O", "d")
        assert headings(reader) == {}


async def test_every_story_once_from_the_chooser(opened):
    async with opened() as reader:
        await reader.press("O", "s")
        assert reader.main.listed == ListQuery(folded=True)


async def test_the_order_is_remembered(opened):
    async with opened() as reader:
        await reader.press("O", "o", "O", "d")
    async with opened() as reader:
        assert reader.main.listed.oldest
        assert headings(reader)


async def test_an_article_without_a_date_is_under_the_day_where_it_stands(opened):
    async with opened() as reader:
        listing = reader.main.list_pane.listing
        days = [listing.row(index).listed for index in range(listing.count)]
        assert any(listing.row(index).published is None for index in range(listing.count))
        assert days == sorted(days, reverse=True)
