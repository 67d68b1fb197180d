"""`tidewire parse`: one JSON object a feed, an error object for what is none, and nothing stored."""

from pathlib import Path

FEEDS = Path(__file__).resolve().parents[1] / "goldens" / "feeds"


def test_a_feed_is_printed_and_nothing_is_stored(tidewire, tmp_path):
    (row,) = tidewire("parse", FEEDS / "rss20.xml").rows
    assert row["feed"] == {"title": "The Quay & Harbour Gazette", "link": "https://quay.example/"}
    assert set(row["entries"][0]) == {"title", "link", "id", "author", "summary", "published", "updated"}
    assert not (tmp_path / "cache.db").exists()


def test_a_batch_answers_every_name_in_order(tidewire, tmp_path):
    (tmp_path / "empty.xml").write_bytes(b"")
    names = [
        FEEDS / "atom10.xml",
        FEEDS / "page.xml",
        tmp_path / "none.xml",
        tmp_path,
        tmp_path / "empty.xml",
        FEEDS / "json11.json",
    ]
    result = tidewire("parse", "--batch", stdin="\n".join(map(str, names)).encode())
    assert result.status == 0
    assert ["error" in row for row in result.rows] == [False, True, True, True, True, False]
    assert result.rows[1]["file"] == str(FEEDS / "page.xml")


def test_what_is_no_feed_is_one_sentence(tidewire, tmp_path):
    result = tidewire("parse", FEEDS / "page.xml")
    assert (result.status, result.out) == (1, "")
    assert "web page" in result.err


def test_stdin_can_be_a_feed(tidewire):
    (row,) = tidewire("parse", "-", stdin=(FEEDS / "rss20.xml").read_bytes()).rows
    assert len(row["entries"]) == 2


def test_nothing_to_parse_is_wrong_usage(tidewire):
    assert tidewire("parse").status == 2


def test_no_control_character_of_a_hostile_feed_is_printed(tidewire):
    out = tidewire("parse", FEEDS / "hostile.xml").out
    assert not any(char in out for char in "\x1b\x07\x9b\u202e")


def test_relative_links_are_resolved_by_where_the_feed_is_said_to_come_from(tidewire, tmp_path):
    item = '<item><link>/a</link><description>&lt;a href="b"&gt;x&lt;/a&gt;</description></item>'
    feed = f'<rss version="2.0"><channel><title>t</title><link>/</link>{item}</channel></rss>'
    (tmp_path / "feed.xml").write_text(feed)
    (row,) = tidewire("parse", "--url", "https://wire.example/news/feed", tmp_path / "feed.xml").rows
    (entry,) = row["entries"]
    assert (row["feed"]["link"], entry["link"]) == ("https://wire.example/", "https://wire.example/a")
    assert entry["summary"] == '<a href="https://wire.example/news/b">x</a>'
    assert tidewire("parse", "--url", "wire", tmp_path / "feed.xml").status == 2
