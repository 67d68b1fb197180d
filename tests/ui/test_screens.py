"""Sizes, themes, the screens over the main one, and text that means harm."""

import asyncio
from pathlib import Path

import pytest

from reader.keys import COMMANDS, with_overrides
from reader.library import Library
from reader.model.article import ParsedArticle
from reader.ui.screens.add_feed import AddFeedScreen
from reader.ui.screens.cite import CiteScreen
from reader.ui.screens.help import HelpScreen
from reader.ui.screens.picking import PickScreen
from reader.ui.screens.welcome import WelcomeScreen
from reader.ui.widgets.status import beside, fitting, hints, shortened
from tests.ui.conftest import STORY


def shown(reader) -> list[str]:
    return [name for name in ("list", "article", "sidebar") if reader.main.query_one(f"#{name}").display]


@pytest.mark.parametrize(
    ("size", "panes"),
    [
        ((60, 20), ["list"]),
        ((80, 24), ["list", "article"]),
        ((99, 24), ["list", "article"]),
        ((100, 30), ["list", "article", "sidebar"]),
        ((120, 40), ["list", "article", "sidebar"]),
        ((200, 50), ["list", "article", "sidebar"]),
    ],
)
async def test_each_width_shows_the_panes_it_has_room_for(opened, size, panes):
    async with opened(size=size) as reader:
        assert shown(reader) == panes


@pytest.mark.parametrize(("width", "least"), [(80, 48), (100, 43), (119, 60), (120, 53), (160, 67), (200, 88)])
async def test_the_article_has_room_to_be_read(opened, width, least):
    async with opened(size=(width, 30)) as reader:
        assert reader.main.reading.room >= least


async def test_the_sidebar_slides_in_where_there_is_room_for_two(opened):
    async with opened(size=(80, 24)) as reader:
        await reader.press("tab", "tab")
        assert shown(reader) == ["article", "sidebar"]
        assert reader.main.focused is reader.main.sidebar
        await reader.press("tab")
        assert shown(reader) == ["list", "article"]


async def test_one_pane_at_a_time_where_it_is_narrow(opened):
    async with opened(size=(60, 20)) as reader:
        await reader.press("enter")
        assert shown(reader) == ["article"]
        await reader.press("l")
        assert shown(reader) == ["sidebar"]
        await reader.press("h", "h")
        assert shown(reader) == ["list"]
        await reader.press("h")
        assert shown(reader) == ["list"]


async def test_zoom_gives_the_screen_to_one_pane_and_back(opened):
    async with opened() as reader:
        await reader.press("enter", "z")
        assert shown(reader) == ["article"]
        await reader.press("z")
        assert len(shown(reader)) == 3


async def test_resizing_keeps_the_words_at_the_top(opened):
    async with opened(size=(120, 24)) as reader:
        reader.open(STORY)
        await reader.press("space")
        pane = reader.main.reading
        before = pane._layout.first_offset_from(pane.scroll_offset.y)
        await reader.pilot.resize_terminal(90, 24)
        await reader.pilot.pause()
        line = pane._layout.lines[pane.scroll_offset.y]
        assert line.start <= before < line.end


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (10, 5), (500, 120)])
async def test_no_size_breaks_it(opened, size):
    async with opened(size=size) as reader:
        await reader.press("enter", "e", "]", "tab", "j", "tab", "?", "escape")
        await reader.pilot.resize_terminal(100, 30)
        await reader.press("j")
        assert len(shown(reader)) == 3


async def test_t_walks_through_the_themes_and_the_choice_is_kept(opened, edition):
    async with opened() as reader:
        seen = []
        for _ in reader.app.themes:
            await reader.press("t")
            seen.append(reader.app.theme)
        assert len(set(seen)) == len(reader.app.themes) == 6
        await reader.press("t", "q")
    async with opened(cache=edition) as reader:
        assert reader.app.theme == seen[0]


async def test_help_shows_every_command(opened):
    async with opened(size=(104, 120)) as reader:
        await reader.press("?")
        assert isinstance(reader.app.screen, HelpScreen)
        text = " ".join(reader.screen_text().replace("│", " ").split())
        assert all(command.description in text for command in COMMANDS)
        await reader.press("q")
        assert reader.app.screen is reader.main


