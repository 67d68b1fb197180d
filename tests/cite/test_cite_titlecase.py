"""Headline capitals: MLA Handbook 2.90, Chicago Manual of Style 8.160 and following."""

from __future__ import annotations

import pytest

from reader.cite.titlecase import capital_after_colon, is_english, titlecase


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("a day in the life of an island", "A Day in the Life of an Island"),
        ("the place we came from", "The Place We Came From"),
        ("what is it for?", "What Is It For?"),
        ("iPad sales and eSports in the EU", "iPad Sales and eSports in the EU"),
        ("NATO sends F-16s to the front", "NATO Sends F-16s to the Front"),
        ("state-of-the-art follow-up", "State-of-the-Art Follow-Up"),
        ("an on-again deal", "An On-Again Deal"),
        ("budget vote: the winners", "Budget Vote: The Winners"),
        ("where it comes from: a guide", "Where It Comes From: A Guide"),
        ("who won? a recount", "Who Won? A Recount"),
        ("the minister’s ‘plan b’ isn’t over", "The Minister’s ‘Plan B’ Isn’t Over"),
        ("$3bn for 2nd bridge", "$3bn for 2nd Bridge"),
        ("booking.com sues", "Booking.com Sues"),
        ("élan and éclat", "Élan and Éclat"),
        ("yes and/or no", "Yes and/or No"),
        ("Mayor Of Town Goes To The Sea And Back", "Mayor of Town Goes to the Sea and Back"),
        ("Turkey Backs Out Of The Deal", "Turkey Backs Out of the Deal"),
        ("A trip to The Hague", "A Trip to The Hague"),
        ("", ""),
        ("—", "—"),
        ("山火事", "山火事"),
    ],
)
def test_titlecase(title: str, expected: str) -> None:
    assert titlecase(title) == expected
    assert titlecase(expected) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Budget vote: what to know", "Budget vote: What to know"),
        ("Tested: ‘the best’ phone", "Tested: ‘The best’ phone"),
        ("Tested: iPad", "Tested: iPad"),
        ("At 12:30 sharp: done", "At 12:30 sharp: Done"),
    ],
)
def test_capital_after_colon(title: str, expected: str) -> None:
    assert capital_after_colon(title) == expected


def test_is_english() -> None:
    assert [is_english(tag) for tag in (None, "en", "en-US", "EN_gb", "de", "fr-FR", "eng")] == [
        True,
        True,
        True,
        True,
        False,
        False,
        False,
    ]
