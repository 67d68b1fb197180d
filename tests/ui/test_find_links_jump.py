"""Finding words in the article, the list of its links, and letters that lead to what is on the screen."""

from __future__ import annotations

import pytest

from reader.library import Library
from reader.model.article import ListQuery, ParsedArticle
from reader.model.structure import Span, SpanKind
from reader.ui.browsing import has_browser, may_open
from reader.ui.jumping import letters
from reader.ui.links import Link, host_of, links_of
from reader.ui.screens.find import FindScreen
from reader.ui.screens.jump import JumpScreen
from reader.ui.screens.links import LinksScreen
from tests.ui.conftest import STORY

PARAGRAPH = "The Café of the bridge is closed, and nobody knows why the bridge is closed. " * 4
TEXT = "\n".join([PARAGRAPH] * 12 + ["Read the report here or there."])
REPORT, THERE = TEXT.index("the report"), TEXT.index("there.")


@pytest.fixture
def bridge(tmp_path):
    cache = tmp_path / "bridge.db"
    structure = (
        Span(SpanKind.FIGURE, 0, 0, "https://img.example/a.jpg", note="The bridge"),
        Span(SpanKind.LINK, REPORT, REPORT + 10, "https://www.report.example/1"),
        Span(SpanKind.LINK, THERE, THERE + 5, "javascript:alert(1)"),
        Span(SpanKind.LINK, THERE, THERE + 5, "https://www.report.example/1"),
    )
    with Library.open(cache) as library:
        library.add([ParsedArticle("1", "Bridge", TEXT, structure=structure), ParsedArticle("2", "None", "No links.")])
    return cache


