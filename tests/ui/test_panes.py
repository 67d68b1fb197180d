"""Panes made wider, hidden and zoomed, and what is remembered of that; wide tables."""

from __future__ import annotations

import pytest

from reader.library import Library
from reader.model.article import ParsedArticle
from reader.model.structure import Span, SpanKind
from reader.ui.panes import NAMES, Arrangement, layout_at


def shown(reader) -> tuple[str, ...]:
    return tuple(name for name in NAMES if reader.main.query_one(f"#{name}").display)


def width(reader, name: str) -> int:
    return reader.main.query_one(f"#{name}").outer_size.width


@pytest.mark.parametrize(
    ("columns", "current", "panes"),
    [
        (200, "list", NAMES),
        (120, "article", NAMES),
        (100, "list", NAMES),
        (99, "list", ("list", "article")),
        (80, "article", ("list", "article")),
        (80, "sidebar", ("article", "sidebar")),
        (79, "article", ("article",)),
        (1, "list", ("list",)),
    ],
)
def test_which_panes_there_is_room_for(columns: int, current: str, panes: tuple[str, ...]):
    assert Arrangement(current).shown(columns) == panes


def test_a_hidden_pane_comes_while_one_is_in_it():
    assert Arrangement("article", hidden={"list"}).shown(120) == ("article", "sidebar")
    assert Arrangement("list", hidden={"list"}).shown(120) == NAMES
    assert Arrangement("article", hidden={"list", "sidebar"}).shown(90) == ("article",)
    assert Arrangement("sidebar", hidden={"list", "sidebar"}).shown(90) == ("article", "sidebar")


def test_a_wide_pane_leaves_room_for_the_others():
    arrangement = Arrangement(widths={"common list": 400, "common sidebar": 1})
    assert layout_at(120) == "common"
    assert arrangement.width_of("list", 120) == 120 - 24 - 16
    assert arrangement.width_of("sidebar", 120) == 16
    assert arrangement.width_of("list", 200) is None


async def test_widths_hiding_zoom_and_measure_are_remembered(opened, edition):
    async with opened(edition) as reader:
        before = width(reader, "list")
        await reader.press(">", ">")
        assert width(reader, "list") == before + 4
        await reader.press("tab", ">")
        assert width(reader, "list") == before + 4
        assert width(reader, "sidebar") == 28
        await reader.press("tab", "H")
        assert shown(reader) == ("list", "article")
        await reader.press("+", "z")
        assert (reader.main.reading.measure, shown(reader)) == (76, ("article",))
        await reader.press("q", "q")
    async with opened(edition) as reader:
        assert shown(reader) == ("list", "article")
        assert width(reader, "list") == before + 4
        assert reader.main.reading.measure == 76
        await reader.press("tab", "H", "H")
        assert shown(reader) == ("article",)
        await reader.press("H")
        assert shown(reader) == NAMES
    async with opened(edition, measure=60) as reader:
        assert reader.main.reading.measure == 60


async def test_a_zoomed_article_is_zoomed_tomorrow(opened, edition):
    async with opened(edition) as reader:
        await reader.press("tab", "z")
        reader.app.leave()
    async with opened(edition) as reader:
        assert shown(reader) == ("article",)
        await reader.press("<")
        assert "whole screen" in reader.main.status.message


async def test_the_measure_has_its_limits(opened):
    async with opened(measure=22) as reader:
        await reader.press("-", "-")
        assert reader.main.reading.measure == 20
        assert "20 to 300" in reader.main.status.message


async def test_a_wide_table_is_moved_sideways(opened, tmp_path):
    text = "First.\n" + " | ".join(f"column {number}" for number in range(20))
    cache = tmp_path / "table.db"
    with Library.open(cache) as library:
        structure = (Span(SpanKind.TABLE, 7, len(text), level=1),)
        library.add([ParsedArticle("1", "Table", text, structure=structure), ParsedArticle("2", "None", "No table.")])
    async with opened(cache, size=(80, 24)) as reader:
        reader.open("Table")
        await reader.press("z")
        assert "column 0" in reader.screen_text()
        assert "›" in reader.screen_text()
        await reader.press(*["}"] * 40)
        assert "column 19" in reader.screen_text()
        assert "First." in reader.screen_text()
        assert "column 0 " not in reader.screen_text()
        pane = reader.main.reading
        offset = text.index("column 19")
        x, y = pane.place_of(offset)
        await reader.pilot.click(pane, offset=(x + 2, y + 1), times=2)
        assert pane.marking.words == "column"
        await reader.press("escape", "shift+left", *["{"] * 40)
        assert "column 0" in reader.screen_text()
        reader.open("None")
        await reader.press("}")
        assert "Nothing here" in reader.main.status.message
