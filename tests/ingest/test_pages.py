"""Which feeds a web page leads to."""

import pytest

from reader.ingest.page import Offer, feeds_of, usual_places

URL = "https://site.example/blog/"


def test_what_a_page_announces_comes_before_what_it_links_to_and_comments_last():
    page = """<a href="old.rss">RSS</a>
        <link rel="alternate" type="application/rss+xml" title="Site &raquo; Comments Feed" href="/comments/feed/">
        <link rel="alternate" type="application/atom+xml; charset=utf-8" href="feed.xml">"""
    assert feeds_of(page, URL) == [
        Offer("https://site.example/blog/feed.xml"),
        Offer("https://site.example/comments/feed/", "Site » Comments Feed"),
        Offer("https://site.example/blog/old.rss"),
    ]


@pytest.mark.parametrize("page", ["blog/", "blog", "blog/index.html?a=1", "blog?page=2"])
def test_a_feed_is_looked_for_beside_the_page_before_the_top_of_the_site(page: str):
    places = usual_places(f"https://site.example/{page}")
    assert places[0] == "https://site.example/blog/feed"
    assert places.index("https://site.example/feed") == 4
    assert len(places) == len(set(places))


def test_of_a_sites_first_page_there_is_no_beside():
    assert usual_places("https://site.example")[:2] == ["https://site.example/feed", "https://site.example/rss.xml"]