@pytest.mark.parametrize("width", [1, 7, 40, 80, 100, 200])
def test_the_foot_names_what_is_needed_most_and_never_more_than_fits(width: int):
    named = hints(COMMANDS)
    shown = fitting(named, width)
    assert sum(len(f" {keys} {word} ") for _, keys, word in shown) <= width
    assert shown == [hint for hint in named if hint in shown]
    if width >= 80:
        assert {"help", "search", "open", "next_entity"} <= {command for command, _, _ in shown}


def test_the_foot_cuts_no_word_where_a_whole_part_can_go():
    said = "Turkey · GPE · in 7 articles · ] next mention · tab shows more"
    assert shortened(said, 80) == said
    assert shortened(said, 50) == "Turkey · GPE · in 7 articles · ] next mention"
    assert shortened("One long remark", 10) == "One long…"
    assert shortened("No more Turkey here · ] again: A title that goes on for long", 46) == (
        "No more Turkey here · ] again: A title that g…"
    )


def test_a_bar_makes_room_for_what_is_said():
    bar = "entities 8/62 ▓░░░░░░░"
    assert beside([bar], 20, 80) == bar
    assert beside([bar], 60, 80) == "entities 8/62"
    assert beside([bar], 70, 80) == "8/62"
    reload = "reload 3/9 ▓▓░░░░░░ · 2 new"
    assert beside([reload], 50, 80) == "reload 3/9 · 2 new"
    assert beside([reload, bar], 20, 80) == f"{reload}  {bar}"
    assert beside([reload, bar], 40, 80) == "reload 3/9 · 2 new  entities 8/62"
    assert beside([reload, bar], 50, 80) == "reload 3/9 · 2 new"
    assert beside([reload, bar], 70, 80) == "3/9 · 2 new"
    assert beside([], 90, 80) == ""


def test_the_foot_names_the_keys_that_the_reader_has_chosen():
    named = {command: keys for command, keys, _ in hints(with_overrides({"down": ("n", "j"), "next_unread": ("J",)}))}
    assert (named["down"], named["related"], named["open"]) == ("n/k", "1-9", "enter")
    assert "down" not in {command for command, _, _ in hints(with_overrides({"down": ()}))}


async def test_own_keys_replace_the_standard_ones(opened):
    async with opened(keys={"help": ("K",), "star": ("f9",)}) as reader:
        await reader.press("?")
        assert reader.app.screen is reader.main
        await reader.press("K")
        assert isinstance(reader.app.screen, HelpScreen)


async def test_c_copies_the_citation_and_says_how(opened, tmp_path: Path):
    async with opened() as reader:
        reader.open(STORY)
        await reader.press("c")
        await reader.until(lambda: "APA" in reader.main.status.message)
    kept = (tmp_path / "state" / "last-copy.txt").read_text()
    assert "Lindqvist, M. (2019, October 25)" in kept


async def test_the_chooser_previews_copies_and_remembers(opened, tmp_path: Path):
    async with opened() as reader:
        reader.open(STORY)
        await reader.press("C")
        assert isinstance(reader.app.screen, CiteScreen)
        assert "Lindqvist" in reader.screen_text()
        await reader.press_until("j", lambda: "@" in reader.screen_text())
        chosen = reader.screen_text()
        await reader.press("enter")
        await reader.until(lambda: "citation" in reader.main.status.message)
        assert reader.app.citation_format in ("bibtex", "biblatex")
        assert "Lindqvist" in chosen
        await reader.press("C", "escape", "c")
        await asyncio.to_thread(lambda: None)
        assert reader.app.screen is reader.main
    assert "@" in (tmp_path / "state" / "last-copy.txt").read_text()


async def test_an_empty_cache_offers_the_sample_edition(opened, tmp_path: Path):
    async with opened(cache=tmp_path / "new.db") as reader:
        assert isinstance(reader.app.screen, WelcomeScreen)
        await reader.press("enter")
        await reader.until(lambda: reader.app.library.count() > 50)
        await reader.until(lambda: reader.main.article is not None)
        assert reader.main.list_pane.listing.count == reader.app.library.count()


