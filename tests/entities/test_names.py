from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.entities import compare_names, fold
from reader.entities.names import bare_person, initials, person, same_person


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Recep Tayyip Erdoğan", "recep tayyip erdogan"),
        ("ANKARA", "ankara"),
        ("Rosoboronexport's", "rosoboronexport"),
        ("Rosoboronexport’s", "rosoboronexport"),
        ("Russia 's", "russia"),
        ("Paris'", "paris"),
        ("S-400s", "s400"),
        ("S–400", "s400"),
        ("S400", "s400"),
        ("MiG 29", "mig29"),
        ("Boeing 737s", "boeing 737"),
        ("The Hague", "hague"),
        ("the United States", "united states"),
        ("U.S.", "us"),
        ("U. S.", "us"),
        ("U.S.A", "usa"),
        ("Apple Inc.", "apple"),
        ("Apple, Inc.", "apple"),
        ("Aer Lingus Group PLC", "aer lingus group"),
        ("Mr. Weafer", "weafer"),
        ("Dr Anneke de Boer", "anneke de boer"),
        ("AT&T", "at and t"),
        ("Sana'a", "sanaa"),
        ("Łódź", "lodz"),
        ("Bashar al-Assad", "bashar al assad"),
        ("Muammar Qaddafi", "muammar gaddafi"),
        ("Georgia (U.S. state)", "georgia us state"),
        ("The Company", "company"),
        ("OAO Gazprom", "gazprom"),
        ("DR Congo", "dr congo"),
        ("北京", "北京"),
        ("", ""),
        ("—", ""),
    ],
)
def test_fold(name: str, key: str) -> None:
    assert fold(name) == key


@pytest.mark.parametrize(
    ("left", "right"),
    [("S-300", "S-400"), ("F-35", "F-35A"), ("Iran", "Iraq"), ("Guinea", "Equatorial Guinea"), ("Chad", "Chads Ford")],
)
def test_different_names_keep_different_keys(left: str, right: str) -> None:
    assert fold(left) != fold(right)


@given(st.text())
def test_folding_a_key_gives_the_key(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(
    st.lists(
        st.sampled_from(["The", "Mr.", "S-400s", "U.S.", "Co.", "’s", "A.", "B. C", "&", "3", "x", "-"]), max_size=7
    )
)
def test_folding_made_up_names_ends(parts: list[str]) -> None:
    key = fold(" ".join(parts))
    assert fold(key) == key


compare_names("NATO", "Kobani")  # reads the tables, which is no part of what is timed below


@given(st.text(), st.text())
def test_no_two_texts_upset_the_comparison(a: str, b: str) -> None:
    assert compare_names(a, b) in ("same", "linked", "different")


@given(st.text(min_size=1))
def test_every_text_has_parts_of_a_name(name: str) -> None:
    assert isinstance(person(name).family, str)


@pytest.mark.parametrize(
    ("name", "given_names", "surnames", "suffix"),
    [
        ("Alexander Mikheyev", ("alexander",), ("mikheyev",), ""),
        ("Bashar al-Assad", ("bashar",), ("assad",), ""),
        ("al-Assad", (), ("assad",), ""),
        ("Ursula von der Leyen", ("ursula",), ("von der leyen", "leyen"), ""),
        ("von der Leyen", (), ("von der leyen", "leyen"), ""),
        ("Mohammed bin Salman", ("mohammed",), ("bin salman",), ""),
        ("Donald Trump Jr.", ("donald",), ("trump",), "jr"),
        ("George H.W. Bush", ("george", "h", "w"), ("bush",), ""),
        ("Kim Jong-un", ("jong", "un"), ("kim",), ""),
        ("Kim Basinger", ("kim",), ("basinger",), ""),
        ("Xi Jinping", ("jinping",), ("xi",), ""),
        ("Ben Ross", ("ben",), ("ross",), ""),
        ("President Recep Tayyip Erdogan", ("recep", "tayyip"), ("erdogan",), ""),
        ("Federal Reserve Chairman Ben Ross", ("ben",), ("ross",), ""),
        ("Mr Justice Anthony Mann", ("anthony",), ("mann",), ""),
        ("Papermaster, 49", (), ("papermaster",), ""),
    ],
)
def test_parts_of_a_person_name(
    name: str, given_names: tuple[str, ...], surnames: tuple[str, ...], suffix: str
) -> None:
    parts = person(name)
    assert (parts.given, parts.surnames, parts.suffix) == (given_names, surnames, suffix)


def test_a_name_is_freed_of_titles_as_it_is_written() -> None:
    assert bare_person("Turkish President Recep Tayyip Erdoğan") == "Recep Tayyip Erdoğan"
    assert bare_person("Prime Minister") == "Minister"


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Tayyip Erdogan", "Recep Tayyip Erdoğan", True),
        ("Bill Clinton", "William Jefferson Clinton", True),
        ("J. Smith", "John Smith", True),
        ("Donald J. Trump", "Donald Trump", True),
        ("George W. Bush", "George H. W. Bush", False),
        ("Donald Trump", "Donald Trump Jr.", False),
        ("Matthias Krehl", "Helena Krehl", False),
        ("Erdogan", "Recep Tayyip Erdogan", False),
        ("John Smith", "John Smithson", False),
    ],
)
def test_two_full_names_of_one_person(left: str, right: str, same: bool) -> None:
    assert same_person(person(left), person(right)) is same
    assert same_person(person(right), person(left)) is same


