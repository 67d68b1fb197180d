"""The whole article from its page: taken where there is one, refused where there is a door, and taken back."""

from __future__ import annotations

import pytest

from tests.loopback import Loopback, rss

WORDS = "The council of Skarholm met for nine hours and heard the report of the harbour committee in full. "
ARTICLE = (
    "<!doctype html><html lang=en><head><title>First | Site</title><script type='application/ld+json'>"
    '{"@type": "NewsArticle", "headline": "First", "author": {"name": "Ada Byrne"}, "datePublished": "2026-01-05"}'
    "</script></head><body><nav><a href=/>Home</a><a href=/x>World</a></nav><main><article><h1>First</h1>"
    + "".join(f"<p>{WORDS * 3}Paragraph {number}.</p>" for number in range(8))
    + "<h2>Afterwards</h2><p>See <a href='/more'>the minutes</a> of the meeting, which run to forty pages.</p>"
    + "</article></main><footer>Subscribe to our newsletter</footer></body></html>"
).encode()


@pytest.fixture
def server(server: Loopback) -> Loopback:
    server.pages["/feed"] = rss("First", base=server.base)
    return server


def test_the_page_takes_the_place_of_the_summary_and_gives_it_back(server, tidewire):
    server.pages["/First"] = ARTICLE
    tidewire("add", f"{server.base}/feed")
    summary = tidewire("--json", "show", "1").rows[0]["text"]
    (row,) = tidewire("--json", "fulltext", "1").rows
    assert row["full"] is True
    shown = tidewire("--json", "show", "1").rows[0]
    assert "Paragraph 7." in shown["text"]
    assert "newsletter" not in shown["text"]
    assert shown["authors"] == ["Ada Byrne"]
    assert tidewire("--json", "fulltext", "1", "--undo").rows[0]["full"] is False
    again = tidewire("--json", "show", "1").rows[0]
    assert (again["text"], again["authors"]) == (summary, [])


def test_a_full_text_outlives_the_next_reload(server, tidewire):
    server.pages["/First"] = ARTICLE
    tidewire("add", f"{server.base}/feed")
    tidewire("fulltext", "1")
    server.pages["/feed"] = rss("First", base=server.base, body="Another summary.")
    tidewire("reload")
    assert "Paragraph 7." in tidewire("--json", "show", "1").rows[0]["text"]
    tidewire("fulltext", "1", "--undo")
    assert "Another summary." in tidewire("--json", "show", "1").rows[0]["text"]


@pytest.mark.parametrize(
    "page",
    [
        b"<!doctype html><p>Subscribe to read the full story. Already a member? Sign in.</p>" * 3,
        b"<!doctype html><p>We value your privacy. Accept all cookies to continue.</p>" * 3,
        b"<!doctype html><p>x",
        b"",
        b"\x00\xff" * 500,
    ],
)
def test_behind_a_door_the_summary_stays(server, tidewire, page):
    server.pages["/First"] = page
    tidewire("add", f"{server.base}/feed")
    before = tidewire("--json", "show", "1").rows[0]
    result = tidewire("fulltext", "1")
    assert (result.status, len(result.err.splitlines())) == (1, 1)
    assert tidewire("--json", "show", "1").rows[0] == before


def test_a_feed_may_always_want_its_pages(server, tidewire):
    server.pages["/First"] = server.pages["/Second"] = ARTICLE
    tidewire("add", f"{server.base}/feed", "--full-text")
    server.pages["/feed"] = rss("First", "Second", base=server.base)
    tidewire("reload")
    for number in ("1", "2"):  # that which came with the feed, and what came later
        assert "Paragraph 7." in tidewire("--json", "show", number).rows[0]["text"]
