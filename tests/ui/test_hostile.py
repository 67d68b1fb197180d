"""Articles, feeds and names that mean harm go in as a reader takes them in, and every screen shows them harmlessly."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import pytest

from reader import paths
from reader.annotator.work import annotate_pending
from reader.cli.main import run
from reader.ingest.clean import clean_line
from reader.library import Library
from reader.model.article import ListQuery
from reader.model.quote import NewQuote
from reader.query import parse
from tests import harm

SCREENS = (
    ["enter"], ["e"], ["]"], ["v"], ["escape", "C"], ["escape", "?"], ["escape", "/", *"turkey"], ["enter"],
    ["escape", ":", *"turk"], ["escape", "T"], ["escape", "S"], ["escape", "'"], ["escape", "#"], ["escape", "z"],
    ["s"], ["z", "enter", "e", "x"], ["m"], ["escape", "escape", "e", "x", "w"], ["escape", "X"], ["escape", "W"],
    ["escape", "M"], ["escape", "L"], ["G"], ["enter"], ["escape", "V"], ["escape", "y"], ["Y"], ["c"],
)  # fmt: skip
NAME = "Turkey [/nothing] [bold] $accent"


def in_xml(text: str) -> str:
    """As a feed can carry it: XML has no control characters, but numbers for some."""
    return "".join(c if c >= " " else "" for c in escape(text))


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    cache, lines = tmp_path / "hostile.db", harm.write(tmp_path / "hostile.jsonl")
    feed, subscriptions = tmp_path / "feed [bold].xml", tmp_path / "feeds.opml"
    text = in_xml(f"Turkey {harm.HARM}")
    feed.write_text(
        f"<rss version='2.0'><channel><title>{text}</title><link>https://the.example/{text}</link>"
        f"<item><title>{text}</title><author>{text}</author><category>{text}</category><guid>{text}</guid>"
        f"<link>https://the.example/{text}</link><description>{text} &lt;b&gt;Ankara&lt;/b&gt;</description></item>"
        "</channel></rss>",
        "utf-8",
    )
    subscriptions.write_text(
        f'<opml version="2.0"><body><outline text="{text}"><outline text="{text}" title="{text}" type="rss" '
        'xmlUrl="https://the.example/feed"/></outline></body></opml>',
        "utf-8",
    )
    for what in (["--jsonl", str(lines)], [str(feed)], [str(subscriptions)]):
        assert run(["--cache", str(cache), "import", *what]) == 0
    annotate_pending(cache, "fake")
    with Library.open(cache) as library:
        _by_hand(library, f"{NAME} {clean_line(harm.HARM)}")
    return cache


def _by_hand(library: Library, name: str) -> None:
    """What one writes oneself."""
    article, entity = library.rows(ListQuery(), 0, 1)[0].id, library.find_entity("Turkey").id
    library.corrections.rename(entity, name)
    library.watches.set(entity, True)
    library.marks.set_tags(article, (name, "tag [/x]"))
    library.filters.keep(name, ListQuery(filter=parse("turkey [/x]")))
    library.mutes.add(parse('"[/nothing] zzz"'))
    library.quotes.add(NewQuote(article, 0, 40))


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_every_screen_shows_it_harmlessly(opened, hostile: Path, size):
    async with opened(cache=hostile, size=size) as reader:
        for keys in SCREENS:
            await reader.press(*keys)
            text = reader.screen_text()
            assert not harm.harmful(text), (keys, harm.harmful(text))
            strips = reader.app.screen._compositor.render_strips()
            assert all(strip.cell_length <= size[0] for strip in strips), keys
        await reader.press("escape", "escape", "G")
        assert reader.app.is_running


def test_what_is_written_into_a_frame_is_a_text_of_our_own_or_no_markup():
    written = [
        value
        for file in sorted((paths.styles_dir().parent / "reader" / "ui").rglob("*.py"))
        for value in re.findall(r"\bborder_(?:sub)?title = (.*)", file.read_text("utf-8"))
    ]
    assert len(written) > 5
    assert [value for value in written if not value.startswith(('"', "Content("))] == []
