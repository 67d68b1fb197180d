"""The main job by keys and by mouse: read, follow an entity, jump to related stories and back."""

import sqlite3
from concurrent.futures import Future
from pathlib import Path

import pytest

from reader.library import Library
from reader.model.article import ListQuery, ParsedArticle
from reader.store.connection import Connection
from reader.ui import start
from reader.ui.commands.entities import select
from tests.ui.conftest import STORY


async def test_the_first_article_is_on_the_screen_and_still_unread(opened):
    async with opened() as reader:
        first = reader.app.library.rows(ListQuery(), 0, 1)[0]
        assert reader.title == first.title
        assert not first.read
        assert "Articles · unread" in reader.screen_text()


async def test_what_a_key_has_opened_already_is_not_replaced_by_the_first_article(opened):
    async with opened() as reader:
        reader.open(STORY)
        start.begin(reader.app)
        assert reader.title == STORY


async def test_a_mark_that_is_written_while_the_reader_closes_is_shown_to_nobody(opened):
    async with opened() as reader:
        reader.open(STORY)
    written: Future[str | None] = Future()
    written.set_result("Starred")
    reader.app._show_marked(written, None)


async def test_opening_an_article_marks_it_read_and_moves_there(opened):
    async with opened() as reader:
        await reader.press("j", "enter")
        second = reader.app.library.rows(ListQuery(), 1, 1)[0]
        assert reader.title == second.title
        assert reader.main.arrangement.current == "article"
        await reader.until(lambda: reader.app.library.article(second.id).row.read)
        assert not reader.app.library.rows(ListQuery(), 0, 1)[0].read


async def test_e_steps_through_the_entities_and_escape_lets_go(opened):
    async with opened() as reader:
        reader.open(STORY)
        names = []
        for _ in range(3):
            await reader.press("e")
            names.append(reader.entity)
        assert names[0] is not None
        assert len(set(names)) == 3
        await reader.press("E")
        assert reader.entity == names[1]
        await reader.press("escape")
        assert reader.entity is None


async def test_the_bracket_walks_mentions_and_then_offers_the_next_article(opened):
    async with opened() as reader:
        reader.open(STORY)
        turkey = reader.app.library.find_entity("Turkey").id
        own = [mention for mention in reader.main.reading.mentions if mention.entity_id == turkey]
        await reader.press("e")
        await reader.press_until("e", lambda: reader.entity == "Turkey")
        for _ in range(len(own)):
            await reader.press("]")
        assert reader.title == STORY
        assert "] again" in reader.main.status.message
        await reader.press("]")
        assert reader.title != STORY
        assert reader.entity == "Turkey"
        assert reader.here == "Turkey"
        assert reader.main.article == reader.app.library.next_naming(turkey, reader.app.library.find_article(STORY).id)


async def test_past_the_last_article_that_names_an_entity_one_is_told_where_to_go(opened):
    async with opened() as reader:
        library = reader.app.library
        entities = library.entities()
        often, once = entities[0], next(each for each in entities if each.articles == each.mentions == 1)
        for entity, told in (
            (often, f"No older article names {often.name} · [ goes back"),
            (once, "Only this article"),
        ):
            article = library.mentions_of(entity.id)[-1].article_id
            reader.main.open(article)
            last = max(i for i, each in enumerate(reader.main.reading.mentions) if each.entity_id == entity.id)
            select(reader.main, entity.id, last)
            await reader.press("]")
            assert told in reader.main.status.message
            assert reader.main.article == article


async def test_going_back_twice_restores_place_and_entity(opened):
    async with opened(size=(100, 24)) as reader:
        reader.open(STORY)
        await reader.press("e", "e", "space")
        scroll, entity = reader.main.reading.scroll_offset.y, reader.entity
        assert scroll > 0
        await reader.press("escape", "1")
        second = reader.title
        assert second != STORY
        await reader.press("j", "j")
        reader.main.open(reader.app.library.rows(ListQuery(), 3, 1)[0].id)
        await reader.press("backspace")
        assert reader.title == second
        assert reader.main.reading.scroll_offset.y == 2
        await reader.press("backspace")
        assert reader.title == STORY
        assert reader.main.reading.scroll_offset.y == scroll
        await reader.press("alt+right")
        assert reader.title == second
        assert entity is not None


async def test_going_back_brings_the_selected_entity_back(opened):
    async with opened() as reader:
        reader.open(STORY)
        await reader.press("e", "e")
        entity, here = reader.entity, reader.here
        reader.main.open(reader.app.library.rows(ListQuery(), 3, 1)[0].id)
        await reader.press("backspace")
        assert (reader.title, reader.entity, reader.here) == (STORY, entity, here)


async def test_numbers_open_related_stories(opened):
    async with opened() as reader:
        reader.open(STORY)
        await reader.press("2")
        assert reader.title != STORY
        await reader.press("backspace", "9", "9")
        assert reader.title == STORY or "no related story" not in reader.main.status.message


async def test_n_opens_the_next_unread_article(opened):
    async with opened() as reader:
        rows = reader.app.library.rows(ListQuery(), 0, 4)
        with Library.open(reader.app.cache) as other:
            other.marks.change([rows[1].id], "read", True)
        reader.main.list_pane.reload()
        await reader.press("n")
        assert reader.title == rows[2].title
        await reader.press("p")
        assert reader.title == rows[0].title


