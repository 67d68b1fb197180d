"""Whole pages: goldens of what each kind of paragraph looks like, and the way between offsets and places."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.ingest.prose_html import html_to_text
from reader.model.structure import Span, SpanKind
from reader.typeset.cells import cells
from reader.typeset.layout import typeset
from reader.typeset.page import Layout, LineKind

FOLDER = Path(__file__).parents[1] / "goldens" / "typeset"
PAGES = {
    "lists": """<p>Three steps:</p><ol start="9"><li>Read what is written about it, which is long.</li><li>Build it:
        <ul><li>with a friend</li><li>or <a href="https://e.x/">alone</a><ul><li>at night</li></ul></li></ul></li></ol>
        <p>That is all.</p>""",
    "quotes": """<p>She said:</p><blockquote><p>We stand by what we signed.</p><p>All of it.</p>
        <blockquote><p>Nobody asked.</p></blockquote></blockquote>
        <h2>Before</h2><p>Little.</p><h3>In June</h3><p>No.</p>""",
    "tables": """<table><tr><th>Party</th><th>Seats</th></tr><tr><td>Greens</td><td>28</td></tr><tr><td>Others</td>
        <td>7</td></tr></table><p>Then:</p><table><tr><td>Zug</td><td>The wish of the voters has to be taken seriously
        by all.</td></tr><tr><td>Uri</td><td>Nothing.</td></tr></table>""",
    "figures": """<p>It rained.</p><figure><img src="a.jpg" alt="Waves over the harbour wall at Folkestone">
        <figcaption>The
        sea on Sunday.</figcaption></figure><p>It stopped.</p><img src="b.jpg" alt=""><p>Then:</p><img src="c.jpg"
        alt="The sun">""",
    "wide": "<table>" + "<tr>" + "".join(f"<td>column {n}</td>" for n in range(9)) + "</tr></table>",
    "scripts": """<p>土耳其正在与俄罗斯谈判，购买更多导弹系统。「交渉はッ続いている」と述べた。</p>
        <p>정부는 공식적인 입장을 밝히지
        않았으며 지켜보겠다고 말했다.</p>
        <p>قال الرئيس إن بلاده لن تتراجع عن الصفقة.</p><p>Flags 🇹🇷🇷🇺 and 👩‍👩‍👧‍👦 and 1️⃣,
        e\u0301te\u0301 in Franco-British talks — S-400.</p>""",
}
CODE = "def f():\n\n\tif x:\n        return a_rather_long_name(of_something)\nAfter."
ALPHABET = "ab -—.\t漢字。「か\u3099e\u0301👩‍👧🇹🇷한글عر1\u00a0\u200b|"


def page_of(markup: str, measure: int) -> Layout:
    text, structure = html_to_text(markup, "https://e.x/")
    return typeset("A title that is longer than a line", "Post · 1 min", text, measure, structure=structure)


def printed(page: Layout) -> str:
    return "\n".join(f"{line.lead}{line.text}".rstrip() for line in page.lines) + "\n"


@pytest.fixture
def check(request: pytest.FixtureRequest) -> Callable[[str, Layout], None]:
    """Compare a page with its golden; `make goldens` writes them anew."""

    def compare(name: str, page: Layout) -> None:
        file = FOLDER / f"{name}.txt"
        if request.config.getoption("--remake-goldens"):
            file.write_text(printed(page), encoding="utf-8")
        assert printed(page) == file.read_text(encoding="utf-8")

    return compare


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_it_did(name: str, check):
    check(name, page_of(PAGES[name], 32))


def test_code_keeps_its_blanks_and_goes_on_where_it_is_too_wide(check):
    end = CODE.index("\nAfter")
    page = typeset("", "", CODE, 32, structure=(Span(SpanKind.CODE, 0, end),))
    check("code", page)
    assert [line.kind for line in page.lines if line.text][-2:] == [LineKind.CODE, LineKind.TEXT]


def test_a_table_may_stand_out_to_the_right():
    text = "one two | three four | five six"
    structure = (Span(SpanKind.TABLE, 0, len(text)),)
    assert page_of(PAGES["wide"], 32).widest > 32
    assert typeset("", "", text, 20, structure=structure, reach=40).lines[-1].text == "one two  three four  five six"
    narrow = typeset("", "", text, 24, structure=structure)
    assert [line.text.split() for line in narrow.lines[1:]] == [["one", "two", "three", "five"], ["four", "six"]]


def test_a_blank_line_stands_between_two_tables():
    rows = ["a | b", "1 | 2", "c | d", "3 | 4"]
    starts = [sum(len(row) + 1 for row in rows[:at]) for at in range(len(rows))]
    structure = tuple(
        Span(SpanKind.TABLE, start, start + len(row), "", 1 + at // 2)
        for at, (start, row) in enumerate(zip(starts, rows, strict=True))
    )
    kinds = [line.kind for line in typeset("", "", "\n".join(rows), 32, structure=structure).lines[1:]]
    assert kinds.count(LineKind.BLANK) == 1


def test_code_in_a_list_is_set_close_and_apart_from_code_elsewhere():
    page = page_of("<ul><li>do:<pre>one\ntwo</pre></ul><blockquote><pre>three</pre></blockquote>", 40)
    assert [line.lead + line.text for line in page.lines][-6:] == ["• do:", "", "  one", "  two", "", "│ three"]


def test_lines_of_a_verse_stand_close_and_long_ones_apart():
    verse = page_of("<p>Two roads<br>diverged,<br><br>And sorry</p><p>end</p><ul><li>a<br>b</ul>", 60)
    said = [line.lead + line.text for line in verse.lines][3:]
    assert said == ["Two roads", "diverged,", "", "And sorry", "", "end", "", "• a", "  b"]
    long = page_of("<br>".join(["word " * 30] * 2), 200)
    assert [line.kind for line in long.lines][3:] == [LineKind.TEXT, LineKind.BLANK, LineKind.TEXT]


def test_a_cell_beside_one_that_reaches_down_keeps_its_column():
    page = page_of("<table><tr><td rowspan=2>long<td>x<tr><td>y</table>", 40)
    assert [line.text for line in page.lines][-2:] == ["long  x", "      y"]


def test_a_row_is_found_again_at_another_width():
    text = "\n".join("Turkey is in talks to buy more missiles from Moscow, it said." for _ in range(20))
    wide, narrow = typeset("Title", "Post", text, 60), typeset("Title", "Post", text, 17)
    for row in range(len(wide.lines)):
        assert wide.row_at(wide.anchor(row)) == row
    row = wide.row_of(text.index("buy", 400))
    offset = wide.lines[row].start
    assert narrow.row_at(wide.anchor(row)) == narrow.row_of(offset)


@settings(max_examples=60)
@given(
    st.lists(st.text(ALPHABET, max_size=60), max_size=5),
    st.lists(st.sampled_from([*SpanKind, None]), min_size=5, max_size=5),
    st.integers(1, 500) | st.integers(1, 24),
)
def test_offsets_and_places_lead_to_each_other(paragraphs: list[str], kinds: list[SpanKind | None], measure: int):
    text = "\n".join(paragraphs)
    spans, start = [], 0
    for paragraph, kind in zip(paragraphs, kinds, strict=False):
        if kind is not None and paragraph:
            spans.append(Span(kind, start, start + len(paragraph), "", 2))
        start += len(paragraph) + 1
    page = typeset("Title", "", text, measure, structure=tuple(spans))
    seen: set[int] = set()
    for row, line in enumerate(page.lines):
        for run in line.runs:
            assert run.text == text[run.start : run.end].replace("\t", " ")
            assert not seen & set(range(run.start, run.end))
            seen |= set(range(run.start, run.end))
            assert page.row_of(run.start) == row
            assert page.column_of(run.start) == run.column
            if cells(run.text[:1]):
                assert page.offset_at(row, run.column) == run.start
                assert page.nearest_offset(row, run.column) == run.start
        if not line.cells:
            assert cells(line.lead) + cells(line.text) <= max(measure, 2)
    shown = {offset for offset in range(len(text)) if not text[offset].isspace() and text[offset] not in "|\u00a0"}
    assert shown <= seen


def test_lines_that_are_made_when_they_are_looked_at_are_lines():
    text = "One short paragraph.\n- an item\n\tThe last one is longer than its line."
    page = typeset("Title", "Post", text, 20, structure=(Span(SpanKind.ITEM, 21, 30, "•", 1),))
    every = list(page.lines)
    assert [(line.kind, line.start, line.text) for line in every if line.start >= 0] == [
        (LineKind.TEXT, 0, "One short paragraph."),
        (LineKind.ITEM, 21, "- an item"),
        (LineKind.TEXT, 32, "The last one is"),
        (LineKind.TEXT, 48, "longer than its"),
        (LineKind.TEXT, 64, "line."),
    ]
    assert list(page.lines[3:-1]) == every[3:-1]
    assert page.lines[-1] == every[-1]
    assert all(line.text == text[line.start : line.end] for line in every if line.start >= 0)
