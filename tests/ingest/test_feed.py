"""Feeds of every format beside what they must say, and feeds that mean harm."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import ImportFailedError
from reader.ingest.feed import is_feed, is_page, parse_feed
from reader.ingest.feed_articles import articles_of
from reader.ingest.feed_plain import parse_plain
from reader.ingest.feed_xml import parse_xml
from reader.ingest.plain_values import Unplain
from reader.ingest.sanitise import sanitised

FEEDS = Path(__file__).resolve().parents[1] / "goldens" / "feeds"
EXPECTED = sorted(FEEDS.glob("*.expected"))


def rss(items: str, head: str = "") -> bytes:
    channel = f"<channel><title>Wire</title><link>https://wire.example/</link>{items}</channel>"
    return f'<?xml version="1.0"?>{head}<rss version="2.0">{channel}</rss>'.encode()


def atom(entries: str) -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>{entries}</feed>'.encode()


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.stem)
def test_a_feed_says_what_stands_beside_it(expected: Path):
    document = parse_feed(expected.with_suffix("").read_bytes())
    wanted = json.loads(expected.read_text("utf-8"))
    assert {"title": document.title, "link": document.link} == wanted["feed"]
    said = [
        {
            "title": entry.title,
            "link": entry.link,
            "id": entry.id,
            "author": entry.author,
            "summary": sanitised(entry.summary) if entry.summary else "",
            "published": entry.published,
            "updated": entry.updated,
        }
        for entry in document.entries
    ]
    assert said == wanted["entries"]


def test_there_are_goldens():
    assert len(EXPECTED) >= 9


@pytest.mark.parametrize("name", ["rss20.xml", "atom10.xml", "media.xml", "latin1.xml"])
def test_relative_addresses_are_resolved_by_where_the_feed_came_from(name: str):
    document = parse_feed((FEEDS / name).read_bytes(), "https://far.example/a/b.xml")
    if name == "atom10.xml":
        assert 'href="https://observer.example/feeds/photos/gauge.html"' in sanitised(document.entries[0].content)
    if name == "rss20.xml":
        assert 'src="https://far.example/a/dues.png"' in sanitised(document.entries[1].summary)


def test_the_text_of_an_article_comes_with_its_structure():
    document = parse_feed((FEEDS / "rss20.xml").read_bytes(), "https://quay.example/feed")
    article = articles_of(document, "https://quay.example/feed")[0]
    assert article.text.split("\n") == [
        "Back at sea",
        "The Aurelia left Skarholm at dawn.",
        "First call: Orsel",
        "Second call: Tolmane",
        "“She handles well,” said the master.",
    ]
    found = {(span.kind.value, article.text[span.start : span.end], span.value) for span in article.structure}
    assert ("heading", "Back at sea", "") in found
    assert ("link", "Skarholm", "https://quay.example/ports/skarholm") in found
    assert ("item", "Second call: Tolmane", "•") in found
    assert ("quote", "“She handles well,” said the master.", "") in found
    assert article.url == "https://quay.example/2026/aurelia?id=7"
    assert article.summary == "The ferry sails again."
    assert (article.authors, article.section, article.published) == (
        ("Ines Maddox",), "Transport", "2026-01-06T07:30:00Z",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("items", "guids"),
    [
        ("<item><guid isPermaLink='false'>a</guid><title>x</title></item>", ["a"]),
        ("<item><link>https://w.example/1</link><title>x</title></item>", ["https://w.example/1"]),
        ("<item><title>only a title</title></item>" * 2, [None]),
    ],
)
def test_an_article_is_named_by_its_guid_else_its_link_else_its_title(items: str, guids: list):
    found = [article.guid for article in articles_of(parse_feed(rss(items)))]
    assert len(found) == len(guids)
    assert all(guid in (None, name) for guid, name in zip(guids, found, strict=True))


def test_an_item_without_guid_and_link_is_another_one_on_another_day():
    days = [f"<item><title>Weather</title><link/><pubDate>0{day} Jan 2026 06:00 GMT</pubDate></item>" for day in (1, 2)]
    first, second, both = (
        articles_of(parse_feed(rss(each)), "https://w.example/feed") for each in (*days, "".join(days))
    )
    assert len({article.guid for article in first + second}) == 2
    assert [article.guid for article in both] == [article.guid for article in first + second]


def test_an_item_that_is_listed_twice_is_one():
    twice = "".join(
        f"<item><guid>{name}</guid><title>x</title><link>https://w.example/1</link></item>" for name in "ab"
    )
    assert [article.guid for article in articles_of(parse_feed(rss(twice)))] == ["a"]


def test_items_that_share_one_guid_stay_apart_and_keep_their_names():
    items = "".join(
        f"<item><guid isPermaLink='false'>same</guid><title>T{n}</title><link>https://w.example/{n}</link></item>"
        for n in range(3)
    )
    first = [article.guid for article in articles_of(parse_feed(rss(items)))]
    again = [article.guid for article in articles_of(parse_feed(rss(items)))]
    assert len(set(first)) == 3
    assert first == again


@pytest.mark.parametrize(
    "data", [b"", b" \n", b"hello", b"<", b"{}", b"[1]", b'{"items": 1}', b"\0\1\2", b"<!doctype html><p>x", b"<svg/>"]
)
def test_what_is_no_feed_is_refused_with_a_sentence(data: bytes):
    with pytest.raises(ImportFailedError, match=r"\.$"):
        parse_feed(data)


def test_an_entity_neither_explodes_nor_reads_a_file(tmp_path: Path):
    secret = tmp_path / "secret"
    secret.write_text("hidden words")
    names = "\n".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<!DOCTYPE rss [\n<!ENTITY e0 "boom">\n<!ENTITY f SYSTEM "{secret.as_uri()}">\n{names}\n]>'
    document = parse_feed(rss("<item><title>a &e11; &f;</title></item>", head))
    assert len(document.entries[0].title) < 100
    assert "hidden" not in document.entries[0].title


@pytest.mark.parametrize("piece", ["<", "<!", "<a ", "<a href='", "<!--", "&#", "<![CDATA[", "</", "<div>", "\u0301"])
def test_no_repetition_takes_long(piece: str):
    before = time.process_time()
    document = parse_feed(rss(f"<item><title>x</title><description>{_escaped(piece * 40_000)}</description></item>"))
    articles_of(document)
    sanitised(document.entries[0].summary) if document.entries[0].summary else ""
    assert time.process_time() - before < 20


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def test_no_number_of_entries_is_too_large():
    document = parse_feed(rss("<item><title>x</title></item>" * 50_000))
    assert 0 < len(document.entries) <= 20_000


def test_what_a_document_is_can_be_seen_at_a_glance():
    assert is_feed(rss(""))
    assert is_feed(b'{"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": []}')
    assert not is_feed(b"<!DOCTYPE html><html><link rel=alternate type='application/rss+xml'></html>")
    assert is_page(b"\n<!DOCTYPE html><html></html>")
    assert not is_page(rss(""))


# -- the short way says what the long way says

_texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
_titles = st.one_of(
    _texts, st.sampled_from(["A &amp; B", "&lt;b&gt;x&lt;/b&gt;", "5 &amp;lt; 6", "&#233;", "x &bogus; y"])
)
_links = st.sampled_from(["https://a.example/1?x=1&y=2", "/rel", "https://a.example/é", "", "  http://a.example/ "])
_dates = st.sampled_from(
    [
        "Tue, 06 Jan 2026 08:30:00 +0100",
        "6 Jan 2026 08:30 GMT",
        "2026-01-06T08:30:00Z",
        "tomorrow",
        "Tue, 6 Jan 26 1:2 EST",
    ]
)


def _xml(text: str) -> str:
    kept = "".join(char for char in text if char in "\t\n\r" or (char >= " " and char not in "\ufffe\uffff"))
    return _escaped(kept)


@settings(max_examples=150)
@given(st.lists(st.tuples(_titles, _links, _dates, _texts, _texts), max_size=3))
def test_plain_rss_is_read_as_feedparser_reads_it(items: list):
    written = "".join(
        f"<item><title>{_xml(title)}</title><link>{_xml(link)}</link><guid isPermaLink='false'>{_xml(guid)}</guid>"
        f"<pubDate>{date}</pubDate><description>{_xml(body)}</description></item>"
        for title, link, date, guid, body in items
    )
    _same(rss(written))


@settings(max_examples=150)
@given(st.lists(st.tuples(_titles, _links, _dates, _texts, st.sampled_from(["text", "html"])), max_size=3))
def test_plain_atom_is_read_as_feedparser_reads_it(entries: list):
    written = "".join(
        f"<entry><title type='{kind}'>{_xml(title)}</title><link href='{_xml(link)}'/><id>tag:{n}</id>"
        f"<updated>{date}</updated><author><name>{_xml(name)}</name></author>"
        f"<content type='{kind}'>{_xml(name)}</content></entry>"
        for n, (title, link, date, name, kind) in enumerate(entries)
    )
    _same(atom(f"<author><name>The desk</name></author>{written}"))


def _same(data: bytes) -> None:
    for url in ("", "https://from.example/feed"):
        try:
            found = parse_plain(data, url)
        except Unplain:
            continue
        assert found == parse_xml(data, url)


def test_the_short_way_is_taken_for_plain_feeds():
    item = (
        "<item><title>x</title><link>https://a.example/1</link><pubDate>Tue, 06 Jan 2026 08:30:00 GMT</pubDate></item>"
    )
    assert parse_plain(rss(item)).entries[0].published == "2026-01-06T08:30:00Z"


def test_what_publishers_add_around_their_items_is_passed_over():
    spaces = {
        "media": "http://search.yahoo.com/mrss/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "w": "com-wordpress:feed-additions:1",
    }
    head = (
        "<image><title>Logo</title><url>https://a.example/i.png</url><link>https://a.example/logo</link></image>"
        "<title>The Wire</title><link>https://a.example/</link><w:site>12</w:site><cloud domain='a.example'/>"
    )
    item = (
        "<item><title>x</title><link>https://a.example/1</link><dc:date>2026-01-07T08:30:00Z</dc:date>"
        "<media:content url='https://a.example/1.jpg'><media:credit role='author'>Somebody</media:credit>"
        "</media:content><w:post-id>7</w:post-id></item>"
    )
    names = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in spaces.items())
    data = f'<rss version="2.0" {names}><channel>{head}{item}</channel></rss>'.encode()
    assert parse_plain(data) == parse_xml(data)
    for unknown in ("<media:title>Another</media:title>", "<guid>https://a.example/1</guid><guid>x</guid>"):
        with pytest.raises(Unplain):
            parse_plain(data.replace(b"<w:post-id>", unknown.encode() + b"<w:post-id>"))


@pytest.mark.parametrize(
    ("inside", "why"),
    [
        ("<a>" * 60_000 + "</a>" * 60_000, "nested too deeply"),
        ("<a>" * 250_000, "nested too deeply"),
        ("".join(f"<n{n}/>" for n in range(60_000)), "too many names"),
        ("<item " + " ".join(f'a{n}=">"' for n in range(60_000)) + "/>", "too many attributes"),
    ],
    ids=["nested", "unclosed", "names", "attributes"],
)
def test_what_would_fill_the_memory_is_refused_before_it_does(inside: str, why: str):
    with pytest.raises(ImportFailedError, match=why):
        parse_feed(b"<rss><channel><title>T</title>" + inside.encode() + b"</channel></rss>")


def test_a_feed_of_very_many_tags_is_read_without_a_tree():
    items = "<item><title>a</title><link>https://wire.example/1</link></item>" * 2
    data = rss(items + "<!--" + "<" * 400_001 + "-->")
    with pytest.raises(Unplain):
        parse_plain(data)
    assert [entry.title for entry in parse_feed(data).entries] == ["a", "a"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is limited on Linux")
def test_a_feed_that_would_fill_the_memory_is_given_up():
    """In a process of its own: one that has run other tests may have that much free within."""
    code = """
