"""The format that copying uses: a folder's own, the one used last, and what the configuration may name."""

from __future__ import annotations

import json
from types import MappingProxyType

import pytest

from reader.cite import CiteError
from reader.library import Library
from reader.model.article import ListQuery
from reader.model.feed import Subscription
from reader.query import parse
from reader.ui.citations import format_for
from reader.ui.screens.cite import CiteScreen
from tests.ui.conftest import STORY


def in_folder(cache, title: str, folder: str) -> None:
    """Make a stored article one that a feed of the folder brought."""
    with Library.open(cache) as library:
        ((feed_id, _),) = library.subscriptions.subscribe([Subscription("https://e.example/feed", folder=folder)])
        article = library.find_article(title).id
        db = library.connections.mine()
        db.execute("INSERT INTO feed_article VALUES (?, 'g', ?, x'00', 1)", (feed_id, article))


async def test_a_folder_has_a_format_of_its_own(opened, edition):
    in_folder(edition, STORY, "Science")
    async with opened(citation="mla", folder_citations=MappingProxyType({"Science": "AMA"})) as reader:
        reader.open(STORY)
        assert format_for(reader.app, reader.main.article) == "ama"
        assert format_for(reader.app, reader.app.library.find_article("In Atlanta").id) == "mla"
        await reader.press("c")
        await reader.until(lambda: "AMA 11 citation" in reader.main.status.message)


async def test_other_names_of_a_format_will_do(opened):
    async with opened(citation="Chicago Author Date") as reader:
        assert reader.app.citation_format == "chicago-author-date"


async def test_an_unknown_format_in_the_configuration_is_told_before_the_screen_opens(opened):
    with pytest.raises(CiteError, match=r"Did you mean chicago\?"):
        async with opened(citation="chicgo"):
            pass
    with pytest.raises(CiteError):
        async with opened(folder_citations=MappingProxyType({"Science": "zzz"})):
            pass


async def test_an_unknown_remembered_format_is_forgotten(opened, tmp_path):
    (tmp_path / "state").mkdir(exist_ok=True)
    (tmp_path / "state" / "ui.json").write_text(json.dumps({"citation": "gone", "places": {}}), "utf-8")
    async with opened() as reader:
        reader.open(STORY)
        assert format_for(reader.app, reader.main.article) == "apa"
        await reader.press("C")
        assert isinstance(reader.app.screen, CiteScreen)


async def test_the_preview_shows_italics_and_what_stands_in_the_text(opened):
    async with opened() as reader:
        reader.open(STORY)
        await reader.press("C")
        shown = reader.screen_text()
        assert "In the text" in shown
        assert "(Lindqvist, 2019)" in shown
        preview = reader.app.screen.query_one("#preview").content
        slanted = [str(preview)[span.start : span.end] for span in preview.spans if "italic" in str(span.style)]
        source = reader.app.library.article(reader.main.article).row.source
        assert source in slanted


async def test_what_was_cited_is_remembered(opened):
    async with opened() as reader:
        reader.open(STORY)
        await reader.press("c")
        cited = ListQuery(filter=parse("has:citation"))
        await reader.until(lambda: reader.app.library.count(cited) == 1)
