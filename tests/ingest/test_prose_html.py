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


def figures(markup: str) -> list[tuple[int, str, str]]:
    _, structure = html_to_text(markup, "https://a.example/b/")
    return [(span.start, span.value, span.note) for span in structure if span.kind is SpanKind.FIGURE]


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


def test_code_keeps_its_empty_lines_but_not_those_around_it():
    markup = "<pre>\n\na\n\n  b\n\n\n\nc\n\n</pre><pre>d</pre>"
    assert html_to_text(markup)[0] == "a\n\n  b\n\n\nc\nd"
    assert [span.kind.value for span in html_to_text(markup)[1]] == ["code"] * 7


def test_the_cells_of_a_table_know_their_columns():
    markup = (
        "<table><caption>Cap</caption><tr><th>a</th><th colspan=2>b</th></tr>"
        "<tr><td rowspan=2>1<br>2</td><td></td><td><p>x</p><p>y</p></td></tr><tr><td>z</td></tr></table>"
        "<table><tr><td>c<td>d</table>"
    )
    assert spans(markup) == [
        ("caption", "Cap", "", 0),
        ("table", "a | b", "", 1),
        ("cell", "a", "header", 1),
        ("cell", "b", "header", 2),
        ("table", "1 2 |  | x y", "", 1),
        ("cell", "1 2", "", 1),
        ("cell", "x y", "", 3),
        ("table", "z", "", 1),
        ("cell", "z", "", 2),
        ("table", "c | d", "", 2),
        ("cell", "c", "", 1),
        ("cell", "d", "", 2),
    ]


def test_a_table_that_only_lays_out_the_page_is_no_table():
    markup = "<table><tr><td><h2>h</h2><p>one</p><p>two</p><table><tr><td>in</td></tr></table><td>side</table>"
    assert html_to_text(markup)[0] == "h\none\ntwo\nin\nside"
    assert [kind for kind, *_ in spans(markup)] == ["heading"]


def test_pictures_stand_before_a_line_with_their_words():
    markup = (
        "<figure><img src='/m.png' alt='A map'><figcaption>Cap</figcaption></figure>"
        "<p>text <img src='data:x' data-src='n.png'> on</p><p>more</p><img src='z.png' width=1>"
        "<img srcset='l.png 2x, m.png'><img src='javascript:x()' alt='no'>"
    )
    assert html_to_text(markup)[0] == "Cap\ntext on\nmore"
    assert figures(markup) == [
        (0, "https://a.example/m.png", "A map"),
        (12, "https://a.example/b/n.png", ""),
        (16, "https://a.example/b/l.png", ""),
    ]


def test_pictures_alone_are_their_words_and_signs_are_text():
    markup = "<img src='/1.png' alt='Strip' title='Joke'><img src='/2.png'>"
    assert html_to_text(markup)[0] == "Strip\nJoke"
    assert figures(markup) == [(0, "https://a.example/1.png", ""), (10, "https://a.example/2.png", "")]
    assert figures("<img src='/2.png'>") == [(0, "https://a.example/2.png", "")]
    assert html_to_text("well <img class='wp-smiley' src='x.png' alt=':-)'><img src=y alt='🎉'>")[0] == "well :-) 🎉"


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
     "<br>", "<tr>", "<th colspan=3 rowspan=2>", "<img src=x alt=y>", "<template>", "</template>", "\n\n", "<caption>",
     "<h3>", "</h3>", "<blockquote>", "</blockquote>", "<script>", "</script>", "<figcaption>", "<", ">", "&lt;",
     "&#27;[31m",
     "&#x202e;", "word", " two words ", "\n", "é\u0301", "\ufe0f", "<!--", "-->", "<svg>", "</svg>", "<![CDATA[", "]]>",
     "'", '"']
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_offsets_are_exact_and_the_text_is_clean(markup: str):
    text, structure = html_to_text(markup, "https://a.example/")
    assert clean_text(text) == text
    lines = {0, *(at + 1 for at, char in enumerate(text) if char == "\n")}
    for span in structure:
        inside = text[span.start : span.end]
        assert "\n" not in inside
        if span.kind is SpanKind.FIGURE:
            assert span.start == span.end
            assert span.start in lines or span.start == len(text)
            continue
        assert inside or any(other.kind is SpanKind.CODE and other.start == span.start for other in structure)
        if span.kind in (SpanKind.LINK, SpanKind.CELL):
            assert inside == inside.strip()
        else:
            assert span.start in lines
            assert span.end == len(text) or text[span.end] == "\n"
