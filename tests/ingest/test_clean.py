"""The sanitiser lets nothing through that a terminal obeys and takes nothing that scripts or emoji need."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.ingest.clean import clean_line, clean_text, spaced

BIDI = {0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
NASTY = "\x00\x07\x08\t\n\x0b\x0c\r\x1b\x7f\x80\x85\x9b\x9c\x9d\u200b\u200c\u200d\u200e\u2028\u2029\u202e\u2066"
NASTY += "\ufe0f\ufeff\ud800\udfff[]P;?0123mAB\\a ❤🏴\U000e0067\U000e0062\U000e007f\u0301"

anything = st.text(st.characters(codec=None, categories=None)) | st.text(st.sampled_from(NASTY), max_size=40)


def forbidden(char: str) -> bool:
    code = ord(char)
    return (
        (unicodedata.category(char) == "Cc" and char not in "\n\t")
        or code in BIDI
        or code in (0x2028, 0x2029)
        or 0xD800 <= code <= 0xDFFF
    )


@given(anything)
def test_nothing_forbidden_ever_gets_past(text: str) -> None:
    assert not [char for char in clean_text(text) if forbidden(char)]


@given(anything)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(anything)
def test_a_line_is_one_line_without_white_space_around(text: str) -> None:
    line = clean_line(text)
    assert line == line.strip()
    assert len(line.splitlines()) <= 1


@given(st.text(st.sampled_from("abc ÄÖß東京اب.,\n\t"), max_size=60))
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("a\x1b[31mred\x1b[0m", "ared"),
        ("a\x1b[38;2;1;2;3mb", "ab"),
        ("a\x1b]0;owned\x07b", "ab"),
        ("a\x1b]8;;http://x.example\x1b\\link\x1b]8;;\x1b\\", "alink"),
        ("a\x1b]52;c;ZXZpbA==\x07b", "ab"),
        ("a\x1bP1$r0m\x1b\\b", "ab"),
        ("a\x1b_Gpayload\x1b\\b", "ab"),
        ("a\x1b(0b", "ab"),
        ("a\x1bcb", "ab"),
        ("a\x9b31mb", "ab"),
        ("a\x9d0;owned\x9cb", "ab"),
        ("a\x1b\x1b[31m[32mb", "a[32mb"),
        ("a\x1b]0;never ended\nb", "a0;never ended\nb"),
        ("one\r\ntwo\rthree\u2028four\u2029five\x85six", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("one\r\u200e\ntwo", "one\ntwo"),
        ("Tur\u200bk\xade\u2060y\ufeff", "Turkey"),
        ("abc\u202ecba\u202c", "abccba"),
        ("hid\U000e0041\U000e0042den", "hidden"),
        ("pass\u200dword\ufe0f", "password"),
        ("a" + "\u0301" * 50, "a" + "\u0301" * 4),
        ("lone \ud83d surrogate", "lone  surrogate"),
    ],
)
def test_what_is_taken(dirty: str, clean: str) -> None:
    assert clean_text(dirty) == clean


@pytest.mark.parametrize(
    "text",
    [
        "👩‍👩‍👧‍👦 family",
        "❤️‍🔥 heart on fire",
        "1️⃣ keycap, ©️ mark",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f Scotland",
        "می‌خواهم",
        "क्‍ष",
        "葛\U000e0100城",
        "e\u0301 Việt Nam",
        "tabs\tand\nlines",
    ],
)
def test_what_scripts_and_emoji_need_stays(text: str) -> None:
    assert clean_text(text) == text


def test_a_line_joins_lines_with_spaces() -> None:
    assert clean_line("  Turkey\r\nin\u2028talks\t to\xa0buy ") == "Turkey in talks to buy"


@pytest.mark.parametrize("opener", ["\x1b]", "\x9d", "\x1b[", "\u200d\ufe0f", "\U0001f3f4\U000e0067", "\x1bP\x1b\x1b"])
def test_no_input_makes_it_slow(opener: str) -> None:
    assert len(clean_text(opener * 200_000)) <= 200_000


@given(st.text(st.sampled_from("ab. \n\t\x1c\x85\xa0\u3000é\ud800"), min_size=1, max_size=9))
def test_long_texts_are_spaced_as_short_ones(text: str):
    long = text * 250
    assert spaced(long) == " ".join(long.split())
    assert spaced(text) == " ".join(text.split())
