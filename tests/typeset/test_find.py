"""Looking for words in a text, and where a word begins and ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.typeset.find import Searchable
from reader.typeset.words import stretched, word_at

TEXT = "Café de\u0301ja\u0300 vu — ‘Straße’ İstanbul ﬁn CAFE 漢字 Ｆｕｌｌ\nnext line"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("cafe", ["Café", "CAFE"]),
        ("Déjà  vu", ["de\u0301ja\u0300 vu"]),
        ("'STRASSE'", ["‘Straße’"]),
        ("istanbul", ["İstanbul"]),
        ("full next", ["Ｆｕｌｌ\nnext"]),
        ("漢", ["漢"]),
        ("s", ["S", "ß", "ß", "s"]),
        ("vu -", ["vu —"]),
        ("a.b", []),
        ("  ", []),
    ],
)
def test_capitals_accents_and_marks_do_not_matter(words: str, found: list[str]):
    assert [TEXT[start:end] for start, end in Searchable(TEXT).find(words)] == found


def test_plain_texts_are_found_in_any_case():
    assert Searchable("Moscow, MOSCOW.").find("moscow") == [(0, 6), (8, 14)]


@given(st.text("aéA\u0301ß漢 \n’-", max_size=40), st.integers(0, 40), st.integers(1, 8))
def test_what_stands_in_a_text_is_found_there(text: str, at: int, length: int):
    words = text[at : at + length]
    spans = Searchable(text).find(words)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    if words.strip() and not words.strip().startswith("\u0301"):
        assert spans


def test_a_selection_ends_at_whole_words_and_characters():
    text = "The (S-400) bridge 漢字かな closed; 👩‍👧 cafe\u0301."
    assert text[slice(*stretched(text, text.index("ridge"), text.index("ridge") + 2))] == "bridge"
    assert text[slice(*stretched(text, text.index("字"), text.index("か")))] == "字か"
    assert text[slice(*stretched(text, text.index("👩"), text.index("👩")))] == "👩‍👧"
    assert text[slice(*word_at(text, text.index("400")))] == "S-400"
    assert text[slice(*word_at(text, text.index("\u0301")))] == "cafe\u0301"
    assert text[slice(*word_at(text, text.index("かな")))] == "か"
    assert text[slice(*word_at(text, text.index(";")))] == ";"
