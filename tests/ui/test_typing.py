"""What is typed in one go with the key that opens a window goes into its line."""

import threading

from textual import events
from textual.widgets import Input

from reader.ui.palette import find
from reader.ui.screens.help import HelpScreen
from reader.ui.screens.search import SearchScreen
from tests.ui.conftest import STORY


def post(reader, *keys: str) -> None:
    """Type in one go: nothing has happened yet when the last key is there."""
    for key in keys:
        reader.app.post_message(events.Key(key, key if len(key) == 1 else None))


def line(reader) -> str | None:
    """What stands in the line of the window on top."""
    written = [field.value for field in reader.app.screen.query(Input)]
    return written[0] if written else None


async def test_what_is_typed_behind_the_key_of_a_line_stands_in_the_line(opened):
    async with opened() as reader:
        await reader.press("enter")
        for key in ("slash", "ctrl+p", "colon", "a", "T", "ctrl+f"):
            post(reader, key, *"quasn")
            await reader.until(lambda: line(reader) == "quasn")
            assert len(reader.app.screen_stack) == 2
            await reader.press("escape")
        post(reader, "slash")
        reader.app.post_message(events.Paste("\u202etur\x1b[31mkey\ntalk"))
        post(reader, "s")
        await reader.until(lambda: line(reader) == "turkey talks")


async def test_enter_and_escape_mean_what_they_mean_and_what_follows_goes_where_they_lead(opened):
    async with opened() as reader:
        start = reader.main.list_pane.cursor
        post(reader, "slash", *"jj", "escape", "j")
        await reader.until(lambda: reader.main.list_pane.cursor == start + 1)
        post(reader, "slash", *"the", "enter", "question_mark")
        await reader.until(lambda: isinstance(reader.app.screen, HelpScreen))
        assert str(reader.main.list_pane.border_title).endswith(" found · the")
        post(reader, "escape", "escape", "slash", *"wire")
        await reader.until(lambda: line(reader) == "wire")


async def test_what_follows_enter_waits_for_names_that_are_still_looked_up(opened, monkeypatch):
    may = threading.Event()
    monkeypatch.setattr("reader.ui.screens.palette.find", lambda *asked: may.wait(9) and find(*asked))
    async with opened() as reader:
        start = reader.app.theme
        post(reader, "ctrl+p", *"next theme", "enter", "ctrl+p", *"search every", "enter", *"the")
        await reader.until(lambda: line(reader) == "next theme")
        may.set()
        await reader.until(lambda: isinstance(reader.app.screen, SearchScreen) and line(reader) == "the")
        assert reader.app.theme != start


async def test_lines_that_a_list_or_a_correction_asks_for_have_what_follows(opened):
    async with opened() as reader:
        post(reader, "slash", *"the", "enter", "S", "s", *"qjq")
        await reader.until(lambda: line(reader) == "qjq")
        await reader.press("escape", "escape")
        reader.open(STORY)
        await reader.press("e")
        post(reader, "x", "m", *"Erdogan", "enter")
        await reader.until(lambda: "becomes part of Recep Tayyip Erdo" in reader.screen_text())


async def test_the_key_that_leaves_the_found_places_comes_before_those_behind_it(opened):
    async with opened() as reader:
        await reader.press("enter")
        post(reader, "ctrl+f", *"the", "enter", "slash", *"wire")
        await reader.until(lambda: line(reader) == "wire")


async def test_a_key_that_is_never_done_stops_the_others_for_a_moment_only(opened, monkeypatch):
    async with opened() as reader:
        monkeypatch.setattr("reader.ui.typing.PATIENCE", 0.01)
        monkeypatch.setattr(reader.app.typing, "_hop", lambda *_: None)
        start = reader.app.theme
        post(reader, "u", "t", "slash")
        await reader.until(lambda: isinstance(reader.app.screen, SearchScreen))
        assert reader.app.theme != start


async def test_keys_behind_the_one_that_leaves_are_let_go(opened):
    async with opened() as reader:
        post(reader, "q", "t", "slash", "j")
        await reader.until(lambda: not reader.app.is_running)


async def test_the_end_of_one_wait_does_not_cut_short_the_next(opened):
    async with opened() as reader:
        typing = reader.app.typing
        typing.hold()
        first = typing._limit
        typing.go_on()
        typing.hold()
        assert first is not None and first.cancelled() and typing.busy
        typing.go_on()
