"""Bodies that every country has: whose they are, where the article tells and where it does not."""

from __future__ import annotations

import pytest
from entity_articles import after, read


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "[NEW DELHI|GPE] - [India|GPE] told the [Supreme Court|ORG] that farmers would be paid.",
            "Supreme Court (India)",
        ),
        ("[ACCRA|GPE] - [Ghana|GPE] grew, the [Finance Ministry|ORG] said.", "Finance Ministry (Ghana)"),
        ("[WASHINGTON|GPE] - The [Supreme Court|ORG] heard the [U.S.|GPE] government.", "Supreme Court"),
        ("[Iran|GPE] and [Iraq|GPE] met, the [Foreign Ministry|ORG] said.", "Foreign Ministry"),
        ("[Iran|GPE] spoke, the [Foreign Ministry|ORG] said.", "Foreign Ministry"),
    ],
    ids=["capital and country", "a small country", "the United States' own", "two countries", "once is not enough"],
)
def test_a_body_without_a_country_is_that_of_the_country_the_article_is_about(text: str, name: str) -> None:
    assert name in read(text)


def test_the_courts_of_two_countries_never_meet() -> None:
    collection = after(
        [
            "[NEW DELHI|GPE] - [India|GPE] told the [Supreme Court|ORG] this.",
            "[BRASILIA|GPE] - [Brazil|GPE] told the [Supreme Court|ORG] that.",
            "[WASHINGTON|GPE] - The [Supreme Court|ORG] heard the [U.S.|GPE] government.",
        ]
    )
    assert sum("Supreme Court" in names for names in collection.groups.values()) == 3
