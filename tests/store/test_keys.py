"""What articles are recognised by does not depend on the way it was worked out."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from reader.store.arrival.keys import first_words, text_hash, words_key

texts = st.text("ab '_-.…\n\t\x1c\x85\xa0\u3000éß’", max_size=8)


@given(texts)
def test_white_space_does_not_count(text: str):
    words = " ".join(text.split())
    assert text_hash("", text) == hashlib.blake2b(f"\n{words}".encode(), digest_size=16).digest()
    assert text_hash(text, "x") == text_hash(words, "x")


@given(texts)
def test_words_are_the_same_beside_a_letter_beyond_ascii(text: str):
    assert words_key(text) == words_key(f"{text} ı").removesuffix("ı").strip()


def test_the_mark_of_a_cut_off_teaser_does_not_count():
    assert [first_words(text) for text in ("Cut off ...  ", "Cut off…\n", "Cut. off.")] == ["cut off"] * 3
