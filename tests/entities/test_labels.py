"""Labels of other schemes: those of spaCy's own pipelines by language, and what is no entity here."""

import pytest

from reader.entities.labels import any_known, our_label
from reader.model.entity import Label


@pytest.mark.parametrize("label", list(Label))
def test_our_own_labels_are_themselves(label: Label) -> None:
    assert our_label(label.value, "Xanthe") is label


@pytest.mark.parametrize(
    ("label", "ours"),
    [
        ("PER", Label.PERSON),
        ("persName", Label.PERSON),  # pl
        ("PRS", Label.PERSON),  # sv
        ("PS", Label.PERSON),  # ko
        ("ORGANIZATION", Label.ORG),  # ro
        ("orgName", Label.ORG),
        ("OG", Label.ORG),
        ("GPE_LOC", Label.GPE),  # nb
        ("placeName", Label.GPE),
        ("geogName", Label.LOC),
        ("LOC", Label.LOC),
        ("LC", Label.LOC),
        ("NAT_REL_POL", Label.NORP),
        ("DRV", Label.NORP),
        ("FACILITY", Label.FAC),
        ("EVT", Label.EVENT),
        ("EVN", Label.EVENT),
        ("OBJ", Label.PRODUCT),
        ("work-of-art", Label.WORK_OF_ART),
        ("WRK", Label.WORK_OF_ART),
    ],
)
def test_labels_of_other_schemes_are_mapped(label: str, ours: Label) -> None:
    assert our_label(label, "Xanthe") is ours


@pytest.mark.parametrize(
    "label", ["DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY", "LANGUAGE", "MSR", "TITLE_AFFIX"]
)
def test_amounts_dates_and_languages_are_no_entities(label: str) -> None:
    assert our_label(label, "Monday") is None
    assert not any_known([label])


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("Turkish", Label.NORP),
        ("Expo 2020", Label.EVENT),
        ("F-35", Label.PRODUCT),
        ("Affordable Care Act", Label.LAW),
        ("Zog", Label.PRODUCT),
    ],
)
def test_the_miscellaneous_are_told_apart_by_their_names(name: str, ours: Label) -> None:
    assert our_label("MISC", name) is ours


def test_one_known_label_is_enough() -> None:
    assert any_known(["CARDINAL", "PER"])
    assert not any_known([])