@pytest.fixture
def opened_pages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were handed to the browser."""
    found: list[str] = []
    monkeypatch.setattr("reader.ui.browsing.has_browser", lambda _: True)

    async def note(_app, url: str) -> None:
        found.append(url)

    monkeypatch.setattr("reader.ui.browsing._open", note)
    return found


def selected(reader) -> str:
    return TEXT[slice(*reader.main.reading.found.here)]


async def test_words_are_found_as_one_types_and_walked_through(opened, bridge):
    async with opened(bridge) as reader:
        reader.open("Bridge")
        await reader.press("ctrl+f", *"CAFE")
        assert selected(reader) == "Café"
        assert "1/48" in reader.screen_text()
        await reader.press("ctrl+f")
        assert "2/48" in reader.screen_text()
        await reader.press("enter", "n", "n")
        assert "5/48" in reader.screen_text()
        await reader.press("N", "p", "up", "N", "N")
        assert "48/48" in reader.screen_text()
        start = reader.main.reading.found.here[0]
        await reader.press("escape")
        assert reader.app.screen is reader.main
        assert reader.main.reading.found is None
        assert reader.main.reading.in_view[0] <= start < reader.main.reading.in_view[1]
        assert reader.main.article == reader.app.library.find_article("Bridge").id


async def test_an_article_opened_from_a_search_shows_what_was_looked_for(opened, bridge):
    async with opened(bridge) as reader:
        await reader.press("/", *"reports", "enter", "enter")
        pane = reader.main.reading
        assert [TEXT[start:end] for start, end in pane.found.spans] == ["report"]
        assert pane.in_view[0] <= pane.found.here[0] < pane.in_view[1]
        assert "1 place · ctrl+f goes on from there" in reader.main.status.message
        await reader.press("ctrl+f")
        assert reader.app.screen._input.value == "report"
        await reader.press("w", "escape", "escape")
        assert pane.found is None
        assert reader.main.listed == ListQuery()
        await reader.press("h", "enter")
        assert pane.found is None


async def test_finding_begins_where_one_is(opened, bridge):
    async with opened(bridge) as reader:
        reader.open("Bridge")
        await reader.press("space")
        top = reader.main.reading.in_view[0]
        await reader.press("ctrl+f", *"bridge")
        assert reader.main.reading.found.here[0] >= top
        assert reader.main.reading.found.at > 0
        await reader.press("x")
        assert "none" in reader.screen_text()
        await reader.press("backspace", "enter", "backspace", "backspace")
        assert isinstance(reader.app.screen, FindScreen)
        assert len(reader.main.reading.found.spans) == 96


async def test_another_key_leaves_the_walk_and_does_what_it_does(opened, bridge):
    async with opened(bridge) as reader:
        reader.open("Bridge")
        await reader.press("ctrl+f", *"why", "enter")
        before = reader.main.reading.scroll_offset.y
        await reader.press("j")
        await reader.until(lambda: reader.app.screen is reader.main)
        await reader.until(lambda: reader.main.reading.scroll_offset.y == before + 1)
        for size in ((1, 1), (30, 6), (120, 40)):
            await reader.press("ctrl+f", "w", "enter")
            await reader.pilot.resize_terminal(*size)
            await reader.press("escape")


async def test_links_are_listed_opened_and_copied(opened, bridge, opened_pages, monkeypatch):
    copied: list[str] = []
    monkeypatch.setattr("reader.ui.copying.Copying.__call__", lambda _self, text, what: copied.append(text))
    async with opened(bridge) as reader:
        reader.open("Bridge")
        await reader.press("#")
        assert isinstance(reader.app.screen, LinksScreen)
        shown = reader.screen_text()
        assert "1 ▣ The bridge  img.example" in shown
        assert "2 the report  report.example" in shown
        await reader.press("enter", "j", "enter", "y", "3", "enter")
        assert opened_pages == ["https://img.example/a.jpg", "https://www.report.example/1"]
        assert copied == ["https://www.report.example/1"]
        assert "http" in reader.main.status.message
        await reader.press("escape")
        reader.open("None")
        await reader.press("#")
        assert "no links" in reader.main.status.message


async def test_a_click_on_a_link_opens_it(opened, bridge, opened_pages):
    async with opened(bridge) as reader:
        reader.open("Bridge")
        await reader.press("G")
        pane = reader.main.reading
        x, y = pane.place_of(REPORT)
        await reader.pilot.click(pane, offset=(x + 2, y + 1))
        await reader.pilot.pause()
        assert opened_pages == ["https://www.report.example/1"]


async def test_letters_lead_to_panes_rows_and_entities(opened):
    async with opened() as reader:
        reader.open(STORY)
        await reader.until(lambda: "unread 61" in reader.screen_text())
        await reader.press("'")
        assert isinstance(reader.app.screen, JumpScreen)
        assert "a · Articles" in reader.screen_text()
        await reader.press("d")
        assert reader.main.arrangement.current == "sidebar"
        await reader.press("'")
        goals = reader.app.screen._goals
        pane = reader.main.reading
        name = next(name for name, goal in goals.items() if goal.pane is pane and goal.place is not None)
        await reader.press(*name)
        await reader.until(lambda: reader.main.entity is not None)
        await reader.press("escape", "'")
        name = [name for name, goal in reader.app.screen._goals.items() if goal.pane is reader.main.list_pane][1]
        await reader.press(*name)
        await reader.until(lambda: reader.title != STORY)
        assert "a · " not in reader.screen_text()


async def test_any_other_key_leaves_the_letters(opened):
    async with opened() as reader:
        for key in ("escape", "1", "enter", "up"):
            await reader.press("'", key)
            assert reader.app.screen is reader.main
        await reader.press("'")
        await reader.pilot.resize_terminal(60, 20)
        await reader.press("escape")
        assert reader.app.screen is reader.main


@pytest.mark.parametrize("count", [0, 3, 26, 27, 60, 300, 700])
def test_no_name_begins_another(count: int):
    names = letters(count)
    assert len(names) == len(set(names)) == min(count, 26 * 26)
    assert not any(one != other and one.startswith(other) for one in names for other in names)


def test_only_pages_are_opened_and_only_where_a_browser_can_show_itself():
    assert [may_open(url) for url in ("https://e.x", "http://e.x", "file:///etc", "javascript:x", "", None)] == [
        True,
        True,
        *[False] * 4,
    ]
    assert has_browser({"DISPLAY": ":0"})


def test_links_are_told_once(bridge):
    with Library.open(bridge) as library:
        links = links_of(library.find_article("Bridge"))
    assert links == [
        Link("The bridge", "https://img.example/a.jpg", "img.example", picture=True),
        Link("the report", "https://www.report.example/1", "report.example"),
        Link("there", "javascript:alert(1)", ""),
    ]
    assert host_of("http://[broken") == ""
