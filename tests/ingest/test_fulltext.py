"""The article of a page: facts from JSON-LD, the text without what stands around it, and pages that mean harm."""

import pytest

from reader.errors import ImportFailedError
from reader.ingest import fulltext
from reader.ingest.clean import clean_text
from reader.ingest.fulltext import article_on
from reader.ingest.metadata import facts_of

LD = """<html lang="en-GB"><head><title>x</title><meta property="og:site_name" content="The Quay">
<script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, {"@type": ["NewsArticle"],
"headline": "Ferry &amp; mill", "author": [{"@type": "Person", "name": "Ada Byrne"}, {"name": "Tom Vance"}],
"datePublished": "2026-01-05T10:00:00+01:00", "publisher": {"name": "Quay Press"},
"articleSection": ["Transport"], "isAccessibleForFree": "False"}]}</script></head>"""


def test_facts_come_from_json_ld_first():
    facts = facts_of(LD)
    assert (facts.title, facts.authors, facts.published) == (
        "Ferry & mill",
        ("Ada Byrne", "Tom Vance"),
        "2026-01-05T09:00:00Z",
    )
    assert (facts.source, facts.section, facts.lang, facts.free) == ("Quay Press", "Transport", "en-gb", False)


def test_a_small_page_is_read_as_a_whole():
    article = article_on(
        b"<html><title>Hi</title><body><h1>Hi</h1><p>One <a href='https://x.example/'>link</a>.</p></body>"
    )
    assert (article.title, article.text) == ("Hi", "One link.")
    assert article.text[article.structure[0].start : article.structure[0].end] == "link"


def test_pictures_and_tables_of_a_page_are_kept():
    words = "<p>" + "The harbour office said on Monday that the ferry would run again after months. " * 5 + "</p>"
    page = (
        f"<html><body><article><h1>Ferry</h1>{words}<img src='/i.png' alt='A map'>{words}"
        f"<table><tr><th>pier</th><th>trips</th></tr><tr><td>North</td><td>4</td></tr></table>{words}</article></body></html>"
    )
    kinds = [(span.kind.value, span.value) for span in article_on(page.encode(), "https://a.example/x/").structure]
    assert ("figure", "https://a.example/i.png") in kinds
    assert kinds.count(("cell", "header")) == 2


def test_lists_of_a_page_keep_their_numbers_and_terms():
    lists = "<ol><li>First step.</li><li>Second step.</li></ol><dl><dt>Pier</dt><dd>It carries.</dd></dl>"
    words = "<p>The bridge was opened on Monday by the mayor.</p>" * 9
    page = f"<html><body><article>{words}{lists}<ul><li>Dot.</li></ul></article></body></html>"
    article = article_on(page.encode(), "https://wire.example/a")
    items = [(article.text[span.start : span.end], span.value) for span in article.structure]
    assert items == [("First step.", "1."), ("Second step.", "2."), ("It carries.", ""), ("Dot.", "•")]


def test_code_within_a_line_stays_in_it():
    words = "<p>" + "The harbour office said on Monday that the ferry would run again after months. " * 5 + "</p>"
    lines = (
        "<p>Type <code>ls</code> first.</p><p><code>cat</code> comes next.</p><pre><code>cat one\n  two</code></pre>"
    )
    page = f"<html><body><article><h1>Ferry</h1>{words}{lines}{words}</article></body></html>"
    article = article_on(page.encode())
    assert article.text.splitlines()[1:5] == ["Type ls first.", "cat comes next.", "cat one", "  two"]


@pytest.mark.parametrize(
    "page",
    [
        b"<!doctype html>" + b"<div>" * 20_000 + b"deep",
        b"<!doctype html><p>\x1b]0;x\x07 &#27;[31m words \x9b2J here</p>",
        b'<!doctype html><script type="application/ld+json">' + b"[" * 50_000 + b"</script><p>words",
        b"<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><p>&x; words",
        b"<!doctype html><meta charset=no-such><p>words \xe9",
        b"<!doctype html><p " + b" ".join(b"a%d=1" % n for n in range(5000)) + b">words",
        b"<html>" + bytes(range(1, 256)) * 20,
    ],
)
def test_hostile_pages_do_nothing(page: bytes):
    try:
        article = article_on(page, "https://a.example/")
    except ImportFailedError:
        return
    for said in (article.title, article.text):
        assert clean_text(said) == said
        assert "root:" not in said


def test_a_tag_with_a_crowd_of_attributes_makes_no_tree(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fulltext, "_extracted", lambda *_: pytest.fail("a tree was made, which takes minutes"))
    crowd = " ".join(f"a{number}=1" for number in range(6000))
    assert fulltext.article_on(f"<!doctype html><p {crowd}>words of it</p>".encode()).text == "words of it"
