"""Every line of the three lists of pairs, both ways round: one thing, one under another, two things."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from reader.entities import compare_names
from reader.model.entity import Label


def _rows(table: str, sign: str) -> Iterator[tuple[list[str], Label | None]]:
    """The names of each line, and the label that all of them have where the line gives one."""
    for line in Path(__file__).with_name(table).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            names, _, label = line.partition(" | ")
            yield [name.strip() for name in names.split(sign)], Label(label) if label else None


def _both_ways(a: str, b: str, label: Label | None) -> set[str]:
    return {compare_names(a, b, label), compare_names(b, a, label)}


@pytest.mark.parametrize(("names", "label"), _rows("pairs_same.txt", " = "), ids=lambda each: str(each)[:40])
def test_one_thing(names: list[str], label: Label | None) -> None:
    assert [pair for pair in combinations(names, 2) if _both_ways(*pair, label) != {"same"}] == []


@pytest.mark.parametrize(("names", "label"), _rows("pairs_linked.txt", " > "), ids=lambda each: str(each)[:40])
def test_one_under_another(names: list[str], label: Label | None) -> None:
    first, *others = names
    assert [other for other in others if _both_ways(first, other, label) != {"linked"}] == []


@pytest.mark.parametrize(("names", "label"), _rows("pairs_different.txt", " / "), ids=lambda each: str(each)[:40])
def test_things_that_a_careless_hand_would_join(names: list[str], label: Label | None) -> None:
    assert [pair for pair in combinations(names, 2) if "same" in _both_ways(*pair, label)] == []
