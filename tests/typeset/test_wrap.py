from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reader.typeset.cells import cells, column_to_index, fit, is_plain, take
from reader.typeset.wrap import wrap


def lines(text: str, width: int) -> list[str]:
    return [text[a:b] for a, b in wrap(text, 0, len(text), width)]


def test_words_break_at_spaces():
    assert lines("the quick brown fox", 10) == ["the quick", "brown fox"]


def test_a_word_wider_than_the_line_is_broken():
    assert lines("a" * 25 + " b", 10) == ["a" * 10, "a" * 10, "aaaaa b"]


def test_chinese_breaks_anywhere_but_not_before_a_stop():
    assert lines("土耳其正在谈判。俄罗斯", 8) == ["土耳其正", "在谈判。", "俄罗斯"]
    assert lines("土耳其正。", 8) == ["土耳其", "正。"]


def test_a_cluster_is_never_cut():
    family = "👨‍👩‍👧"
    assert lines(family * 3, 4) == [family * 2, family]
    assert lines("e\u0301" * 5, 2) == ["e\u0301" * 2, "e\u0301" * 2, "e\u0301"]


def test_fit_marks_what_it_cuts():
    assert fit("Turkey in talks", 10) == "Turkey in…"
    assert fit("short", 10) == "short"
    assert fit("漢字漢字", 5) == "漢字…"
    assert fit("anything", 0) == ""


def test_column_to_index_counts_cells():
    assert column_to_index("漢字ab", 2) == 1
    assert column_to_index("漢字ab", 4) == 2
    assert column_to_index("abc", 9) == 3


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=300), st.integers(2, 60))
def test_no_line_is_too_wide_and_no_word_is_lost(text: str, width: int):
    spans = wrap(text, 0, len(text), width)
    assert all(a < b for a, b in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert "".join("".join(text[a:b] for a, b in spans).split()) == "".join(text.split())
    assert all(cells(text[a:b]) <= width for a, b in spans)


@given(st.text(max_size=80), st.integers(0, 40))
def test_take_never_exceeds_the_limit(text: str, limit: int):
    assert text.startswith(take(text, limit))
    assert cells(take(text, limit)) <= limit


def test_a_word_of_a_hundred_thousand_characters_is_broken_in_one_pass():
    assert len(lines("ä" * 100_000, 72)) == 1389


def test_what_counts_as_plain_takes_one_cell_a_character():
    from wcwidth import wcwidth

    plain = [chr(code) for code in range(0x20, 0x3000) if is_plain(chr(code)) and code != 0x7F]
    assert len(plain) > 500
    assert [char for char in plain if wcwidth(char) != 1] == []
