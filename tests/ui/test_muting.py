"""Mute rules on the screen: written with a look at what they hide, listed, ended, removed, undone."""

import sqlite3
from concurrent.futures import Future
from datetime import timedelta

from reader.model.article import ListQuery
from reader.query import parse
from reader.ui.screens.mutes import MutesScreen
from tests.ui.conftest import STORY


def count(reader, line=""):
    return reader.app.library.count(ListQuery(filter=parse(line)))


async def test_a_rule_is_written_hides_and_is_taken_back(opened):
    async with opened() as reader:
        every, ferries = count(reader), count(reader, "skarholm")
        await reader.press("M")
        assert isinstance(reader.app.screen, MutesScreen)
        assert "None yet" in reader.screen_text()
        await reader.press("a", *"skarholm")
        await reader.until(lambda: f"Hides {ferries} articles" in reader.screen_text())
        await reader.press(*" until:soon", "enter")
        assert "wants the last day" in reader.screen_text()
        await reader.press(*["backspace"] * 4, *"2w", "enter")
        assert f"{ferries} articles hidden" in reader.screen_text()
        assert "until 20" in reader.screen_text()
        await reader.press("escape")
        assert reader.main.list_pane.listing.count == every - ferries
        await reader.press("U")
        await reader.until(lambda: reader.main.list_pane.listing.count == every)
        assert reader.app.library.mutes.listed() == []


async def test_what_a_rule_hides_can_be_listed_and_shown_again(opened):
    async with opened() as reader:
        ferries = count(reader, "skarholm")
        reader.app.library.mutes.add(parse("skarholm"))
        await reader.press("M", "enter")
        assert reader.main.list_pane.listing.count == ferries
        assert "skarholm is:muted" in str(reader.main.list_pane.border_title)
        await reader.press("M", "G", "enter")
        assert str(reader.main.list_pane.border_title).startswith("Muted · unread")
        await reader.press("M", "d")
        assert "shown again" in reader.screen_text()
        assert count(reader, "is:muted") == 0
        await reader.press("U")
        assert count(reader, "is:muted") == ferries
        await reader.press("escape", "L")
        await reader.until(lambda: "Muted" in reader.screen_text())


async def test_a_rule_is_changed_and_the_change_undone(opened):
    async with opened() as reader:
        reader.app.library.mutes.add(parse("skarholm"))
        await reader.press("M", "c", *" ferry", "enter")
        (rule,) = reader.app.library.mutes.listed()
        assert rule.filter == parse("skarholm ferry")
        await reader.press("U")
        (rule,) = reader.app.library.mutes.listed()
        assert rule.filter == parse("skarholm")


async def test_a_new_rule_begins_with_the_selected_entity(opened):
    async with opened() as reader:
        reader.open(STORY)
        await reader.press("e", "M", "a")
        await reader.until(lambda: "Hides" in reader.screen_text())
        await reader.press("enter")
        (rule,) = reader.app.library.mutes.listed()
        assert rule.filter.where.key == "entity"
        assert rule.articles > 0
        await reader.press("escape")
        assert [each.article.id for each in reader.main.sidebar.side.relations if
                each.article.id in reader.app.library.mutes.among([each.article.id])] == []  # fmt: skip


async def test_a_line_can_be_thought_better_of(opened):
    async with opened() as reader:
        await reader.press("M", "a", *"boe", "escape", "d", "c", "escape")
        assert reader.app.screen is reader.main
        assert reader.app.library.mutes.listed() == []


async def test_a_rule_ends_at_midnight_while_the_reader_is_open(opened, edition, monkeypatch):
    monkeypatch.setattr("reader.ui.midnight.MINUTE", 0.01)
    async with opened() as reader:
        every, ferries = count(reader), count(reader, "skarholm")
        reader.app.library.mutes.add(parse("skarholm"), "2999-12-31")
        reader.main.list_pane.reload()
        assert reader.main.list_pane.listing.count == every - ferries
        with sqlite3.connect(edition) as db:
            db.execute("UPDATE mute SET until = '2020-01-01'")
        db.close()
        tomorrow = reader.app.now() + timedelta(days=1)
        reader.app.now = lambda: tomorrow
        await reader.until(lambda: reader.main.list_pane.listing.count == every)


async def test_what_a_rule_would_hide_is_not_told_to_a_window_that_was_closed(opened):
    async with opened() as reader:
        await reader.press("M", "a")
        screen = reader.app.screen
        assert isinstance(screen, MutesScreen)
        screen.dismiss(None)
        await reader.until(lambda: not screen.children)
        counted: Future[int | None] = Future()
        counted.set_result(3)
        screen._lookup._answer(screen._lookup._newest, counted)
