"""The names read off the embedded weights are those that spaCy's own decoder finds, to the last one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.entities.installed import EMBEDDED
from reader.entities.pipeline import load_as_trained, load_embedded

pytestmark = pytest.mark.pipeline

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))[:12]
WORDS = [
    "Orsel",
    "Bank",
    "of",
    "Ghana",
    "the",
    "U.S.",
    "Erdogan",
    "said",
    ".",
    "\n",
    "  ",
    "in",
    "New",
    "York",
    "S-400",
    "(",
]

Names = list[list[tuple[int, int, str]]]


def found(nlp: Any, texts: list[str]) -> Names:
    return [[(each.start, each.end, each.label_) for each in doc.ents] for doc in nlp.pipe(texts, batch_size=4)]


@pytest.fixture(scope="module")
def both() -> tuple[Any, Any]:
    return load_as_trained(EMBEDDED), load_embedded(EMBEDDED)


def test_articles(both: tuple[Any, Any]) -> None:
    texts = [path.read_text(encoding="utf-8") for path in SEEDS]
    theirs, ours = (found(nlp, texts) for nlp in both)
    assert ours == theirs
    assert sum(map(len, ours)) > 200


@settings(max_examples=40)
@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), min_size=1, max_size=5))
def test_any_batch_of_texts(both: tuple[Any, Any], texts: list[str]) -> None:
    theirs, ours = (found(nlp, texts) for nlp in both)
    assert ours == theirs


@pytest.mark.parametrize("text", ["", " ", "\n\n", "Rome", "New York", "the Bank of"])
def test_texts_of_no_word_or_few(both: tuple[Any, Any], text: str) -> None:
    assert found(both[1], [text]) == found(both[0], [text])
    assert [(each.start, each.end) for each in both[1](text).ents] == [(a, b) for a, b, _ in found(both[1], [text])[0]]
