"""What publishers really send: HTML that is called a text, stray ampersands, captions, sounds without a page."""

import pytest

from reader.ingest.feed import parse_feed
from reader.ingest.feed_articles import articles_of
from reader.model.structure import SpanKind

HOME = "https://wire.example/"


def rss(items: str) -> bytes:
    spaces = 'xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f'<rss version="2.0" {spaces}><channel><title>W</title><link>{HOME}</link>{items}</channel></rss>'.encode()


def atom(inside: str) -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry>{inside}</entry></feed>'.encode()


def only(data: bytes):
    (article,) = articles_of(parse_feed(data, HOME), HOME)
    return article


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("AT&T & Q&A: R&D < 5", "AT&T & Q&A: R&D < 5"),
        ("Fish &amp; chips & caf&eacute; &bogus; &#8230;", "Fish & chips & café &bogus; …"),
        ("<![CDATA[<![CDATA[Inner & title]]]]><![CDATA[>]]>", "Inner & title"),
        ("One&lt;br&gt;two&lt;br/&gt;three", "One two three"),
        ("Use the &lt;video&gt; tag, Vec&lt;T&gt; and 3 &lt; 4", "Use the <video> tag, Vec<T> and 3 < 4"),
    ],
)
def test_a_title_is_what_was_meant(said: str, title: str):
    assert only(rss(f"<item><title>{said}</title></item>")).title == title


def test_stray_ampersands_leave_an_address_and_a_section_alone():
    link = "https://wire.example/1?a=1&b=2&copy=3"
    article = only(rss(f"<item><link>{link}</link><description><![CDATA[<p>a & b &amp; c</p>]]></description></item>"))
    assert (article.url, article.text) == (link, "a & b & c")


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&amp;nbsp;x&lt;/p&gt;", "One\nTwo x"),
        ("Tom &amp;amp; Jerry &amp;lt;3", "Tom & Jerry <3"),
        ("the &lt;blink&gt; tag &amp; x &lt; y", "the <blink> tag & x < y"),
        ("&amp;lt;p&amp;gt;It&amp;amp;#039;s&amp;lt;/p&amp;gt;", "It's"),
    ],
)
def test_html_that_is_called_a_text_is_html(said: str, text: str):
    assert only(atom(f'<id>urn:1</id><summary type="text">{said}</summary>')).text == text


def test_html_that_was_escaped_twice_is_escaped_once_too_often():
    twice = "&amp;lt;p&amp;gt;It&amp;amp;#039;s &amp;lt;b&amp;gt;so&amp;lt;/b&amp;gt;&amp;lt;/p&amp;gt;"
    assert only(rss(f"<item><description>{twice}</description></item>")).text == "It's so"
    quoted = "&lt;p&gt;Say &amp;lt;p&amp;gt;x&amp;lt;/p&amp;gt;&lt;/p&gt;"
    assert only(rss(f"<item><description>{quoted}</description></item>")).text == "Say <p>x</p>"


def test_html_without_a_tag_keeps_its_lines_and_joins_what_was_wrapped():
    chapters = "In this film we look at bridges.\n\nChapters:\n0:00 Start\n3:20 Arches &amp;amp; cables,\nand piers"
    text = "In this film we look at bridges.\nChapters:\n0:00 Start\n3:20 Arches & cables, and piers"
    article = only(rss(f"<item><description>{chapters}</description></item>"))
    assert article.text == text
    breaks = [text[span.start :].partition("\n")[0] for span in article.structure if span.kind is SpanKind.BREAK]
    assert breaks == ["0:00 Start", "3:20 Arches & cables, and piers"]
    wrapped = "The bridge that the Minister promised for so long\nwas opened by the Mayor, Jane Doe, on a cold\nMonday."
    assert only(rss(f"<item><description>\n{wrapped}\n</description></item>")).text == " ".join(wrapped.split("\n"))


@pytest.mark.parametrize("order", ["{teaser}{caption}", "{caption}{teaser}"])
def test_the_caption_of_a_picture_is_not_what_the_entry_says(order: str):
    teaser = "<description>The bridge is open.</description>"
    caption = "<media:description type='plain'>Crowds on the bridge on Monday, by a photographer.</media:description>"
    article = only(rss(f"<item><title>t</title>{order.format(teaser=teaser, caption=caption)}</item>"))
    assert (article.text, article.summary) == ("The bridge is open.", None)


def test_where_there_is_nothing_but_a_picture_its_caption_is_the_text():
    caption = "<media:group><media:description>A bridge\n\nat dawn</media:description></media:group>"
    assert only(rss(f"<item><title>t</title>{caption}</item>")).text == "A bridge\nat dawn"


SOUND = '<enclosure url="https://wire.example/1.mp3" type="audio/mpeg" length="1"/>'


@pytest.mark.parametrize(
    "data",
    [
        rss(f"<item><title>Ep. 1</title>{SOUND}</item>"),
        rss(f"<item>{SOUND}</item>"),
        atom('<id>urn:1</id><title>t</title><link rel="enclosure" href="https://wire.example/1.mp3"/>'),
        b'{"version":"1","title":"W","items":[{"id":"1","attachments":[{"url":"/1.mp3","title":"Ep. 1"}]}]}',
    ],
)
def test_what_has_no_page_leads_to_the_sound_it_brings(data: bytes):
    article = only(data)
    assert article.url == "https://wire.example/1.mp3"
    assert article.guid not in (HOME, article.url)


def test_an_item_of_rdf_without_a_link_leads_to_what_it_is_about():
    spaces = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
    item = '<item rdf:about="https://wire.example/b"><title>B</title></item>'
    feed = f'<rdf:RDF {spaces}><channel rdf:about="x"><title>t</title></channel>{item}</rdf:RDF>'
    assert only(feed.encode()).url == "https://wire.example/b"


def test_each_of_several_authors_is_kept_and_nobody_is_called_unknown():
    two = "<author><name>A One</name></author><author><name>B Two</name><email>b@wire.example</email></author>"
    assert only(atom(f"<id>urn:1</id><title>t</title>{two}")).authors == ("A One", "B Two")
    assert only(rss("<item><title>t</title><author>noreply@blogger.com (Unknown)</author></item>")).authors == ()


@pytest.mark.parametrize("date", ["Mon, 01 Jan 0001 00:00:00 +0000", "Thu, 01 Jan 1970 00:00:00 +0000"])
def test_a_date_that_programs_write_who_have_none_is_none(date: str):
    assert only(rss(f"<item><title>t</title><pubDate>{date}</pubDate></item>")).published is None


def test_an_address_may_have_spaces():
    assert only(rss("<item><link>\n https://wire.example/a b/c\n</link></item>")).url == "https://wire.example/a%20b/c"


def test_a_title_of_json_may_have_references():
    data = '{"version":"1","title":"W","items":[{"id":"1","title":"It&#8217;s <b>here</b> &amp; now","url":"/1"}]}'
    assert only(data.encode()).title == "It’s here & now"
