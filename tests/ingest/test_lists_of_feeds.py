"""OPML and newsboat's urls: addresses come in, commands do not."""

import pytest

from reader.errors import ImportFailedError
from reader.ingest.newsboat import is_urls_file, parse_urls, write_urls
from reader.ingest.newsboat_query import condition_of
from reader.ingest.opml import is_opml, parse_opml, write_opml
from reader.model.article import ListQuery
from reader.model.feed import Feed, Subscription
from reader.model.query import Filter, Words
from reader.query import parse, write

OPML = b"""<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head><body>
<outline text="News &amp; more"><outline text="Local">
  <outline type="rss" text="One" xmlUrl="https://one.example/feed?a=1&amp;b=2" category="/x,y"/></outline>
  <outline type="rss" title="Two" text="ignored" xmlUrl="HTTPS://Two.Example/feed"></outline>
</outline>
<outline text="Top" xmlUrl="http://top.example/"/>
<outline text="Again" xmlUrl="http://top.example/"/>
<outline text="Command" xmlUrl="exec:rm -rf /"/><outline text="File" xmlUrl="file:///etc/passwd"/>
<outline type="include" text="no" url="http://x.example/other.opml"/>
</body></opml>"""


def test_opml_folders_titles_and_tags():
    found, refused = parse_opml(OPML)
    assert found == [
        Subscription("https://one.example/feed?a=1&b=2", "One", "News & more/Local", ("x", "y")),
        Subscription("https://two.example/feed", "Two", "News & more", ()),
        Subscription("http://top.example/", "Top", None, ()),
    ]
    assert [sentence.partition(":")[0] for sentence in refused] == ["Command", "File"]


def test_opml_is_written_as_it_is_read():
    feeds = [
        Feed(1, "https://a.example/?x=1&y", "A <&> \"B\" 'C'", folder="N & M/Deep", tags=("t", "u")),
        Feed(2, "https://b.example/", None),
        Feed(3, "https://c.example/", "C", folder="N & M"),
    ]
    found, refused = parse_opml(write_opml(feeds).encode())
    assert refused == []
    assert {(each.url, each.title, each.folder, each.tags) for each in found} == {
        (feed.url, feed.title, feed.folder, feed.tags) for feed in feeds
    }


@pytest.mark.parametrize(
    "data",
    [
        b"<opml>" + b"<outline text='a'>" * 50_000,
        b"<opml></outline></outline><outline xmlUrl='https://a.example/'/>",
        b"<!DOCTYPE opml [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><opml><outline text='&a;' xmlUrl='https://a.example/&a;'/>",
        b"<opml><outline text='\x1b]0;x\x07' xmlUrl='https://a.example/\x1b[31m'/>",
        b"<opml><outline " + b"a" * 100_000 + b" xmlUrl='https://a.example/'/>",
        "<opml><outline text='é' xmlUrl='https://a.example/'/>".encode("utf-16"),
        b"<opml>" + b"<outline xmlUrl='https://a.example/'/>" * 30_000,
    ],
)  # fmt: skip
def test_hostile_lists_do_nothing(data):
    assert is_opml(data)
    try:
        found, _ = parse_opml(data)
    except ImportFailedError:
        return
    for each in found:
        assert "\x1b" not in f"{each.url}{each.title}{each.folder}"
        assert "passwd" not in f"{each.url}{each.title}"


URLS = """# my feeds
https://one.example/feed "news" "~My \\"One\\"" "!hidden"
http://two.example/
"query:Unread:unread = \\"yes\\""
"query:Turkey:unread = \\"yes\\" and title =~ \\"Turkey\\"" "tag"
"query:Odd:rssurl =~ \\"x\\""
exec:~/bin/evil.sh "x"
filter:~/bin/f.pl:https://three.example/
file:///etc/passwd
"""