from reader.errors import ImportFailedError
from reader.ingest.feed import parse_feed
from reader.ingest.patience import frugality
small = b'{"version": "https://jsonfeed.org/version/1", "title": "t", "items": [{"id": "1", "x": [%s0]}]}'
try:
    with frugality(8 * 1024 * 1024):
        parse_feed(small % (b"{}," * 1_000_000))
except ImportFailedError as error:
    print(error)
print(parse_feed(small % b"{},").entries[0].id)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "This would take too much memory to read; it was given up.\n1\n"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is limited on Linux")
def test_what_a_large_feed_left_behind_is_given_back_before_the_next():
    """Where the C library can: pieces as large as this are kept once one of their kind has been freed."""
    code = """
import ctypes
from reader.ingest.patience import frugality

def resident():
    lines = open("/proc/self/status").read().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) // 1024

with frugality():
    before = resident()
bytearray(30 << 20)
pieces = [bytearray(b"x" * (1 << 20)) for _ in range(60)]
del pieces[:-1]
left = resident() - before
with frugality():
    given_back = left - (resident() - before)
print(given_back > 40 or not hasattr(ctypes.CDLL(None), "malloc_trim"))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"


def test_titles_and_names_are_no_longer_than_anybody_reads():
    feed = (
        f"<rss version='2.0'><channel><title>x</title><item><title>{'w ' * 9000}</title><author>{'n' * 9000}</author>"
    )
    (entry,) = parse_feed(feed.encode()).entries
    assert len(entry.title) <= 1000
    assert len(entry.author) == 1000
    assert entry.author.endswith("…")


def test_of_an_endless_text_the_beginning_is_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("reader.ingest.feed_articles.LONGEST_TEXT", 50)
    (article,) = articles_of(
        parse_feed(rss("<item><title>t</title><description>" + "word " * 90 + "</description></item>"))
    )
    assert article.text == "word " * 9 + "word"


@pytest.mark.parametrize("said", ["jane@wire.photography (Jane Doe)", "Jane Doe &lt;jane@wire.photography&gt;"])
def test_an_author_with_an_address_of_mail_is_a_name(said: str):
    rss = f'<rss version="2.0"><channel><item><title>t</title><author>{said}</author></item></channel></rss>'
    assert parse_feed(rss.encode()).entries[0].authors == ("Jane Doe",)


@pytest.mark.parametrize(
    ("inside", "wanted"),
    [
        ("", ("Ida Moe",)),
        ("<author><name>Bo Aas</name></author>", ("Bo Aas",)),
        ("<author><email>b@a.example</email></author>", ()),
        ("<source><title>s</title><author><name>Kim Ek</name></author></source>", ("Kim Ek",)),
        ("<source><title>s</title></source>", ("Ida Moe",)),
    ],
)
def test_an_entry_of_atom_that_names_nobody_is_by_the_authors_of_its_feed(inside: str, wanted: tuple):
    feed = atom(f"<author><name>Ida Moe</name></author><entry><id>tag:1</id><title>x</title>{inside}</entry>")
    (article,) = articles_of(parse_feed(feed))
    assert article.authors == wanted


def test_the_editor_of_rss_wrote_nothing():
    (article,) = articles_of(parse_feed(rss("<managingEditor>Ida Moe</managingEditor><item><title>x</title></item>")))
    assert article.authors == ()


@pytest.mark.parametrize(
    ("original", "address"),
    [("https://a.example/1", "https://a.example/1"), ("javascript:x", "https://count.example/1")],
)
def test_the_address_of_who_counts_readers_gives_way_to_the_publishers(original: str, address: str):
    names = 'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
    item = "<item><title>x</title><link>https://count.example/1</link>"
    (article,) = articles_of(
        parse_feed(rss(f"{item}<feedburner:origLink {names}>{original}</feedburner:origLink></item>"))
    )
    assert (article.url, article.guid) == (address, "https://count.example/1")


_BEFORE = '<?xml version="1.0"?><rss version="2.0"><channel><title>t</title><item><title>a</title>'


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<description>Words that br", "Words that br"),
        ("<description>Words&nbsp;that br &am", "Words\xa0that br"),
        ("<description>Words</descr", "Words"),
        ("<content:encoded><![CDATA[<p>Words</p> that", "<p>Words</p> that"),
    ],
)
def test_of_a_feed_that_breaks_off_in_a_text_the_text_so_far_is_kept(inside: str, words: str):
    (entry,) = parse_feed((_BEFORE + inside).encode()).entries
    assert sanitised(entry.summary) == words


def test_half_a_title_or_a_name_of_a_feed_that_breaks_off_is_not_taken_for_a_whole_one():
    found = parse_feed((_BEFORE + "</item><item><guid>one-two").encode()).entries
    assert [(entry.title, entry.id) for entry in found] == [("a", ""), ("", "")]


@pytest.mark.parametrize(
    ("item", "link"),
    [
        ("<guid>a-1</guid>", ""),
        ("<guid>news/a-1</guid>", ""),
        ("<guid>https://w.example/1</guid>", "https://w.example/1"),
        ("<guid>a-1</guid><link>/1</link>", "https://far.example/1"),
    ],
)
def test_a_name_is_a_link_only_where_it_is_an_address_and_stays_the_same_wherever_the_feed_moves(item: str, link: str):
    data = rss(f"<item><title>x</title>{item}</item>")
    here, there = (parse_feed(data, f"https://{host}.example/feed").entries[0] for host in ("far", "near"))
    assert here.link == link
    assert here.id == there.id == item[len("<guid>") : item.index("</guid>")]


def test_an_entry_of_atom_that_has_a_name_and_no_link_leads_nowhere():
    for entry in ("<entry><id>urn:1</id><title>x</title></entry>", "<entry><id>a 1</id><title>x</title></entry>"):
        assert parse_feed(atom(f"<id>tag:all</id>{entry}"), "https://far.example/feed").entries[0].link == ""


def test_long_texts_without_a_tag_are_no_work():
    """Looking for tags with too many attributes took half a minute, once a byte of every text."""
    text = "?a=b&amp;" * 20_000
    items = "".join(f"<item><guid>{n}</guid><link>http://e.example/{text}</link></item>" for n in range(3))
    assert len(parse_feed(rss(items, "<!DOCTYPE rss>")).entries) == 3
