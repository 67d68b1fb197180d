"""Marking sentences by key and words by mouse, copying them, keeping them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reader.library import Library
from reader.model.article import ParsedArticle
from reader.model.quote import NewQuote
from reader.ui.marking import Marking
from tests.ui.conftest import STORY

TEXT = "It rained. The bridge closed!\nNobody knows why. It rained."


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What was copied, and as what."""
    found: list[tuple[str, str]] = []
    monkeypatch.setattr("reader.ui.copying.Copying.__call__", lambda _self, text, what: found.append((what, text)))
    return found


@pytest.fixture
def rainy(tmp_path):
    cache = tmp_path / "rainy.db"
    with Library.open(cache) as library:
        library.add(
            [
                ParsedArticle("1", "Rain", TEXT, url="https://e.x/1", source="Post", published="2020-01-02"),
                ParsedArticle("2", "Snow", "It snowed.", source="Post", published="2020-01-01"),
            ]
        )
    return cache


async def test_sentences_are_marked_copied_and_kept(opened, rainy, copied):
    async with opened(rainy, citation="mla") as reader:
        reader.open("Rain")
        await reader.press("v")
        assert reader.main.reading.marking.words == "It rained."
        await reader.press("j", "v", "j")
        assert reader.main.reading.marking.words == "The bridge closed!\nNobody knows why."
        await reader.press("y")
        (what, text) = copied[0]
        assert what == "Quotation"
        assert text.split("\n") == [
            "“The bridge closed!",
            "Nobody knows why.”",
            "“Rain.” Post, 2 Jan. 2020, https://e.x/1.",
            "https://e.x/1#:~:text=The%20bridge%20closed%21,Nobody%20knows%20why.",
        ]
        assert reader.main.reading.marking.span is None
        await reader.until(lambda: len(reader.app.library.quotes.listed()) == 1)
        (kept,) = reader.app.library.quotes.listed(reader.main.article)
        assert TEXT[kept.start : kept.end] == kept.words == "The bridge closed!\nNobody knows why."
        await reader.until(lambda: "▎" in reader.screen_text())
        reader.open("Snow")
        await reader.pilot.pause()
        assert "▎" not in reader.screen_text()


async def test_kept_quotations_are_listed_shown_copied_and_let_go_with_a_way_back(opened, rainy, copied):
    async with opened(rainy, citation="mla") as reader:
        await reader.press("V")
        assert "None yet: v marks sentences" in reader.screen_text()
        await reader.press("escape")
        reader.open("Rain")
        await reader.press("v", "j", "y")
        await reader.until(lambda: len(reader.app.library.quotes.listed()) == 1)
        reader.open("Snow")
        await reader.press("V")
        assert "“It rained. The bridge closed!”" in reader.screen_text()
        assert "Post · 2 Jan 2020" in reader.screen_text()
        await reader.press("c")
        assert copied[1] == copied[0]
        await reader.press("d")
        assert reader.app.library.quotes.listed() == []
        await reader.press("U", "enter")
        assert reader.title == "Rain"
        assert reader.main.reading.marking.words == "It rained. The bridge closed!"
        await reader.press("y")
        assert copied[2] == copied[0]
        await reader.until(lambda: "▎" in reader.screen_text())


async def test_a_quotation_outlives_its_words_and_its_article(opened, rainy, copied):
    with Library.open(rainy) as library:
        article = library.find_article("Rain")
        library.quotes.add(NewQuote(article.id, 0, 10))
        library.add([ParsedArticle("1", "Rain", "Dry.", url="https://e.x/1", source="Post", published="2020-01-02")])
    async with opened(rainy, citation="mla") as reader:
        await reader.press("V", "enter")
        assert "do not stand in the article any more" in reader.screen_text()
        await reader.press("y")
        assert copied[0][1].startswith("“It rained.”")


async def test_escape_lets_go_and_keys_move_again(opened, rainy, copied):
    async with opened(rainy) as reader:
        reader.open("Rain")
        await reader.press("v", "j", "escape")
        assert reader.main.reading.marking.span is None
        assert not reader.main.reading.marking.quoting
        await reader.press("y")
        assert "Nothing is marked" in reader.main.status.message
        assert copied == []


async def test_marking_begins_at_the_mention_where_the_reader_is(opened):
    async with opened() as reader:
        reader.open(STORY)
        await reader.press("e", "e", "v")
        pane = reader.main.reading
        start, end = pane.marking.span
        assert start <= pane.mentions[pane.mention].start < end
        await reader.press("G")
        assert pane.marking.quoting


async def test_the_address_leads_to_the_marked_words(opened, rainy, copied):
    async with opened(rainy) as reader:
        reader.open("Rain")
        await reader.press("v", "j", "j", "j", "v", "Y", "escape", "Y")
        assert copied == [
            ("Address of the words", "https://e.x/1#:~:text=knows%20why.-,It%20rained."),
            ("Address", "https://e.x/1"),
        ]


async def test_words_selected_by_the_mouse_are_copied_or_quoted(opened, rainy, copied):
    async with opened(rainy) as reader:
        reader.open("Rain")
        await reader.pilot.pause()
        pane = reader.main.reading
        row = pane._layout.row_of(0)
        x = pane.left + 1
        await reader.pilot.mouse_down(pane, offset=(x + 4, row + 1))
        await reader.pilot.mouse_up(pane, offset=(x + TEXT.index("bridge") + 2, row + 1))
        assert pane.marking.words == "rained. The bridge"
        assert reader.main.entity is None
        await reader.press("v", "y")
        assert copied[0][0] == "Quotation"
        pane.marking.press(0)
        pane.marking.drag(4)
        await reader.press("y")
        assert copied[1] == ("Words", "It rained.")
        assert pane.marking.span is None


async def test_an_article_without_sentences_marks_nothing(opened, tmp_path):
    cache = tmp_path / "empty.db"
    with Library.open(cache) as library:
        library.add([ParsedArticle("1", "Nothing", "", source="Post")])
    async with opened(cache) as reader:
        await reader.press("v", "j", "y")
        assert reader.main.reading.marking.span is None


def test_a_marking_turns_round_at_its_first_sentence():
    marking = Marking(TEXT)
    marking.begin(TEXT.index("Nobody"))
    assert (marking.words, marking.count) == ("Nobody knows why.", 1)
    for _ in range(9):
        marking.extend(-1)
    assert (marking.words, marking.count) == (TEXT[: TEXT.index(" It rained.", 20)], 3)
    for _ in range(9):
        marking.extend(1)
    assert (marking.words, marking.count) == (TEXT[TEXT.index("Nobody") :], 2)


def test_a_quote_knows_its_span():
    from reader.model.quote import Quote

    quote = Quote(1, 1, "a", "", "", 3, 4, "{}", "2020")
    assert quote.span == (3, 4)
    assert replace(quote, start=None).span is None
