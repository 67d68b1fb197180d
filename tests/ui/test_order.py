"""The order of the list and the headings of its days, which hold for every list and are remembered."""

from reader.model.article import ListQuery, ParsedArticle
from reader.model.grouping import Group
from reader.model.query import Grouping
from reader.query import parse
from reader.ui.grouped import Groups


def titles(reader):
    listing = reader.main.list_pane.listing
    return [listing.row(index).title for index in range(listing.count)]


def lines(reader):
    """The list as it would stand on a screen that is high enough: "# …" for a heading, else the titles."""
    pane = reader.main.list_pane
    shown = []
    for line in range(pane.virtual_size.height):
        index, part = pane.groups.at(line)
        text = "".join(text for text, _ in pane.pieces(line)).strip()
        shown += [f"# {text}"] if part < 0 else [pane.listing.row(index).title] if part == 0 else []
    return shown


def headings(reader):
    return [line for line in lines(reader) if line.startswith("# ")]


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
        await reader.press("/", *"skarholm sort:newest", "enter")
        assert titles(reader) == found[::-1]
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
        assert reader.app.memory.grouping is Grouping.NONE


async def test_a_heading_stands_above_each_day_and_goes_where_it_is_chosen_again(opened):
    async with opened(size=(200, 50)) as reader:
        flat = titles(reader)
        assert lines(reader) == flat
        await reader.press("O", "d")
        assert headings(reader)[0].startswith("# Tue 5 Nov 2019")
        assert titles(reader) == flat
        assert [line for line in lines(reader) if line[0] != "#"] == flat
        reader.main.listed = ListQuery(filter=parse("skarholm sort:rank"))
        assert headings(reader) == []
        await reader.press("escape", "O", "d")
        assert headings(reader) == []


async def test_a_heading_for_each_source_and_the_cursor_keeps_its_article(opened):
    async with opened() as reader:
        await reader.press("j", "j", "j")
        article = reader.main.list_pane.current
        await reader.press("O", "f")
        rows = [reader.main.list_pane.listing.row(index) for index in range(reader.main.list_pane.listing.count)]
        named = dict.fromkeys(row.source for row in rows)
        assert [line.split()[1] for line in headings(reader)] == [(name or "Without").split()[0] for name in named]
        assert len(rows) == len({row.id for row in rows}) == reader.app.library.count()
        assert reader.main.list_pane.current.id == article.id
        assert "Continental Post · " not in "".join(text for text, _ in reader.main.list_pane.pieces(4))
        reader.main.listed = ListQuery(filter=parse("skarholm"))
        assert 1 < len(headings(reader)) < len(named)
        await reader.press("escape")
        assert len(headings(reader)) == len(named)


async def test_a_heading_for_each_story_and_what_is_in_none_stands_last(opened):
    async with opened() as reader:
        await reader.press("O", "t")
        first = next(iter(reader.app.library.stories.storylines()))
        assert headings(reader)[0].removeprefix("# ")[:20] == first.title[:20]
        assert {*lines(reader)[1 : 1 + first.size]} == {row.title for row in first.articles}
        assert headings(reader)[-1].startswith("# In no story")
        await reader.press("O", "t")
        assert headings(reader) == []


async def test_the_cursor_passes_over_headings_and_they_are_no_articles_to_the_mouse(opened):
    async with opened() as reader:
        pane = reader.main.list_pane
        await reader.press("O", "t")
        for _ in range(pane.listing.count + 3):
            pane.move(1)
            top, line = pane.scroll_offset.y, pane.groups.line_of(pane.cursor)
            assert top <= line <= top + pane.size.height - 2
            assert pane.groups.at(top)[1] <= 0
        assert pane.cursor == pane.listing.count - 1
        await reader.press("g")
        assert pane.scroll_offset.y == 0
        await reader.pilot.click("#list", offset=(4, 1))
        assert (pane.cursor, reader.main.article) == (0, reader.main.article)
        second = pane.groups.line_of(pane.groups.firsts[1])
        await reader.pilot.click("#list", offset=(4, second))
        assert pane.cursor == 0
        await reader.pilot.click("#list", offset=(4, second + 1))
        assert pane.cursor == pane.groups.firsts[1]
        assert [y for _, y, _ in pane.spots()][:2] == [1, 3]


async def test_a_grouped_list_stays_where_it_is_when_articles_arrive(opened):
    async with opened() as reader:
        pane = reader.main.list_pane
        await reader.press("O", "f", *["j"] * 12)
        article, above = pane.current.id, pane.groups.line_of(pane.cursor) - pane.scroll_offset.y
        reader.app.library.add(
            [ParsedArticle("new", "New", "Nothing.", source="A first source", published="2019-11-20")]
        )
        pane.reload()
        assert headings(reader)[0] == "# A first source" + headings(reader)[0][16:]
        assert pane.current.id == article
        assert pane.groups.line_of(pane.cursor) - pane.scroll_offset.y == above


def test_lines_and_articles_find_each_other():
    groups = Groups([Group(Grouping.SOURCE, str(size), size) for size in (3, 1, 5)])
    assert [groups.line_of(index) for index in range(9)] == [1, 3, 5, 8, 11, 13, 15, 17, 19]
    assert [groups.at(line) for line in (0, 1, 2, 7, 8, 9, 10, 11)] == [
        (0, -1), (0, 0), (0, 1), (3, -1), (3, 0), (3, 1), (4, -1), (4, 0),
    ]  # fmt: skip
    assert groups.height(9) == 21
    assert [(group.key, *rest) for group, *rest in groups.windows(2, 3)] == [
        ("3", 0, 2, 1),
        ("1", 3, 0, 1),
        ("5", 4, 0, 1),
    ]


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
