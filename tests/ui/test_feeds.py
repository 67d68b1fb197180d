"""Feeds on the screen: added after a look, reloaded with a bar, looked after, and read whole."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from textual.widgets import Input

from reader.config import Network
from reader.library import Library
from reader.model.feed import Feed, Subscription
from reader.net.schedule import moment_in
from reader.store import feeds, subscriptions
from reader.store.database import connect
from reader.ui.child import Child
from reader.ui.feed_facts import facts
from reader.ui.feeding import Told
from reader.ui.screens.add_feed import AddFeedScreen, summary
from reader.ui.screens.feeds import FeedsScreen
from tests.loopback import Loopback, Reply, rss

LONG = "".join(f"<p>{'The council of Skarholm met for nine hours. ' * 8}Paragraph {n}.</p>" for n in range(6))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Loopback]:
    (tmp_path / "config.toml").write_text('[network]\nallow = ["127.0.0.1"]\n')
    loopback = Loopback()
    loopback.pages["/feed"] = rss("Ferry returns", "Mill vote tied", base=loopback.base)
    yield loopback
    loopback.close()


@pytest.fixture
def settings(tmp_path: Path) -> dict:
    return {"file": tmp_path / "config.toml", "network": Network(("127.0.0.1",), schedule=False)}


def subscribed(cache: Path, *urls: str) -> None:
    with Library.open(cache) as library:
        library.subscriptions.subscribe([Subscription(url) for url in urls])


async def test_a_reload_fills_the_list_and_says_what_came(opened, edition, server, settings):
    server.pages["/bad"] = Reply(status=500)
    subscribed(edition, f"{server.base}/feed", f"{server.base}/bad")
    async with opened(edition, **settings) as reader:
        before = reader.main.list_pane.listing.count
        await reader.press("R")
        await reader.until(lambda: "new article" in reader.main.status.message, tries=2000)
        assert reader.main.status.message == "2 feeds, 2 new articles, 1 failed · L shows which"
        assert reader.main.list_pane.listing.count == before + 2
        assert reader.main.status.reloading == ""
        await reader.press("L")
        assert isinstance(reader.app.screen, FeedsScreen)
        assert "trouble" in reader.screen_text()
        await reader.press("!", "d", "d")
        assert len(reader.app.library.subscriptions.feeds()) == 1


async def test_what_one_has_is_imported_from_the_first_screen(opened, tmp_path):
    (tmp_path / "urls").write_text('https://a.example/feed\nhttps://b.example/feed "World"\nexec:x\nfile:///etc/feed\n')
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "one.txt").write_text("Title: Ferry returns\n\nThe ferry is back.\n")
    async with opened(cache=tmp_path / "new.db") as reader:
        await reader.press("i", *"nothing", "enter")
        assert "There is no file or folder nothing" in reader.screen_text()
        assert "enter import · esc back" in reader.screen_text()
        reader.app.screen.query_one(Input).value = "~nobody-here/" + "a" * 5000
        await reader.press("enter")
        assert "cannot be read: file name too long" in reader.screen_text()
        reader.app.screen.dismiss(str(tmp_path / "urls"))
        await reader.until(lambda: "R reloads" in reader.main.status.message, tries=2000)
        assert reader.main.status.message.startswith("2 new feeds, 0 new articles · R reloads them · ")
        assert "· 2 sentences say what went wrong" in reader.main.status.message
        assert "file:///etc/feed is no address on the web" in reader.main.status.message
        await reader.press("I")
        reader.app.screen.dismiss(str(tmp_path / "texts"))
        await reader.until(lambda: reader.main.article is not None, tries=2000)
        assert reader.title == "Ferry returns"


async def test_the_bar_counts_no_feed_that_is_not_asked(opened, edition, server, settings, monkeypatch):
    subscribed(edition, f"{server.base}/feed", "https://gone.example/feed", "https://patient.example/feed")
    with closing(connect(edition)) as db:
        later = moment_in(60)
        for name, reasons in (("gone", {"resting": True}), ("patient", {"not_before": later})):
            feed = feeds.find(db, f"https://{name}.example/feed")
            subscriptions.trouble(db, feed.id, "No.", next_fetch=later, **reasons)
    async with opened(edition, **settings) as reader:
        totals = set()
        monkeypatch.setattr(reader.main.status, "set_reload", lambda _done, total, *_: totals.add(total))
        await reader.press("R")
        await reader.until(lambda: "new article" in reader.main.status.message, tries=2000)
        assert totals == {1, 0}


async def test_the_feed_that_went_wrong_is_scrolled_to(opened, edition):
    subscribed(edition, *(f"https://{number:02}.example/feed" for number in range(60)))
    with closing(connect(edition)) as db:
        feed = feeds.find(db, "https://50.example/feed")
        subscriptions.trouble(db, feed.id, "It is gone.", next_fetch="2026-01-01T00:00:00Z")
    async with opened(edition) as reader:
        await reader.press("L", "!")
        assert reader.app.screen.chosen == f"feed:{feed.id}"
        assert "https://50.example/feed" in reader.screen_text()


async def test_the_bar_says_how_far_the_reload_is(opened, edition):
    async with opened(edition) as reader:
        reader.main.status.set_reload(3, 40, 7, 1)
        await reader.pilot.pause()
        assert "reload 3/40" in reader.screen_text()
        assert "7 new · 1 failed" in reader.screen_text()


async def test_how_far_a_reload_is_waits_for_the_keys_and_no_key_for_it(opened, edition):
    async with opened(edition) as reader:
        feeding, status, told, reloads = reader.app.feeding, reader.main.status, Told(40), []
        reader.main.list_pane.reload = lambda **_: reloads.append(1)
        feeding._show(told)
        reader.app.last_key = time.monotonic() + 1000  # one key follows the other
        for row in ({"stored": ["a"], "new": 1}, {"error": "No."}):
            told.take(row)
            feeding._show_between_keys(told)
        assert (status.reloading.split()[1], reloads) == ("0/40", [])
        reader.app.last_key = 0.0
        for _ in range(2):
            feeding._show_between_keys(told)
        assert status.reloading.endswith("1 new · 1 failed")
        assert reloads == [1]


@pytest.mark.parametrize(
    ("rows", "broke_off", "said"),
    [
        (
            [{"error": "x", "offline": True}, {"error": "y"}, {"error": "z", "offline": True}],
            False,
            "no network: none of",
        ),
        ([{"error": "x", "offline": True}, {"new": 1}], False, "2 feeds, 1 new article, 1 failed · L shows which"),
        ([{"new": 2}], True, "The reload was broken off: 1 of 40 feeds, 2 new articles · R begins again"),
    ],
)
def test_what_came_of_a_reload_is_said_as_it_was(rows, broke_off, said):
    told = Told(40)
    for row in rows:
        told.take(row)
    assert said in told.said(broke_off=broke_off)


async def test_while_feeds_are_asked_nothing_says_that_a_key_would_ask_them(opened, tmp_path, server, settings):
    subscribed(tmp_path / "new.db", f"{server.base}/none")
    async with opened(tmp_path / "new.db", **settings) as reader:
        await reader.until(lambda: reader.main.status.message.startswith("No articles yet"))
        reader.app.feeding.reload([], total=1)
        await reader.until(lambda: "reload 0/1" in reader.main.status.reloading)
        assert reader.main.status.message == ""


async def test_a_command_that_something_ended_has_broken_off(tmp_path):
    app = SimpleNamespace(cache=tmp_path / "none.db", config=SimpleNamespace(file=None))
    for code, broke_off in (("import os; os.kill(os.getpid(), 9)", True), ("exit(1)", False)):
        child = Child(app)
        child._arguments = [sys.executable, "-S", "-c", code]
        assert await child.last() is None
        assert child.broke_off is broke_off


async def test_a_password_reaches_the_command_on_stdin(tmp_path):
    child = Child(SimpleNamespace(cache=tmp_path / "none.db", config=SimpleNamespace(file=None)), secret="p w")
    child._arguments = [sys.executable, "-S", "-c", "import json, sys; print(json.dumps({'heard': sys.stdin.read()}))"]
    assert await child.last() == {"heard": "p w\n"}


async def test_without_feeds_the_keys_say_what_to_do(opened, edition):
    async with opened(edition) as reader:
        await reader.press("R")
        assert "a adds one" in reader.main.status.message
        reader.open("Turkey discusses")
        await reader.press("r")
        assert "no feed" in reader.main.status.message


async def test_what_an_empty_list_says_goes_when_articles_come(opened, tmp_path, settings):
    subscribed(tmp_path / "new.db", "https://wire.example/feed")
    async with opened(tmp_path / "new.db", **settings) as reader:
        await reader.until(lambda: reader.main.status.message.startswith("No articles yet"))
        reader.app.feeding.arrived()
        assert reader.main.status.message == ""


def test_a_feed_that_is_added_again_is_told_as_known():
    kept = {"feed": "https://wire.example/feed", "title": "The \x1b[31mWire", "stored": [], "new": False}
    assert summary(kept) == "The Wire (known already): 0 new articles"


async def test_the_whole_article_comes_and_goes(opened, edition, server, settings):
    server.pages["/Ferry-returns"] = f"<!doctype html><main><article>{LONG}</article></main>".encode()
    subscribed(edition, f"{server.base}/feed")
    async with opened(edition, **settings) as reader:
        await reader.press("R")
        await reader.until(lambda: "new article" in reader.main.status.message, tries=2000)
        reader.open("Ferry returns")
        await reader.press("f")
        await reader.until(lambda: "Paragraph 5." in reader.main.reading.article.text, tries=2000)
        await reader.until(lambda: "whole article ·" in reader.main.status.message, tries=2000)
        await reader.press("f")
        await reader.until(lambda: "is back" in reader.main.status.message, tries=2000)
        assert "Paragraph 5." not in reader.main.reading.article.text


async def test_the_structure_of_a_text_is_seen(opened, edition):
    from reader.ingest.prose_html import html_to_text
    from reader.model.article import ParsedArticle

    markup = (
        "<h2>Head</h2><p>Para.</p><ul><li>first</li><li>second</li></ul>"
        "<blockquote>Said.</blockquote><pre>  x = 1</pre>"
    )
    text, structure = html_to_text(markup)
    with Library.open(edition) as library:
        library.add([ParsedArticle("g", "Structured", text, structure=structure, source="s")])
    async with opened(edition) as reader:
        reader.open("Structured")
        await reader.pilot.pause()
        shown = reader.screen_text()
        for piece in ("• first", "• second", "│ Said.", "  x = 1"):
            assert piece in shown


async def test_feeds_without_articles_are_not_welcomed_with_samples(opened, settings, tmp_path: Path):
    cache = tmp_path / "new.db"
    Library.open(cache).close()
    subscribed(cache, "https://wire.example/feed")
    async with opened(cache=cache, **settings) as reader:
        assert reader.app.screen is reader.main
        await reader.until(lambda: "R reloads your 1 feed" in reader.main.status.message)


PAGE = b"""<!doctype html><html><head>
    <link rel="alternate" type="application/rss+xml" title="All \x1b[31mnews" href="/feed">
    <link rel="alternate" type="application/rss+xml" title="Sport" href="/sport"></head><body>x</body></html>"""


async def test_a_feed_is_looked_at_chosen_and_then_kept_with_folder_and_tags(opened, edition, server, settings):
    server.pages |= {"/": PAGE, "/sport": rss("Cup final", name="The Pitch")}
    async with opened(edition, **settings) as reader:
        await reader.press("a", *f"{server.base}/x", "enter")
        await reader.until(lambda: "nothing at this address" in reader.screen_text(), tries=2000)
        await reader.press("backspace", "enter")
        await reader.until(lambda: "keeps it" in reader.screen_text(), tries=2000)
        assert "› All news" in reader.screen_text()
        assert "Mill vote tied" in reader.screen_text()
        await reader.press("down")
        await reader.until(lambda: "Cup final" in reader.screen_text(), tries=2000)
        assert "› Sport" in reader.screen_text()
        assert reader.app.library.subscriptions.feeds() == []
        await reader.press("tab", *"Games", "tab", *"cup, late", "enter")
        await reader.until(lambda: not isinstance(reader.app.screen, AddFeedScreen), tries=2000)
        (feed,) = reader.app.library.subscriptions.feeds()
        assert (feed.name, feed.folder, feed.tags) == ("The Pitch", "Games", ("cup", "late"))
        assert reader.main.status.message == "The Pitch: 1 new article"


async def test_a_server_that_asks_who_is_there_is_told_and_no_other(opened, edition):
    async with opened(edition) as reader:
        await reader.press("a", "x")
        screen = reader.app.screen
        screen._refused({"error": "No.", "status": 401})
        await reader.pilot.pause()
        assert "asks for a user and a password" in reader.screen_text()
        screen.query_one("#user", Input).value, screen.query_one("#password", Input).value = "ada", " p w"
        child = screen._child("x", "--preview")
        assert child._arguments[-4:] == ["--user", "ada", "--", "x"]
        assert child._secret == " p w"
        screen._refused({"error": "No.", "status": 401})
        await reader.pilot.pause()
        assert "does not take this user and password" in reader.screen_text()
        await reader.press("n", "o")
        assert (screen._value("user"), screen._value("password")) == ("ada", "no")
        screen.query_one("#address").focus()
        await reader.press("y")
        assert "--user" not in screen._child("xy")._arguments


async def test_enter_signs_in_and_then_keeps(opened, edition, monkeypatch):
    said = [
        {"error": "No.", "status": 401},
        {"feed": "https://x.example/f", "articles": 1},
        {"feed": "https://x.example/f"},
    ]

    async def last(_child):
        return said.pop(0)

    monkeypatch.setattr("reader.ui.child.Child.last", last)
    async with opened(edition) as reader:
        await reader.press("a", "x", "enter")
        await reader.until(lambda: len(said) == 2)
        await reader.press(*"ada", "enter", *"word", "enter")
        await reader.until(lambda: "enter keeps it" in reader.screen_text())
        await reader.press("enter")
        await reader.until(lambda: not isinstance(reader.app.screen, AddFeedScreen))
        assert reader.main.status.message == "https://x.example/f: 0 new articles"


NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({}, "not asked yet; r asks it"),
        ({"resting": "Gone."}, "not asked any more; r asks it again"),
        ({"next_fetch": "2026-11-26T11:00:00Z"}, "asked 12m ago, due"),
        ({"next_fetch": "2026-11-26T12:47:30Z"}, "asked 12m ago, due in 47m"),
        ({"next_fetch": "2026-11-27T12:00:00Z"}, "asked 12m ago, due in 24h"),
        ({"next_fetch": "2026-12-01T12:00:00Z"}, "asked 12m ago, due in 5d"),
        (
            {"next_fetch": "2026-11-27T14:00:00Z", "not_before": "2026-11-27T14:00:00Z"},
            "asked 12m ago, its server wants to be left alone until Fri 27 Nov 14:00",
        ),
    ],
)
def test_a_feed_says_when_it_was_asked_and_will_be(known, said):
    checked = "2026-11-26T11:47:50Z" if {"next_fetch"} & known.keys() else None
    first, settings = facts(Feed(1, "https://a.example/f", checked=checked, **known), NOW, signed_in=False)
    assert first == f"{said} · https://a.example/f"
    assert settings == "f whole articles: no · T tags: none · p password: none"
