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
        ("pick<select><option>one</option></select>end", "pick end"),
        ("He said <q>one <q>two</q></q>.", "He said “one ‘two’”."),
        ("E=mc<sup>2</sup>, 10<sup>-6</sup>, the 1<sup>st</sup>, H<sub>2</sub>O", "E=mc², 10⁻⁶, the 1st, H2O"),
        ("Text<sup><a href='#n1'>1</a></sup><ol><li>Note <a href='#r1'>↩︎</a></ol>", "Text¹\nNote"),
        ("Words<a href='#f1'>1</a>, in <a href='#s'>2</a> of <a href='#t'>1984</a>", "Words¹, in 2 of 1984"),
        ("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>と<ruby>東<rt>とう</rt></ruby>", "漢(かん)と東(とう)"),
        ("<li><input type='checkbox' checked> done<li><input type=checkbox> to do", "☑ done\n☐ to do"),
        ("<table><tr><td><pre>1\n2</pre></td><td><pre>a\n  b</pre></td></tr></table>", "1\n2\na\n  b"),
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


def test_lists_count_as_they_say():
    letters = "<ol type=a start=2><li>b<li value=5>e<li>f</ol><ol type=I start=9><li>nine</ol>"
    assert [mark for _, _, mark, _ in spans(letters)] == ["b.", "e.", "f.", "IX."]
    down = "<ol reversed start=2><li>two<li>one</ol><ol reversed><li>who knows</ol>"
    assert [mark for _, _, mark, _ in spans(down)] == ["2.", "1.", "•"]


def test_a_definition_is_set_in_under_its_term():
    markup = "<dl><dt>Term<dd>One<dd>Two<ul><li>deep</ul><dt>Other</dl><p>after</p>"
    assert spans(markup) == [("item", "One", "", 1), ("item", "Two", "", 1), ("item", "deep", "•", 2)]
    assert html_to_text(markup)[0] == "Term\nOne\nTwo\ndeep\nOther\nafter"


def test_an_item_outside_of_all_lists_ends_with_itself():
    assert spans("<li>one</li>two<p>three</p>") == [("item", "one", "•", 1)]


def test_code_keeps_the_spaces_between_its_coloured_words():
    markup = "<pre><b>def</b> <i>f</i>(x):  \n    <b>return</b> x <i># note</i>\n   \n\ty</pre>"
    assert html_to_text(markup)[0] == "def f(x):\n    return x # note\n\n    y"


def test_films_and_sounds_are_shown_by_title_or_host():
    markup = (
        "<p>a</p><iframe src='https://www.youtube.com/embed/1' title='A talk'></iframe><video><source src='/1.mp4'>"
        "<source src='/1.webm'>no film here</video><audio src='/1.mp3'></audio><iframe src='https://ads.example/'></iframe>"
        "<iframe src='https://count.example/' title=x width=1></iframe><p>b</p>"
    )
    assert html_to_text(markup)[0] == "a\nb"
    assert figures(markup) == [
        (2, "https://www.youtube.com/embed/1", "Film or sound: A talk"),
        (2, "https://a.example/1.mp4", "Film: a.example"),
        (2, "https://a.example/1.mp3", "Sound: a.example"),
    ]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (
            "<msup><mi>x</mi><mn>2</mn></msup><mo>=</mo><mfrac><mi>a</mi><mrow>b<mo>+</mo>1</mrow></mfrac>",
            "x² = a/(b + 1)",
        ),
        ("<msub><mi>a</mi><mi>i</mi></msub><msqrt><mn>2</mn></msqrt><msup><mi>e</mi><mi>k</mi></msup>", "a_i√2e^k"),
        ("<mi>y</mi><annotation encoding='application/x-tex'>{\\displaystyle y^2}</annotation>", "y^2"),
        ("<munderover><mo>∑</mo><mn>1</mn><mi>n</mi></munderover><mi>x</mi>", "∑₁ⁿ x"),
        ("", ""),
    ],
)
def test_a_formula_stands_in_its_sentence(markup: str, text: str):
    assert html_to_text(f"<p>so <math>{markup}</math> is</p>")[0] == " ".join(filter(None, ("so", text, "is")))


def test_a_formula_that_is_there_twice_is_said_once():
    named = "<math alttext='E=mc^2'><mi>E</mi></math>"
    assert html_to_text(f"<p>so {named}</p>")[0] == "so E=mc^2"
    assert html_to_text(f"<p>so <span class='katex-mathml'>{named}</span><span>E</span></p>")[0] == "so E"
    picture = "<img class='mwe-math-fallback-image-inline' src='/1.svg' alt='{\\displaystyle E}'>"
    assert html_to_text(f"<p>so <span class='mwe-math-mathml-inline'>{named}</span>{picture}</p>")[0] == "so E"


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
    ["<p>", "</p>", "<a href='/x'>", "</a>", "<li>", "<ul>", "</ol>", "<pre>", "</pre>", "<td>", "<table>",
     "</table>", "<br>", "<tr>", "<math>", "<msup>", "<mi>", "</math>", "<dl>", "<dd>", "<dt>", "</dl>", "<q>",
     "</q>", "<sup>", "</sup>", "<rt>", "</rt>", "<iframe src='https://youtube.com/'>", "</iframe>", "<video>",
     "<source src=/x>", "</video>", "<ol type=i>", "<input type=checkbox>", "<th colspan=3 rowspan=2>",
     "<img src=x alt=y>", "<template>", "</template>", "\n\n", "<caption>", "<h3>", "</h3>", "<blockquote>",
     "</blockquote>", "<script>", "</script>", "<figcaption>", "<", ">", "&lt;", "&#27;[31m", "&#x202e;", "word",
     " two words ", "\n", "é\u0301", "\ufe0f", "<!--", "-->", "<svg>", "</svg>", "<![CDATA[", "]]>", "'", '"']
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
