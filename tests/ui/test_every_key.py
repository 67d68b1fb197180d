"""Every key of every command is pressed on the main screen, and does what its row says.

One reader lives through all rows, each from the same place: the story open, at its top, nothing selected.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from reader.keys import COMMANDS
from reader.model.article import ListQuery
from reader.ui.app import TidewireApp
from reader.ui.history import History
from tests.monkey import NoChild
from tests.ui.conftest import STORY, Reader


@dataclass(frozen=True)
class Seen:
    """What one can tell by looking."""

    pane: str
    cursor: int
    scroll: int
    article: int | None
    entity: int | None
    mention: int | None
    shown: int
    window: str
    query: ListQuery
    theme: str
    width: int
    message: str


def seen(reader: Reader) -> Seen:
    main = reader.main
    status = main.status
    panes = sum(main.query_one(f"#{name}").display for name in ("list", "article", "sidebar"))
    return Seen(
        main.arrangement.current, main.list_pane.cursor, main.reading.scroll_offset.y, main.article, main.entity,
        main.reading.mention, panes, type(reader.app.screen).__name__, main.listed, reader.app.theme,
        main.pane.size.width, status.message or status._tip,
    )  # fmt: skip


Check = Callable[[Seen, Seen], Any]


def opens(window: str) -> Check:
    return lambda _, now: now.window == window


def says(words: str) -> Check:
    return lambda _, now: words in now.message


def moves_to(pane: str) -> Check:
    return lambda _, now: now.pane == pane


def selects(was: Seen, now: Seen) -> bool:
    return now.entity is not None and now.mention != was.mention


ROWS: dict[str, tuple[tuple[str, ...], Check]] = {
    "down": ((), lambda was, now: now.scroll == was.scroll + 1),
    "up": (("j", "j"), lambda was, now: now.scroll == was.scroll - 1),
    "top": (("G",), lambda was, now: now.scroll == 0 < was.scroll),
    "bottom": ((), lambda was, now: now.scroll > was.scroll + 5),
    "page_down": ((), lambda was, now: now.scroll > was.scroll + 5),
    "page_up": (("G",), lambda was, now: now.scroll < was.scroll - 5),
    "half_down": ((), lambda was, now: now.scroll > was.scroll + 1),
    "half_up": (("G",), lambda was, now: now.scroll < was.scroll - 1),
    "next_pane": ((), moves_to("sidebar")),
    "previous_pane": ((), moves_to("list")),
    "left": ((), moves_to("list")),
    "right": ((), moves_to("sidebar")),
    "zoom": ((), lambda was, now: (was.shown, now.shown) == (3, 1)),
    "narrower": ((), lambda was, now: now.width < was.width),
    "wider": (("<",), lambda was, now: now.width > was.width),
    "hide": ((), lambda was, now: (was.shown, now.shown) == (3, 1)),
    "jump": ((), lambda was, now: now.window != was.window or now.message != was.message),
    "links": ((), lambda was, now: now.window != was.window or now.message != was.message),
    "text_wider": ((), lambda was, now: now.message != was.message),
    "text_narrower": ((), lambda was, now: now.message != was.message),
    "table_right": ((), lambda was, now: now.window == "MainScreen"),  # test_panes.py has a wide table
    "table_left": ((), lambda was, now: now.window == "MainScreen"),
    "find": ((), lambda was, now: now.window != was.window),
    "open": (("h", "j"), lambda was, now: now.article != was.article and now.pane == "article"),
    "next_unread": ((), lambda was, now: now.article != was.article and now.cursor > was.cursor),
    "previous_unread": ((), lambda was, now: now.article != was.article and now.cursor < was.cursor),
    "back": (("1",), lambda was, now: now.article != was.article),
    "forward": (("1", "backspace"), lambda was, now: now.article != was.article),
    "browser": ((), lambda was, now: "Opened https://" in now.message or "No browser here" in now.message),
    "full_text": ((), lambda was, now: now.message != was.message),
    "reload": ((), lambda was, now: now.message != was.message),
    "reload_all": ((), lambda was, now: now.message != was.message),
    "add_feed": ((), opens("AddFeedScreen")),
    "import": ((), opens("ImportScreen")),
    "feeds": ((), lambda was, now: now.window != was.window),
    "next_entity": ((), selects),
    "previous_entity": (("G",), selects),
    "next_mention": (("e",), lambda was, now: now.mention != was.mention and now.entity == was.entity),
    "previous_mention": (("e", "]"), lambda was, now: now.mention != was.mention and now.entity == was.entity),
    "watch": (("e",), lambda was, now: "atch" in now.message),
    "watched": (("e",), lambda was, now: now.window == "WatchedScreen" or "watch" in now.message),
    "correct": (("e",), lambda was, now: now.window != was.window),
    "corrections": ((), lambda was, now: now.window != was.window or now.message != was.message),
    "release": (("e",), lambda was, now: was.entity is not None and now.entity is None),
    "annotate_again": ((), lambda was, now: now.window == "MainScreen"),  # without a worker; test_annotating has one
    "related": ((), lambda was, now: now.article != was.article or "no related story" in now.message),
    "cite": ((), says("citation")),
    "cite_as": ((), opens("CiteScreen")),
    "quote": ((), lambda was, now: now.message != was.message),
    "copy": (("v",), says("Quotation")),
    "quotes": ((), opens("QuotesScreen")),
    "address": ((), says("Address")),
    "star": ((), says("tar")),
    "read": ((), says("nread")),
    "read_all": ((), says("read")),
    "tag": ((), opens("TagScreen")),
    "undo": (("s",), lambda was, now: now.message != was.message),
    "search": ((), opens("SearchScreen")),
    "unread": ((), lambda was, now: now.query.unread != was.query.unread),
    "saved": ((), lambda was, now: now.window != was.window),
    "mutes": ((), lambda was, now: now.window != was.window),
    "fold": ((), lambda was, now: now.query.folded != was.query.folded),
    "order": ((), opens("PickScreen")),
    "palette": ((), lambda was, now: now.window != was.window),
    "theme": ((), lambda was, now: now.theme != was.theme),
    "suspend": ((), says("no shell")),
    "tour": ((), says("1/6")),
    "help": ((), opens("HelpScreen")),
    "quit": (("z",), lambda was, now: (was.shown, now.shown) == (1, 3)),
}
"""By command: the keys that lead to where it can be seen, and what must be so after its key."""


def test_every_command_has_a_row():
    assert set(ROWS) == {command.id for command in COMMANDS}


async def begin(reader: Reader, story: int) -> None:
    await reader.press_until("escape", lambda: reader.app.screen is reader.main)
    main = reader.main
    main.arrangement.zoomed = False
    main.arrangement.hidden.clear()
    main.reading.release_marked()
    main.entity = None
    main.reading.select(None)
    main.history = History()
    main.listed = ListQuery()
    main.open(story)
    main.reading.scroll_home_to(0)
    main.status.message = ""
    main.status.tip("")
    await reader.pilot.pause()


async def test_every_key_does_what_its_row_says(opened, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("reader.ui.child.Child", NoChild)
    monkeypatch.setattr(TidewireApp, "open_url", lambda *_, **__: None)
    wrong = []
    async with opened(size=(120, 14)) as reader:
        story = reader.app.library.find_article(STORY).id
        for command in COMMANDS:
            before, check = ROWS[command.id]
            for key in command.keys:
                await begin(reader, story)
                await reader.press(*before)
                was = seen(reader)
                await reader.press(key)
                try:
                    await reader.until(lambda check=check, was=was: bool(check(was, seen(reader))), tries=60)
                except AssertionError:
                    wrong.append((command.id, key, was, seen(reader)))
    assert wrong == []
