"""HTML to text: paragraphs, offsets, structure; nothing that is thrown at it makes it fail or lie."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.ingest.clean import clean_text
from reader.ingest.prose_html import html_to_text
from reader.model.structure import SpanKind


def spans(markup: str, base: str = "https://a.example/b/") -> list[tuple[str, str, str, int]]:
    text, structure = html_to_text(markup, base)
    return [(span.kind.value, text[span.start : span.end], span.value, span.level) for span in structure]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One.</p><p>Two\n  three.</p>", "One.\nTwo three."),
        ("no tags &amp; two&nbsp;words", "no tags & two words"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<b>bold</b>ly <i> spaced </i> out", "boldly spaced out"),
        ("<p>x<script>evil()</script>y<style>p{}</style>z</p>", "xyz"),
        ("<p>x<!-- no -->y</p><!-- never closed <p>z", "xy\nz"),
        ("3 < 4 and <5>", "3 < 4 and <5>"),
        ("<table><tr><th>a</th><td><p>b</p></td></tr><tr><td>c</td><td>d</td></tr></table>", "a | b\nc | d"),
        ("<img src=x alt='A map'>", "A map"),
        ("<p>text</p><img alt='A map'>", "text"),
        ("<object>unclosed is shown", "unclosed is shown"),
        ("<svg><text>hidden</text></svg>shown", "shown"),
        ("", ""),
    ],
)
def test_text(markup: str, text: str):
    assert html_to_text(markup)[0] == text


def test_headings_quotes_code_and_captions():
    markup = (
        "<h2>Head</h2><blockquote><p>q1</p><blockquote>q2</blockquote></blockquote>"
        "<pre><code>if x:\n    y()</code></pre><figure><img alt='i'><figcaption>Cap</figcaption></figure>"
    )
    assert spans(markup) == [
        ("heading", "Head", "", 2),
        ("quote", "q1", "", 1),
        ("quote", "q2", "", 2),
        ("code", "if x:", "", 0),
        ("code", "    y()", "", 0),
        ("caption", "Cap", "", 0),
    ]


def test_lists_keep_their_numbers_and_depth():
    markup = "<ol start=3><li>three<ul><li>deep</li></ul></li><li>four<p>more</p></li></ol>"
    assert spans(markup) == [
        ("item", "three", "3.", 1),
        ("item", "deep", "•", 2),
        ("item", "four", "4.", 1),
        ("item", "more", "", 1),
    ]


def test_links_are_absolute_and_of_the_web():
    markup = (
        "<p>see <a href='../c?x=1&amp;y'> the <b>page</b></a>, <a href='javascript:x()'>not</a>"
        " <a href='#n'>this</a></p>"
    )
    assert spans(markup) == [("link", "the page", "https://a.example/c?x=1&y", 0)]


def test_a_link_over_two_paragraphs_is_two_links():
    assert spans("<a href='/x'><p>one</p><p>two</p></a>") == [
        ("link", "one", "https://a.example/x", 0),
        ("link", "two", "https://a.example/x", 0),
    ]


PIECES = st.sampled_from(
    ["<p>", "</p>", "<a href='/x'>", "</a>", "<li>", "<ul>", "</ol>", "<pre>", "</pre>", "<td>", "<table>", "</table>",
     "<br>",
     "<h3>", "</h3>", "<blockquote>", "</blockquote>", "<script>", "</script>", "<figcaption>", "<", ">", "&lt;",
     "&#27;[31m",
     "&#x202e;", "word", " two words ", "\n", "é\u0301", "\ufe0f", "<!--", "-->", "<svg>", "</svg>", "<![CDATA[", "]]>",
     "'", '"']
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_offsets_are_exact_and_the_text_is_clean(markup: str):
    text, structure = html_to_text(markup, "https://a.example/")
    assert clean_text(text) == text
    lines = {0, *(at + 1 for at, char in enumerate(text) if char == "\n")}
    for span in structure:
        inside = text[span.start : span.end]
        assert inside
        assert "\n" not in inside
        if span.kind is SpanKind.LINK:
            assert inside == inside.strip()
        else:
            assert span.start in lines
            assert span.end == len(text) or text[span.end] == "\n"
