"""What an article shows of its words, in words that all stand in one short text."""

from __future__ import annotations

import numpy as np
import pytest
from spacy.strings import get_string_id

from reader.entities.clues import Clue, clues
from reader.entities.lexicon import Kind

KINDS = {"Gul": Kind.LAST, "Abdullah": Kind.FIRST, "Corp": Kind.ORG_WORD}


def shown(text: str, word: str) -> Clue:
    """The clues of a word in a text of words parted by spaces."""
    words = text.split()
    lower = np.array([get_string_id(each.lower()) for each in words], np.uint64)
    capital = np.array([each != each.lower() for each in words])
    kinds = np.array([KINDS.get(each, 0) for each in words], np.uint64)
    return Clue(int(clues(lower, capital, kinds)[words.index(word)]))


@pytest.mark.parametrize(
    ("text", "word", "clue"),
    [
        ("Gul left . Then Abdullah Gul came .", "Gul", Clue.AFTER_GIVEN),
        ("Gul left . Yesterday Gul said no .", "Gul", Clue.SPEAKS),
        ("Orsel fell . Rain in Orsel .", "Orsel", Clue.AFTER_IN),
        ("Apple fell . An apple fell .", "Apple", Clue.SMALL),
        ("Marlow fell . The Marlow Corp fell .", "Marlow", Clue.BEFORE_BODY),
        ("Gul left . Gul came . Gul slept .", "Gul", Clue.OFTEN),
    ],
)
def test_what_one_place_shows_is_known_in_all(text: str, word: str, clue: Clue) -> None:
    assert clue in shown(text, word)


def test_a_capital_at_the_beginning_of_a_sentence_shows_nothing() -> None:
    assert shown("Rain fell . Rain fell .", "Rain") == Clue(0)
    assert shown("Rain fell on Rain .", "Rain") == Clue.INSIDE


def test_a_word_in_lower_case_has_no_clues() -> None:
    assert shown("Apple fell . An apple fell .", "apple") == Clue(0)


@pytest.mark.parametrize("text", ["", "Rome"])
def test_texts_of_no_word_and_of_one(text: str) -> None:
    words = text.split()
    found = clues(np.ones(len(words), np.uint64), np.ones(len(words), np.bool_), np.zeros(len(words), np.uint64))
    assert found.tolist() == [0] * len(words)
