from reader.typeset.layout import typeset
from reader.typeset.page import LineKind

TEXT = "Turkey is in talks to buy more missiles.\nMoscow said so."


def test_paragraphs_have_space_between_them():
    page = typeset("A title", "World Desk", TEXT, 20)
    assert [line.kind for line in page.lines[:3]] == [LineKind.TITLE, LineKind.BYLINE, LineKind.BLANK]
    assert [line.text for line in page.lines[3:]] == [
        "Turkey is in talks",
        "to buy more",
        "missiles.",
        "",
        "Moscow said so.",
    ]


def test_offsets_and_places_lead_to_each_other():
    page = typeset("A title", "World Desk", TEXT, 20)
    for word in ("Turkey", "missiles", "Moscow"):
        offset = TEXT.index(word)
        row, column = page.row_of(offset), page.column_of(offset)
        assert page.lines[row].text[column:].startswith(word)
        assert page.offset_at(row, column) == offset


def test_no_text_stands_in_the_title_or_past_a_line():
    page = typeset("A title", "World Desk", TEXT, 20)
    assert page.offset_at(0, 0) is None
    assert page.offset_at(3, 19) is None
    assert page.offset_at(99, 0) is None


def test_wide_characters_keep_their_place():
    page = typeset("", "", "漢字 Ankara", 20)
    assert page.column_of(3) == 5
    assert page.offset_at(page.row_of(3), 5) == 3


def test_an_empty_article_has_a_page():
    page = typeset("", "", "", 20)
    assert page.row_of(0) == 0
    assert page.first_offset_from(0) == 0


def test_the_first_offset_from_a_row_skips_headings_and_blanks():
    page = typeset("A title", "World Desk", TEXT, 20)
    assert page.first_offset_from(0) == 0
    assert page.first_offset_from(6) == TEXT.index("Moscow")
    assert page.first_offset_from(50) == len(TEXT)


def test_a_byline_ends_its_lines_between_its_parts():
    byline = "Continental Post · Petra Anselm · Tue 5 Nov 2019 16:40 · 1 min"
    lines = [line.text for line in typeset("T", byline, "", 48).lines if line.kind is LineKind.BYLINE]
    assert lines == ["Continental Post · Petra Anselm", "Tue 5 Nov 2019 16:40 · 1 min"]
    narrow = [line.text for line in typeset("T", byline, "", 12).lines if line.kind is LineKind.BYLINE]
    assert narrow == ["Continental", "Post", "Petra Anselm", "Tue 5 Nov", "2019 16:40", "1 min"]
    assert [line.text for line in typeset("T", "", "", 48).lines if line.kind is LineKind.BYLINE] == []
