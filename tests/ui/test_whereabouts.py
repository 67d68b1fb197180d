"""The place in each article, and when an article counts as read."""

from __future__ import annotations

import pytest

from reader.library import Library
from reader.model.article import ParsedArticle
from tests.ui.conftest import STORY

LONG = "\n".join(
    f"Paragraph {number} says that the bridge is closed and nobody knows why. " * 3 for number in range(40)
)


@pytest.fixture
def long(tmp_path):
    cache = tmp_path / "long.db"
    with Library.open(cache) as library:
        library.add(
            [
                ParsedArticle("1", "Long", LONG, source="Post", published="2020-01-03"),
                ParsedArticle("2", "Other", LONG, source="Post", published="2020-01-02"),
            ]
        )
    return cache


def top_words(reader) -> str:
    pane = reader.main.reading
    start = pane.in_view[0]
    return pane.article.text[start : start + 20]


async def test_an_article_is_opened_where_one_left_it(opened, long):
    async with opened(long) as reader:
        reader.open("Long")
        await reader.press("space", "j")
        words, scroll, start = top_words(reader), reader.main.reading.scroll_offset.y, reader.main.reading.in_view[0]
        reader.open("Other")
        await reader.pilot.pause()
        assert reader.main.reading.scroll_offset.y == 0
        reader.open("Long")
        await reader.pilot.pause()
        assert (top_words(reader), reader.main.reading.scroll_offset.y) == (words, scroll)
        assert "Where you left it" in reader.main.status.message
    async with opened(long, size=(80, 24)) as reader:
        reader.open("Other")
        await reader.pilot.pause()
        reader.open("Long")
        await reader.pilot.pause()
        assert reader.main.reading.in_view[0] <= start < reader.main.reading.in_view[1]


async def test_what_was_read_to_its_end_begins_anew(opened, long):
    async with opened(long) as reader:
        reader.open("Long")
        await reader.press("space")
        reader.open("Other")
        reader.open("Long")
        await reader.press("G")
        reader.open("Other")
        reader.open("Long")
        await reader.pilot.pause()
        assert reader.main.reading.scroll_offset.y == 0
        reader.app.writer.submit(lambda library: None).result()
        assert reader.app.library.places.of(reader.main.article) is None


async def test_a_resize_keeps_the_sentence_at_the_top(opened, long):
    async with opened(long) as reader:
        reader.open("Long")
        await reader.press("space", "space", "j", "j")
        words, start = top_words(reader), reader.main.reading.in_view[0]
        await reader.press("+", "+", "-", "-")
        assert top_words(reader) == words
        for size in ((80, 24), (60, 20), (200, 50), (1, 1), (3, 2), (500, 500), (120, 40)):
            await reader.pilot.resize_terminal(*size)
            await reader.pilot.pause()
        pane = reader.main.reading
        assert (pane.in_view[0], top_words(reader)) == (start, words)


async def test_going_back_after_a_resize_finds_the_same_words(opened, long):
    async with opened(long) as reader:
        reader.open("Long")
        await reader.press("space", "space")
        start = reader.main.reading.in_view[0]
        reader.open("Other")
        await reader.pilot.resize_terminal(80, 24)
        await reader.press("backspace")
        assert reader.title == "Long"
        assert reader.main.reading.in_view[0] <= start < reader.main.reading.in_view[1]


async def test_the_title_stands_above_once_it_is_out_of_sight(opened, long):
    async with opened(long) as reader:
        reader.open("Long")
        await reader.pilot.pause()
        assert str(reader.main.reading.border_title) == "Post"
        await reader.press("space")
        assert str(reader.main.reading.border_title) == "Long"
        await reader.press("g")
        assert str(reader.main.reading.border_title) == "Post"


async def test_what_the_program_shows_by_itself_is_read_when_one_moves_in_it(opened, long):
    async with opened(long) as reader:
        first = reader.app.library.find_article("Long").id
        assert reader.main.article == first
        await reader.press("j", "k")
        assert not reader.app.library.article(first).row.read
        await reader.press("tab", "j")
        await reader.until(lambda: reader.app.library.article(first).row.read)
        await reader.press("N")
        await reader.until(lambda: not reader.app.library.article(first).row.read)
        await reader.press("j", "space")
        reader.app.writer.submit(lambda library: None).result()
        assert not reader.app.library.article(first).row.read


async def test_an_article_that_one_went_to_for_a_mention_is_not_read_by_that(opened):
    async with opened() as reader:
        reader.open(STORY)
        await reader.press("e")
        await reader.press_until("e", lambda: reader.entity == "Turkey")
        await reader.press_until("]", lambda: reader.title != STORY)
        here = reader.main.article
        reader.app.writer.submit(lambda library: None).result()
        assert not reader.app.library.article(here).row.read
        await reader.press("space")
        await reader.until(lambda: reader.app.library.article(here).row.read)
