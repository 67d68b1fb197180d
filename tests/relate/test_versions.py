"""Versions of one text are told from look-alikes and follow-ups."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.relate.sketch import may_be_copies, sketch
from reader.relate.versions import is_correction, look_alike, one_text, version
from tests.version_kit import FERRY, LOOKALIKES, VERSIONS


def fold(title: str, text: str, other_title: str, other: str) -> bool:
    near = may_be_copies(sketch(title, text), sketch(other_title, other))
    return near and one_text(version(title, text), version(other_title, other))


@pytest.mark.parametrize("case", VERSIONS)
def test_versions_of_a_text_are_one(case):
    title, text, later_title, later = VERSIONS[case]
    assert fold(title, text, later_title, later)
    assert fold(later_title, later, title, text)


@pytest.mark.parametrize("case", LOOKALIKES)
def test_look_alikes_and_follow_ups_are_two(case):
    assert not fold(*LOOKALIKES[case])


@pytest.mark.parametrize("case", ["two earthquakes", "an aftershock two days later", "two court cases"])
def test_reports_from_one_form_tell_of_different_things(case):
    title, text, other_title, other = LOOKALIKES[case]
    assert look_alike(version(title, text), version(other_title, other), days=2)


@pytest.mark.parametrize("case", VERSIONS)
def test_versions_of_a_text_tell_of_the_same(case):
    title, text, later_title, later = VERSIONS[case]
    assert not look_alike(version(title, text), version(later_title, later), days=0)


@pytest.mark.parametrize(
    "title",
    [
        *("CORRECTED: Ferry aground", "Correction: Ferry aground", "CORRECTED-UPDATE 2-Ferry aground", "REFILE-Ferry"),
        *("Ferry aground (corrects spelling in para 3)", "[Correction] Ferry aground", "Clarification: ferry"),
    ],
)
def test_corrections_say_so(title):
    assert is_correction(title)


@pytest.mark.parametrize("title", ["UPDATE 2-Ferry aground", "Correctional officer hurt", "The corrected map", ""])
def test_others_do_not(title):
    assert not is_correction(title)


def test_headlines_alone():
    assert fold("Orbel dam cracks in the night", "", "Orbel Dam Cracks in the Night", "")
    assert not fold("Orbel dam cracks in the night", "", "Orbel dam holds in the night", "")
    assert not fold("", "", "", "")


@given(st.text(), st.text())
def test_any_text_is_compared(title, text):
    told = version(title, text)
    assert one_text(told, told) == bool(told.pairs)
    assert not one_text(told, version(FERRY, "")) or told.pairs
