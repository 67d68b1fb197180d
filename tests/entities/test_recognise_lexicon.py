"""The hashed lexicon, and how texts are varied for learning."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from reader.entities.lexicon import Kind, Lexicon, join

TURKEY, NEW, ZEALAND, STORM = (0x1111111122222222, 0x3333333344444444, 0x5555555566666666, 0x7777777788888888)


def hashes(*values: int) -> np.ndarray:
    return np.array(values, np.uint64)


@pytest.fixture
def lexicon() -> Lexicon:
    phrase = int(join(hashes(NEW), hashes(ZEALAND))[0])
    return Lexicon(
        {TURKEY: Kind.COUNTRY, STORM: Kind.COMMON | Kind.LAST, NEW: Kind.COMMON}, {phrase: Kind.PLACE_PHRASE}
    )


def test_words_and_phrases_are_found_by_hash(lexicon: Lexicon) -> None:
    assert lexicon.kind(TURKEY) == Kind.COUNTRY
    assert lexicon.kind(ZEALAND) == 0
    assert lexicon.phrase([NEW, ZEALAND])
    assert not lexicon.phrase([ZEALAND, NEW])


def test_a_word_without_a_capital_can_only_be_common(lexicon: Lexicon) -> None:
    text = hashes(STORM, TURKEY, NEW, ZEALAND)
    written = lexicon.kinds(text, np.array([True, True, True, True]))
    assert written.tolist() == [
        Kind.COMMON | Kind.LAST,
        Kind.COUNTRY,
        Kind.COMMON | Kind.PLACE_PHRASE,
        Kind.PLACE_PHRASE | Kind.INSIDE,
    ]
    small = lexicon.kinds(text, np.array([False, False, False, False]))
    assert small.tolist() == [Kind.COMMON, 0, Kind.COMMON, 0]


def test_the_lexicon_survives_the_disk(lexicon: Lexicon, tmp_path: Path) -> None:
    lexicon.save(tmp_path / "lexicon.npz")
    again = Lexicon.load(tmp_path / "lexicon.npz")
    assert again.kind(TURKEY) == Kind.COUNTRY
    assert again.phrase([NEW, ZEALAND])


def test_a_lexicon_whose_tables_do_not_fit_is_refused(tmp_path: Path) -> None:
    keys = np.array([1, 2], np.uint32)
    kinds = np.array([1], np.uint32)
    np.savez(tmp_path / "lexicon.npz", words=keys, word_kinds=kinds, phrases=keys, phrase_kinds=kinds)
    with pytest.raises(ValueError, match="do not fit"):
        Lexicon.load(tmp_path / "lexicon.npz")


def test_an_empty_lexicon_knows_nothing() -> None:
    assert Lexicon({}, {}).kinds(hashes(TURKEY, NEW), np.array([True, True])).tolist() == [0, 0]
