"""Each rule on its own, with a lexicon of a dozen words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reader.entities.lexicon import Kind
from reader.entities.rules import ALL_RULES, Page, correct
from reader.entities.rules.article import everywhere, one_reading
from reader.entities.rules.names import (
    datelines,
    furniture,
    joined,
    kinds,
    known_places,
    openers,
    possessed,
    products,
    type_words,
)
from reader.entities.rules.page import tidy
from reader.model.entity import Label, Mention

KNOWN = {
    "turkey": Kind.COUNTRY,
    "jordan": Kind.COUNTRY | Kind.LAST,
    "turkish": Kind.DEMONYM,
    "polish": Kind.DEMONYM | Kind.COMMON,
    "erdogan": Kind.LAST,
    "brown": Kind.LAST | Kind.COMMON,
    "leona": Kind.FIRST,
    "washington": Kind.COUNTRY | Kind.LAST,
    "breaking": Kind.COMMON,
    "nato": Kind.ORG,
    "red": Kind.FIRST,
    "sochi": Kind.CITY,
    "goya": Kind.CITY,
}
PHRASES = {("red", "cross"): Kind.ORG_PHRASE, ("rose", "revolution"): Kind.EVENT, ("west", "arre"): Kind.PLACE_PHRASE}


class SmallLexicon:
    """Knows what the tests say."""

    def kind(self, word: str) -> int:
        return KNOWN.get(word.lower(), 0)

    def phrase(self, words: Sequence[str]) -> int:
        return PHRASES.get(tuple(word.lower() for word in words), 0)


def page(text: str) -> Page:
    return Page(text, SmallLexicon())


def at(text: str, name: str, label: Label, nth: int = 0) -> Mention:
    start = -1
    for _ in range(nth + 1):
        start = text.index(name, start + 1)
    return Mention(start, start + len(name), label)


def named(text: str, mentions: Sequence[Mention]) -> list[tuple[str, str]]:
    return [(text[each.start : each.end], each.label.value) for each in mentions]


def test_spans_are_trimmed_and_kept_within_a_line() -> None:
    text = (
        "“the Kremlin’s” (Ankara), St. Paul Jr. and U.S. troops met Bob Ray\nToday Acme Inc. of Bend, Ore., sold Volvo."
    )
    found = [
        Mention(0, 15, Label.ORG),
        at(text, "(Ankara)", Label.GPE),
        at(text, "St. Paul Jr.", Label.PERSON),
        at(text, "U.S.", Label.GPE),
        at(text, "Bob Ray\nToday", Label.PERSON),
        at(text, "Acme Inc.", Label.ORG),
        at(text, "Ore.", Label.GPE),
        at(text, "Volvo.", Label.ORG),
    ]
    assert [name for name, _ in named(text, tidy(page(text), found))] == [
        "Kremlin",
        "Ankara",
        "St. Paul Jr.",
        "U.S.",
        "Bob Ray",
        "Acme Inc.",
        "Ore.",
        "Volvo",
    ]


def test_of_overlapping_spans_the_first_and_longest_stays() -> None:
    text = "New York City Hall"
    found = [Mention(0, 8, Label.GPE), Mention(0, 13, Label.GPE), Mention(9, 18, Label.FAC)]
    assert tidy(page(text), found) == [Mention(0, 13, Label.GPE)]


def test_other_scripts_and_bare_marks_are_no_names() -> None:
    text = "普京 met —"
    assert tidy(page(text), [Mention(0, 2, Label.PERSON), Mention(7, 8, Label.ORG)]) == []


def test_letters_and_digits_make_a_product() -> None:
    text = "S-400s, an F-35A, MiG-29s, a Boeing 737 MAX 8, two Airbus A320neo and the 737 MAX"
    assert named(text, products(page(text), [])) == [
        (name, "PRODUCT") for name in ("S-400s", "F-35A", "MiG-29s", "Boeing 737 MAX 8", "Airbus A320neo", "737 MAX")
    ]


def test_groups_diseases_roads_and_scores_are_no_products() -> None:
    text = "the G-20 on COVID-19, I-95, COP-26, an H-1B visa, U-21, a 3-2 win, X-ray-2 and re-S-400-er"
    assert products(page(text), []) == []


def test_a_product_takes_the_place_of_a_wrong_label_but_not_of_a_longer_name() -> None:
    text = "the F-35 and the F-35 Joint Program Office"
    found = [at(text, "F-35", Label.ORG), at(text, "F-35 Joint Program Office", Label.ORG)]
    assert named(text, products(page(text), found)) == [("F-35", "PRODUCT"), ("F-35 Joint Program Office", "ORG")]


def test_a_country_alone_is_certain_but_not_within_a_name() -> None:
    text = "Talks in Turkey went on. Turkish envoys met Mike Jordan at Turkey Point. Polish it."
    assert named(text, known_places(page(text), [])) == [("Turkey", "GPE"), ("Turkish", "NORP")]


def test_after_a_country_a_surname_is_a_person() -> None:
    text = "Turkey’s Erdogan and Turkey’s Brown and Turkey’s Erdogan Foundation"
    found = [at(text, "Turkey", Label.GPE, nth) for nth in range(3)]
    assert named(text, sorted(possessed(page(text), found)))[:3] == [
        ("Turkey", "GPE"),
        ("Erdogan", "PERSON"),
        ("Turkey", "GPE"),
    ]
    assert len(possessed(page(text), found)) == 4


def test_the_place_before_the_dash_is_a_place() -> None:
    text = "CALDERRA, Velmora, Oct. 5 (Wire) — It shook.\nBREAKING - Storm\nNATO - no comment\nPORT ANSEL — Rain."
    found = [at(text, "CALDERRA", Label.ORG), at(text, "Velmora", Label.GPE)]
    assert named(text, datelines(page(text), found)) == [
        ("CALDERRA", "GPE"),
        ("Velmora", "GPE"),
        ("PORT ANSEL", "GPE"),
    ]


def test_first_and_last_words_tell_the_kind() -> None:
    text = (
        "Highway 101, the Benn Act, the Arre River, Ministry of Fish, Leona Tull, Red Cross, River Act Company, "
        "Harris Bancorp"
    )
    found = [
        at(text, "Highway 101", Label.GPE),
        at(text, "Benn Act", Label.ORG),
        at(text, "Arre River", Label.GPE),
        at(text, "Leona Tull", Label.GPE),
        at(text, "Red Cross", Label.ORG),
        at(text, "River Act Company", Label.ORG),
        at(text, "Harris Bancorp", Label.PERSON),
    ]
    assert [label for _, label in named(text, kinds(page(text), found))] == [
        "FAC",
        "LAW",
        "LOC",
        "PERSON",
        "ORG",
        "ORG",
        "ORG",
    ]


def test_a_known_phrase_is_what_it_is_known_for() -> None:
    text = "The Rose Revolution and the Red Cross in West Arre"
    found = [at(text, "Rose Revolution", Label.ORG), at(text, "Red Cross", Label.GPE), at(text, "West Arre", Label.LOC)]
    assert [label for _, label in named(text, kinds(page(text), found))] == ["EVENT", "ORG", "LOC"]


def test_section_names_addresses_and_code_are_no_entities() -> None:
    text = "World News\nWrite to news@Acme.org or @Bob\nx = Foo[Bar]\nThe World Bank lent."
    found = [
        at(text, "World News", Label.ORG),
        at(text, "Acme", Label.ORG),
        at(text, "Bob", Label.PERSON),
        at(text, "Foo", Label.ORG),
        at(text, "World Bank", Label.ORG),
    ]
    assert named(text, furniture(page(text), found)) == [("World Bank", "ORG")]


def test_one_name_has_one_label_and_a_surname_that_of_its_person() -> None:
    text = "Bashar al-Assad. Assad. Velmora, Velmora, Velmora. 737 MAX, MAX. Leona Washington. Washington."
    found = [
        at(text, "Bashar al-Assad", Label.PERSON),
        at(text, "Assad", Label.ORG, 1),
        at(text, "Velmora", Label.GPE),
        at(text, "Velmora", Label.ORG, 1),
        at(text, "Velmora", Label.GPE, 2),
        at(text, "737 MAX", Label.PRODUCT),
        at(text, "MAX", Label.ORG, 1),
        at(text, "Leona Washington", Label.PERSON),
        at(text, "Washington", Label.GPE, 1),
    ]
    assert [label for _, label in named(text, one_reading(page(text), found))] == [
        *("PERSON", "PERSON", "GPE", "GPE", "GPE", "PRODUCT", "PRODUCT", "PERSON", "GPE"),
    ]


def test_a_surname_decides_what_its_full_name_is() -> None:
    text = "Eliud Kip ran. Kip won. Kip rests."
    found = [at(text, "Eliud Kip", Label.ORG), at(text, "Kip", Label.PERSON, 1), at(text, "Kip", Label.PERSON, 2)]
    assert {label for _, label in named(text, one_reading(page(text), found))} == {"PERSON"}


def test_readings_of_a_place_that_differ_make_a_place() -> None:
    text = "CALDERRA — Calderra shook. Calderra fell. Calderra."
    labels = [Label.GPE, Label.EVENT, Label.LOC, Label.GPE]
    found = [at(text, "CALDERRA", labels[0]), *(at(text, "Calderra", labels[nth + 1], nth) for nth in range(3))]
    assert {label for _, label in named(text, one_reading(page(text), found))} == {"GPE"}


def test_initials_in_brackets_mean_the_name_before_them() -> None:
    text = "International Ring Station (IRS) and Oslo (IRS)"
    found = [at(text, "International Ring Station", Label.PRODUCT), at(text, "IRS", Label.GPE)]
    assert [label for _, label in named(text, one_reading(page(text), found))] == ["PRODUCT", "PRODUCT"]
    other = [at(text, "Oslo", Label.GPE), at(text, "IRS", Label.ORG, 1)]
    assert [label for _, label in named(text, one_reading(page(text), other))] == ["GPE", "ORG"]


def test_initials_may_leave_words_out() -> None:
    text = "Abdul Jameel Poverty Action Lab (J-PAL) and Ann Losk (FDP)"
    found = [
        at(text, "Abdul Jameel Poverty Action Lab", Label.ORG),
        at(text, "J-PAL", Label.PERSON),
        at(text, "Ann Losk", Label.PERSON),
        at(text, "FDP", Label.ORG),
    ]
    assert [label for _, label in named(text, one_reading(page(text), found))] == ["ORG", "ORG", "PERSON", "ORG"]


def test_a_place_that_something_is_in_counts_for_more() -> None:
    text = "Brackwater voted. The mill in Brackwater turns."
    found = [at(text, "Brackwater", Label.PERSON), at(text, "Brackwater", Label.GPE, 1)]
    assert {label for _, label in named(text, one_reading(page(text), found))} == {"GPE"}


def test_a_name_with_a_number_is_no_person() -> None:
    text = "The 737 MAX flew. The MAX landed. MAX again."
    found = [at(text, "737 MAX", Label.PRODUCT), at(text, "MAX", Label.PERSON, 1), at(text, "MAX", Label.PERSON, 2)]
    assert {label for _, label in named(text, one_reading(page(text), found))} == {"PRODUCT"}


def test_known_initials_keep_what_they_are() -> None:
    text = "Northern Treaty Club (NATO)"
    found = [at(text, "Northern Treaty Club", Label.FAC), at(text, "NATO", Label.ORG)]
    assert [label for _, label in named(text, one_reading(page(text), found))] == ["FAC", "ORG"]


def test_what_a_product_is_stays_outside_its_name() -> None:
    text = "S-400 defense systems and the Falcon launch pad"
    found = [at(text, "S-400 defense systems", Label.PRODUCT), at(text, "Falcon launch pad", Label.FAC)]
    assert named(text, type_words(page(text), found)) == [("S-400", "PRODUCT"), ("Falcon launch pad", "FAC")]


def test_a_town_that_something_is_in_is_no_person() -> None:
    text = "Talks in Sochi ended. Sochi rests. Goya painted."
    found = [at(text, "Sochi", Label.PERSON, 1), at(text, "Goya", Label.PERSON)]
    assert [label for _, label in named(text, kinds(page(text), found))] == ["GPE", "PERSON"]


def test_parts_of_one_name_are_joined() -> None:
    text = "Ursula von der Leyen joined Marlow & Tate and Ann Bell, an African American"
    found = [
        at(text, "Ursula von der", Label.PERSON),
        at(text, "Leyen", Label.ORG),
        at(text, "Marlow &", Label.ORG),
        at(text, "Tate", Label.PERSON),
        at(text, "Ann", Label.PERSON),
        at(text, "Bell", Label.ORG),
        at(text, "African", Label.NORP),
        at(text, "American", Label.NORP),
    ]
    assert named(text, joined(page(text), found)) == [
        ("Ursula von der Leyen", "PERSON"),
        ("Marlow & Tate", "ORG"),
        ("Ann", "PERSON"),
        ("Bell", "ORG"),
        ("African American", "NORP"),
    ]


def test_a_firm_goes_on_behind_its_ampersand() -> None:
    text = "Marlow & Tate fell; Losk &, said Marlow & Tate"
    found = [at(text, "Marlow &", Label.ORG), at(text, "Losk &", Label.ORG), at(text, "Marlow &", Label.ORG, 1)]
    found.append(at(text, "Tate", Label.PERSON, 1))
    assert [name for name, _ in named(text, joined(page(text), found))] == ["Marlow & Tate", "Losk &", "Marlow & Tate"]


def test_a_common_word_at_the_beginning_is_no_name() -> None:
    text = "Brown bread. Breaking waves hit Breaking. Brown."
    found = [
        at(text, "Brown", Label.PERSON),
        at(text, "Breaking", Label.GPE),
        at(text, "Breaking", Label.GPE, 1),
        at(text, "Brown", Label.ORG, 1),
    ]
    assert named(text, openers(page(text), found)) == [("Breaking", "GPE"), ("Breaking", "GPE"), ("Brown", "ORG")]


def test_spans_end_before_an_ellipsis_or_a_dash() -> None:
    text = "Recep ... Middle East; Ann Bell – Oslo; Bells and"
    found = [
        at(text, "Recep ... Middle East", Label.PERSON),
        at(text, "Ann Bell – Oslo", Label.ORG),
        at(text, "Bells and", Label.ORG),
    ]
    assert [name for name, _ in named(text, tidy(page(text), found))] == ["Recep", "Ann Bell", "Bells"]


def test_a_full_name_in_doubt_goes_with_its_surname() -> None:
    text = "Eliud Kip ran. Eliud Kip won. Kip rests."
    found = [
        at(text, "Eliud Kip", Label.PERSON),
        at(text, "Eliud Kip", Label.GPE, 1),
        at(text, "Kip", Label.PERSON, 2),
    ]
    assert {label for _, label in named(text, one_reading(page(text), found))} == {"PERSON"}


def test_a_name_found_once_is_marked_everywhere() -> None:
    text = "Ann Losk leads Rostov-Bank. Velmora’s Losk, of Rostov-Bank’s board, left. Losk Street. Brown."
    found = [at(text, "Ann Losk", Label.PERSON), at(text, "Rostov-Bank", Label.ORG)]
    assert named(text, sorted(everywhere(page(text), found))) == [
        ("Ann Losk", "PERSON"),
        ("Rostov-Bank", "ORG"),
        ("Losk", "PERSON"),
        ("Rostov-Bank", "ORG"),
    ]


def test_what_is_one_name_somewhere_is_not_two_elsewhere() -> None:
    text = "Orsel & Losk fell. Orsel & Losk rose."
    found = [
        at(text, "Orsel & Losk", Label.ORG),
        at(text, "Orsel", Label.GPE, 1),
        at(text, "Losk", Label.PERSON, 1),
    ]
    assert named(text, everywhere(page(text), found)) == [("Orsel & Losk", "ORG"), ("Orsel & Losk", "ORG")]


def test_a_surname_that_is_a_common_word_or_a_country_is_not_carried() -> None:
    text = "Ida Brown met Sam Jordan. Brown bread from Jordan."
    found = [at(text, "Ida Brown", Label.PERSON), at(text, "Sam Jordan", Label.PERSON)]
    assert everywhere(page(text), found) == found


def test_all_rules_together_leave_order_and_no_overlap() -> None:
    text = "Turkey’s Erdogan buys S-400s\nANKARA — Tayyip Erdogan spoke in Turkey. Erdogan left."
    found = correct(page(text), [at(text, "Tayyip Erdogan", Label.PERSON)], ALL_RULES)
    assert named(text, found) == [
        ("Turkey", "GPE"),
        ("Erdogan", "PERSON"),
        ("S-400s", "PRODUCT"),
        ("ANKARA", "GPE"),
        ("Tayyip Erdogan", "PERSON"),
        ("Turkey", "GPE"),
        ("Erdogan", "PERSON"),
    ]
    assert all(one.end <= two.start for one, two in pairwise(found))
