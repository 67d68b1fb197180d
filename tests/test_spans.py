"""Sentences of a text, and the one around a span."""

from __future__ import annotations

import pytest

from reader.model.spans import sentence_around, sentences

LINES = "Mr. Abe met Putin. They spoke.\nA talk with George W.\n\nTokyo, said Abe, will wait! It has time"


def test_a_line_ends_a_sentence_even_after_an_initial():
    assert [LINES[left:right] for left, right in sentences(LINES)] == [
        "Mr. Abe met Putin.", "They spoke.", "A talk with George W.", "Tokyo, said Abe, will wait!", "It has time",
    ]  # fmt: skip


@pytest.mark.parametrize("limit", [60, 2000])
def test_the_sentence_around_a_word_is_the_one_of_the_whole_text(limit):
    for left, right in sentences(LINES):
        for start in range(left, right):
            assert sentence_around(LINES, start, start + 1, limit=limit) == (left, right)