def test_newsboats_list():
    assert is_urls_file(URLS)
    found = parse_urls(URLS)
    assert found.feeds == [
        Subscription("https://one.example/feed", 'My "One"', None, ("news",)),
        Subscription("http://two.example/", None, None, ()),
    ]
    turkey = Filter(Words("Turkey", "title"))
    assert found.filters == {"Unread": ListQuery(unread=True), "Turkey": ListQuery(unread=True, filter=turkey)}
    assert [sentence.partition(":")[0] for sentence in found.refused] == ["Line 6", "Line 7", "Line 8", "Line 9"]


@pytest.mark.parametrize(
    ("expression", "line"),
    [
        ('tags # "tech"', "folder:tech"),
        ('tags !# "tech" and unread = "yes"', "-folder:tech is:unread"),
        ('unread != "yes"', "-is:unread"),
        ('title =~ "air defence" or content =~ "missile"', 'title:"air defence" OR text:missile'),
        ('title =~ "(storm|flood)" and feedtitle = "The Wire"', 'title:storm OR title:flood feed:"The Wire"'),
        ('author !~ "okafor" and flags # "s"', "-author:okafor is:starred"),
        ('age < 7', "after:7d"),
        ('age between 2:10', "after:10d before:2d"),
        ('age between 0:1', "after:1d"),
        ('(tags # "a" or tags # "b") and (age > 30)', "folder:a OR folder:b before:30d"),
        ('((tags # "a" and age > 3) or tags # "b")', "(folder:a before:3d) OR folder:b"),
    ],
)  # fmt: skip
def test_newsboats_filters_are_said_in_ours(expression: str, line: str):
    condition = condition_of(expression)
    assert condition is not None
    assert write(Filter(condition)) == line
    assert parse(line).where == condition


@pytest.mark.parametrize(
    "expression",
    [
        "", "(", "()", "and", "title", "title =~", 'title =~ "a.*b"', 'title = "x"', 'rssurl =~ "x"', 'age < "x"',
        "age between 3", "age < 99999", 'unread = "perhaps"', 'unread = "yes" and', 'unread = "yes")', 'flags # "q"',
        'title =~ "|"', 'title =~ "x" tags # "y"', '"a" = "b"', "(" * 500, 'title =~ "', "title =~ \x1b",
    ],
)  # fmt: skip
def test_what_cannot_be_said_is_not_said_otherwise(expression: str):
    assert condition_of(expression) is None


def test_newsboats_list_is_written_as_it_is_read():
    feeds = [
        Feed(1, "https://a.example/", 'A "quoted" \\ name', folder="News", tags=("x y",)),
        Feed(2, "https://b.example/"),
    ]
    assert parse_urls(write_urls(feeds)).feeds == [
        Subscription("https://a.example/", 'A "quoted" \\ name', None, ("News", "x y")),
        Subscription("https://b.example/"),
    ]


def test_a_text_that_names_an_address_is_no_such_list():
    assert not is_urls_file("https://a.example/ says so\nand this is the article\n")
    assert not is_urls_file("# only a comment\n")


def test_one_line_that_is_none_does_not_make_a_list_an_article():
    text = "".join(f"https://{number}.example/\n" for number in range(8)) + "---\n"
    assert is_urls_file(text)
    found = parse_urls(text)
    assert (len(found.feeds), found.refused) == (8, ["Line 9: --- is no address on the web."])


@pytest.mark.parametrize(
    ("listed", "told"), [((0, 1, 0), []), ((0, 1, 0, 2, 3), ["No more than 2 feeds are taken; 2 are left out."])]
)
def test_what_a_list_has_too_many_of_is_counted(listed: tuple, told: list, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("reader.ingest.opml.MOST_FEEDS", 2)
    lines = "".join(f'<outline xmlUrl="https://w.example/{n}"/>' for n in listed)
    found, refused = parse_opml(f"<opml><body>{lines}</body></opml>".encode())
    assert ([feed.url for feed in found], refused) == (["https://w.example/0", "https://w.example/1"], told)


def test_a_word_that_is_cut_at_a_space_is_told_without_it():
    found = parse_urls(f'"{"x" * 59} and more"')
    assert found.refused == [f"Line 1: {'x' * 59} is no address on the web."]
