"""Styles over the text of a line, and lines that are wider than their pane."""

from hypothesis import given
from hypothesis import strategies as st

from reader.typeset.cells import cells
from reader.ui.painting import Layer, paint, shifted

ROW = [("Country  ", "strong"), ("漢字 12", ""), ("  end", "faint")]


def test_layers_are_laid_over_each_other():
    entities = Layer([(10, 13), (20, 22)], lambda index: f"entity {index}")
    marked = Layer([(12, 14)], lambda _: "quoted")
    assert paint("abcdef", 10, [entities, marked]) == [
        ("ab", "entity 0"),
        ("c", "entity 0 quoted"),
        ("d", "quoted"),
        ("ef", ""),
    ]
    assert paint("abc", 30, [entities, marked], "code") == [("abc", "code")]
    assert paint("xy", 20, [entities], "code") == [("xy", "code entity 1")]


def test_a_layer_knows_what_stands_at_an_offset():
    layer = Layer([(10, 13), (20, 22)], str)
    assert [layer.at(offset) for offset in (9, 10, 12, 13, 21, 22)] == [None, 0, 0, None, 1, None]
    assert [layer.first_from(offset) for offset in (0, 10, 11, 21)] == [0, 0, 1, 2]


def test_a_line_that_fits_is_not_moved():
    assert shifted(ROW, 5, 40) == ROW


def test_a_wide_line_says_where_there_is_more():
    assert "".join(text for text, _ in shifted(ROW, 0, 12)) == "Country  漢›"
    assert "".join(text for text, _ in shifted(ROW, 4, 12)) == "‹ry  漢字 1›"
    assert "".join(text for text, _ in shifted(ROW, 9, 12)) == "‹ 字 12  end"


@given(
    st.lists(st.tuples(st.text("ab 漢字e\u0301👍", max_size=12), st.just("")), max_size=6),
    st.integers(0, 60),
    st.integers(2, 40),
)
def test_a_moved_line_never_leaves_its_room(pieces: list[tuple[str, str]], shift: int, room: int):
    total = sum(cells(text) for text, _ in pieces)
    shown = shifted(pieces, min(shift, max(0, total - room)), room)
    assert sum(cells(text) for text, _ in shown) == min(total, room)