@pytest.mark.parametrize(
    ("name", "acronym"),
    [
        ("International Monetary Fund", "imf"),
        ("AK Party", "akp"),
        ("Kurdistan Workers' Party", "kwp"),
        ("Mohammed bin Salman", "mbs"),
        ("Department of Justice", "doj"),
        ("Bank of America Corp.", "boa"),
    ],
)
def test_initials(name: str, acronym: str) -> None:
    assert acronym in initials(name)


def test_one_word_has_no_initials() -> None:
    assert initials("Interfax") == frozenset()


@pytest.mark.parametrize(
    ("a", "b", "likeness"),
    [
        ("Erdogan", "Recep Tayyip Erdogan", "same"),
        ("US", "United States", "same"),
        ("F-16s", "F-16", "same"),
        ("Hellenic Shipping Register", "HSR", "same"),
        ("Microsoft Corp.", "Microsoft", "same"),
        ("Kyiv", "Kiev", "same"),
        ("Leyen", "Ursula von der Leyen", "same"),
        ("Paris, France", "Paris", "same"),
        ("Lockheed", "Lockheed Martin", "same"),
        ("Xi", "Xi Jinping", "same"),
        ("Kurdish YPG", "YPG", "same"),
        ("Ankara", "Turkey", "linked"),
        ("White House", "United States", "linked"),
        ("Turks", "Turkish", "linked"),
        ("Norwegian", "Norway", "linked"),
        ("Kurds", "Kurdish", "linked"),
        ("Washington", "White House", "linked"),
        ("US government", "United States", "linked"),
        ("Ford", "Gerald Ford", "different"),
        ("Corvid", "Corvid Maps", "different"),
        ("Ankara", "Turkish", "different"),
        ("Paris, Texas", "Paris", "different"),
        ("Su-35", "Su-57", "different"),
        ("Airbus", "Airbus A380", "different"),
        ("Turkish Airlines", "Turkish", "different"),
        ("Niger", "Nigeria", "different"),
        ("Congo River", "Congo", "different"),
        ("Raul Castro", "Fidel Castro", "different"),
        ("New York Times", "New York", "different"),
        ("Bank of England", "England", "different"),
        ("Georgia", "Georgia (U.S. state)", "different"),
        ("", "Turkey", "different"),
    ],
)
def test_compare_names(a: str, b: str, likeness: str) -> None:
    assert compare_names(a, b) == likeness
    assert compare_names(b, a) == likeness


def test_a_label_settles_what_a_bare_name_does_not_tell() -> None:
    assert compare_names("Northfield", "Northfield Airways", "ORG") == "same"
    assert compare_names("Henry Halden", "Halden", "PERSON") == "same"