async def test_a_full_disk_while_marking_is_told_and_got_over(opened, monkeypatch):
    def full(db, sql, *values):
        if sql == "COMMIT":
            raise sqlite3.OperationalError("database or disk is full")
        return sqlite3.Connection.execute(db, sql, *values)

    async with opened() as reader:
        reader.open(STORY)
        article = reader.main.article
        with monkeypatch.context() as patch:
            patch.setattr(Connection, "execute", full)
            await reader.press("s")
            await reader.until(lambda: "is full; nothing of the last change was kept" in reader.main.status.message)
        assert not reader.app.library.article(article).row.starred
        await reader.press("s")
        await reader.until(lambda: reader.main.status.message == "Starred")
        assert reader.app.library.article(article).row.starred


async def test_marks_are_written_and_said(opened):
    async with opened() as reader:
        reader.open(STORY)
        article = reader.main.article
        await reader.press("s")
        await reader.until(lambda: reader.app.library.article(article).row.starred)
        await reader.until(lambda: reader.main.status.message == "Starred")
        await reader.press("N")
        await reader.until(lambda: not reader.app.library.article(article).row.read)
        assert "★" in reader.screen_text()


async def test_search_narrows_the_list_and_escape_widens_it(opened):
    async with opened() as reader:
        await reader.press("/", *"Kipchoge", "enter")
        titles = {reader.main.list_pane.listing.row(i).title for i in range(reader.main.list_pane.listing.count)}
        assert 3 <= len(titles) <= 8
        assert "found · Kipchoge" in reader.screen_text()
        await reader.press("escape")
        assert reader.main.list_pane.listing.count == reader.app.library.count()


async def test_a_search_without_result_says_so(opened):
    async with opened() as reader:
        await reader.press("/", *"zzzzxq", "enter")
        assert "Nothing found" in reader.main.status.message
        await reader.press("j", "enter", "n", "]", "1")


async def test_unread_only_and_back(opened):
    async with opened() as reader:
        await reader.press("enter")
        await reader.until(lambda: reader.app.library.count(ListQuery(unread=True)) == reader.app.library.count() - 1)
        await reader.press("u")
        assert reader.main.list_pane.listing.count == reader.app.library.count() - 1


async def test_the_cursor_keeps_its_article_when_others_arrive(opened):
    async with opened() as reader:
        await reader.press("j", "j", "j")
        before = reader.main.list_pane.current
        with Library.open(reader.app.cache) as other:
            other.add([ParsedArticle("new", "Newer than all", "Text.", published="2026-01-01")])
        reader.main.list_pane.reload()
        assert reader.main.list_pane.current.id == before.id
        assert reader.main.list_pane.cursor == 4


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_quitting_remembers_the_place(opened, edition: Path, key: str):
    async with opened(size=(100, 24)) as reader:
        reader.open(STORY)
        await reader.press("space")
        scroll = reader.main.reading.scroll_offset.y
        await reader.press(key)
    async with opened(cache=edition, size=(100, 24)) as reader:
        assert reader.title == STORY
        assert reader.main.reading.scroll_offset.y == scroll > 0


async def test_a_click_on_a_key_of_the_foot_does_what_the_key_does(opened):
    async with opened() as reader:
        foot = "".join(segment.text for segment in reader.main.status.render_line(0))
        await reader.pilot.click("#status", offset=(foot.index("search") + 2, 0))
        await reader.until(lambda: type(reader.app.screen).__name__ == "SearchScreen")
        await reader.press("escape")
        await reader.pilot.click("#status", offset=(foot.index("entity"), 0))
        assert reader.entity is not None
        reader.main.say("Something else stands there")
        await reader.pilot.click("#status", offset=(foot.index("search") + 2, 0))
        assert reader.app.screen is reader.main


async def test_the_mouse_does_the_same(opened):
    async with opened() as reader:
        reader.open(STORY)
        await reader.pilot.pause()
        pane = reader.main.reading
        mention = pane.mentions[1]
        row, column = pane._layout.row_of(mention.start), pane._layout.column_of(mention.start)
        await reader.pilot.click("#article", offset=(1 + pane.left + column, 1 + row))
        await reader.pilot.pause()
        assert reader.main.entity == mention.entity_id
        assert pane.mention == 1
        await reader.press("escape")
        side = reader.main.sidebar
        story = next(first for first, _ in side._items if side._lines[first].target.article_id is not None)
        await reader.pilot.click("#sidebar", offset=(4, 1 + story - side.scroll_offset.y))
        await reader.pilot.pause()
        assert reader.title != STORY
        await reader.pilot.click("#list", offset=(5, 1))
        await reader.pilot.click("#list", offset=(5, 1))
        await reader.pilot.pause()
        assert reader.main.article == reader.main.list_pane.current.id


async def test_an_entity_elsewhere_leads_to_its_place(opened):
    async with opened() as reader:
        reader.open(STORY)
        await reader.press("e")
        await reader.press_until("e", lambda: reader.entity == "Turkey")
        side = reader.main.sidebar
        target = next(
            line.target
            for line in side._lines
            if line.target and line.target.article_id not in (None, reader.main.article)
        )
        while side.target() != target:
            side.move(1)
        side.activate()
        await reader.pilot.pause()
        assert reader.main.article == target.article_id
        assert reader.main.reading.mentions[reader.main.reading.mention].start == target.start