async def test_an_empty_cache_offers_the_first_feed(opened, tmp_path: Path):
    async with opened(cache=tmp_path / "new.db") as reader:
        assert "newsboat" in reader.screen_text()
        await reader.press("a")
        assert isinstance(reader.app.screen, AddFeedScreen)
        await reader.press("escape")
        assert reader.app.screen is reader.main


async def test_an_empty_list_bears_every_key(opened, tmp_path: Path):
    async with opened(cache=tmp_path / "new.db") as reader:
        await reader.press("escape")
        assert "a adds a feed" in reader.screen_text()
        assert "The article that you open stands here" in reader.screen_text()
        for command in COMMANDS:
            if command.id not in ("quit", "palette", "search", "help"):
                await reader.press(command.keys[0])
        assert reader.app.is_running


async def test_every_place_says_what_to_do_there_and_no_more(opened):
    async with opened(size=(80, 24)) as reader:
        await reader.press("?")
        first = reader.screen_text()
        await reader.press("G")
        assert "Close what is open, then quit" in reader.screen_text()
        await reader.press("g")
        assert reader.screen_text() == first
        await reader.press("escape", "M")
        assert "c change" not in reader.screen_text()
        await reader.press("a", *"zzzz")
        assert "enter keep · esc back" in reader.screen_text()
        await reader.press("enter")
        await reader.until(lambda: "c change" in reader.screen_text())
        await reader.press("escape", "/", *"zzzz", "enter")
        assert "Nothing found" in reader.screen_text()
        await reader.press("escape", "A")
        await reader.until(lambda: "marked as read" in reader.main.status.message)
        await reader.press("u")
        await reader.until(lambda: "Nothing unread here" in reader.screen_text())
        await reader.press("u")
        assert "Nothing unread here" not in reader.screen_text()


async def test_the_palette_finds_commands_entities_and_articles(opened):
    async with opened() as reader:
        await reader.press(":", *"kipchoge")
        await reader.until(lambda: "Eliud Kipchoge" in reader.screen_text())
        await reader.press("escape", ":", *"next theme")
        await reader.until(lambda: "Next theme" in reader.screen_text())
        before = reader.app.theme
        await reader.press("enter")
        await reader.until(lambda: reader.app.theme != before)


async def test_the_worker_marks_entities_while_one_reads(opened, tmp_path: Path):
    cache = tmp_path / "fresh.db"
    text = "Turkey and Russia are in talks, Alexander Mikheyev said in Ankara."
    with Library.open(cache) as library:
        library.add([ParsedArticle("a", "Talks in Ankara", text)])
    async with opened(cache=cache, annotate=True) as reader:
        assert "Turkey and Russia" in reader.screen_text()
        await reader.until(lambda: len(reader.main.reading.mentions) > 2, tries=3000)
        await reader.press("e")
        assert reader.entity == "Turkey"


HOSTILE = [
    "\x1b]0;owned\x07title",
    "\x1b[2J\x1b[31mred",
    "[bold]markup[/bold] [link='x'] [/]",
    "[@click=app.exit]press[/]",
    "\u202egnihtyreve",
    "a" * 5000,
    "zero\u200bwidth\u2060 joiners",
    "漢字 and 👨‍👩‍👧 and e\u0301",
]


@pytest.mark.parametrize("title", HOSTILE)
async def test_text_that_means_harm_is_only_text(opened, tmp_path: Path, title: str):
    cache = tmp_path / "hostile.db"
    from reader.ingest.clean import clean_line, clean_text

    article = ParsedArticle(
        "x", clean_line(title), clean_text(f"Turkey {title}\nand {title} again"), source=clean_line(title)
    )
    with Library.open(cache) as library:
        library.add([article])
    async with opened(cache=cache, size=(100, 24)) as reader:
        await reader.press("enter", "e", "s", "c", "?", "escape", "C", "escape")
        text = reader.screen_text()
        assert not any(ord(char) < 32 and char != "\n" for char in text)
        assert "\u202e" not in text
        assert clean_line(title)[:12] in text


async def test_a_key_that_comes_when_its_window_is_closed_does_nothing(opened):
    async with opened() as reader:
        await reader.press("O")
        window = reader.app.screen
        assert isinstance(window, PickScreen)
        window.dismiss(None)
        await reader.until(lambda: not window.children)
        assert not await reader.app.run_action("move('cursor_down')", window)
