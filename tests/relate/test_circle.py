"""Circles: the kinship to one that is not made is that to the same one made."""

from __future__ import annotations

import pytest

from reader.relate.circle import NARROW, WIDE, Reach, circle, kinship, kinship_to

OWN = circle(1, [2, 3, 4], [0.6, 0.5, 0.4])


@pytest.mark.parametrize("reach", [WIDE, NARROW])
@pytest.mark.parametrize(
    ("others", "scores"),
    [
        ([1, 3, 4], [0.6, 0.4, 0.1]),  # the last one out of both reaches
        ([11, 10, 9, 8, 7, 6, 4, 3, 1, 12], [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.35, 0.3, 0.28, 0.2]),
        ([1, *range(20, 32)], [0.5] * 13),  # more than a circle holds
        ([3], [0.05]),  # near nobody
        ([], []),
    ],
)
@pytest.mark.parametrize("article", [2, 40])
def test_the_kinship_to_what_a_circle_is_made_of(
    article: int, others: list[int], scores: list[float], reach: Reach
) -> None:
    whole = kinship(OWN, circle(article, others, scores, reach))
    assert kinship_to(OWN, article, others, scores, reach) == pytest.approx(whole, abs=1e-12)
    assert 0 <= whole < 1
