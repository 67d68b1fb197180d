from __future__ import annotations

import pytest
from entity_articles import Collection, marked, read
from hypothesis import given
from hypothesis import strategies as st

from reader.entities.directory import MemoryDirectory
from reader.entities.resolve import resolve
from reader.model.entity import AliasKind, Label, LinkKind, Mention, Recognised


def test_a_capital_and_a_demonym_are_linked_and_counted_apart() -> None:
    entities = Collection().read("[Ankara|GPE] said the [Turkish|NORP] army had left [Turkey|GPE].")
    assert set(entities) == {"Ankara", "Turkish", "Turkey"}
    assert [(link.kind, link.name) for link in entities["Ankara"].links] == [(LinkKind.METONYM, "Turkey")]
    assert [(link.kind, link.name) for link in entities["Turkish"].links] == [(LinkKind.DEMONYM, "Turkey")]
    assert entities["Turkey"].links == ()


def test_names_of_one_country_are_one() -> None:
    found = read("The [US|GPE], as the [United States|GPE] is called, or [U.S.|GPE], or [America|GPE].")
    assert found == {"United States": ["US", "United States", "U.S.", "America"]}


def test_a_surname_goes_to_the_person_named_in_full_before_or_after() -> None:
    text = "[Mikheyev|PERSON] spoke. [Alexander Mikheyev|PERSON] heads it, and Mr. [Mikheyev|PERSON]'s word counts."
    assert read(text) == {"Alexander Mikheyev": ["Mikheyev", "Alexander Mikheyev", "Mikheyev"]}


def test_a_full_name_in_the_title_alone_is_enough() -> None:
    assert read("[Varga|PERSON] resigned.", title="[Ilona Varga|PERSON] steps down") == {
        "Ilona Varga": ["Ilona Varga", "Varga"]
    }


def test_first_names_particles_and_initials() -> None:
    text = (
        "[Mohammed bin Salman|PERSON] met [Ursula von der Leyen|PERSON]. [MbS|ORG] told [von der Leyen|PERSON] "
        "and [Bashar al-Assad|PERSON] called; [Assad|PERSON] and [Ursula|PERSON] agreed."
    )
    assert read(text) == {
        "Mohammed bin Salman": ["Mohammed bin Salman", "MbS"],
        "Ursula von der Leyen": ["Ursula von der Leyen", "von der Leyen", "Ursula"],
        "Bashar al-Assad": ["Bashar al-Assad", "Assad"],
    }


def test_a_family_is_kept_apart() -> None:
    text = (
        "[Matthias Krehl|PERSON] runs the mill.\n[Helena Krehl|PERSON] keeps the books, and [Krehl|PERSON] is exact.\n"
        "Nobody knows which [Krehl|PERSON] will sell."
    )
    assert read(text) == {
        "Matthias Krehl": ["Matthias Krehl"],
        "Helena Krehl": ["Helena Krehl", "Krehl"],
        "Krehl": ["Krehl"],
    }


def test_the_member_a_story_is_about_gets_the_bare_surname() -> None:
    text = (
        "[George W. Bush|PERSON] spoke. " * 3
        + "His father [George H. W. Bush|PERSON] listened.\nThen [Bush|PERSON] left."
    )
    found = read(text)
    assert found["George W. Bush"] == ["George W. Bush"] * 3 + ["Bush"]
    assert found["George H. W. Bush"] == ["George H. W. Bush"]


def test_a_father_and_his_junior_are_two() -> None:
    assert set(read("[Donald Trump|PERSON] and [Donald Trump Jr.|PERSON] spoke.")) == {
        "Donald Trump",
        "Donald Trump Jr",
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A jury in [Fulton County|GPE], [Georgia|GPE], met in [Atlanta|GPE].", "Georgia (U.S. state)"),
        ("[Georgia|GPE] went to the polls; in [Tbilisi|GPE] the Caucasus voted.", "Georgia"),
        ("[Georgia|GPE] said so.", "Georgia"),
        ("Rain fell on [Everett|GPE], [Washington|GPE].", "Washington (state)"),
        ("[Washington|GPE] warned Beijing of sanctions.", "Washington"),
        ("The [Congo|GPE] army left Goma in Kivu.", "Democratic Republic of Congo"),
        ("In [Congo|GPE], Brazzaville voted for Sassou.", "Republic of Congo"),
    ],
)
def test_places_of_one_name(text: str, name: str) -> None:
    assert name in read(text)


def test_a_person_called_washington() -> None:
    text = (
        "[Leona Washington|PERSON] teaches in Ohio. [Washington|GPE] said she had written to [Washington|GPE] often. "
        "Ms. [Washington|GPE] once lived in [Washington|GPE]."
    )
    assert read(text) == {
        "Leona Washington": ["Leona Washington", "Washington", "Washington"],
        "Washington": ["Washington", "Washington"],
    }


def test_jordan_the_player_and_the_kingdom() -> None:
    text = "[Michael Jordan|PERSON] flew to [Jordan|GPE], where [Jordan|PERSON] scored."
    assert read(text) == {"Michael Jordan": ["Michael Jordan", "Jordan"], "Jordan": ["Jordan"]}


def test_tables_win_over_a_wrong_label() -> None:
    entities = Collection().read("[Turkey|PERSON] and [NATO|PERSON] spoke.")
    assert {name: entity.label for name, entity in entities.items()} == {"Turkey": Label.GPE, "NATO": Label.ORG}
    assert entities["Turkey"].text[0].label is Label.GPE


def test_acronyms_in_brackets_by_initials_and_foreign() -> None:
    text = (
        "The [Hill Farmers Union|ORG] ([HFU|ORG]) met the [Partido Verde|ORG] ([EEV|ORG]).\n[HFU|ORG] and "
        "[EEV|ORG] agreed with the [Central Weather Board|ORG]; the [CWB|ORG] did not."
    )
    assert read(text) == {
        "Hill Farmers Union": ["Hill Farmers Union", "HFU", "HFU"],
        "Partido Verde": ["Partido Verde", "EEV", "EEV"],
        "Central Weather Board": ["Central Weather Board", "CWB"],
    }


def test_an_agency_in_brackets_is_no_acronym() -> None:
    assert set(read("[Harbour Trust|ORG] ([Reuters|ORG]) sank.")) == {"Harbour Trust", "Reuters"}


def test_heads_of_organisations() -> None:
    text = (
        "[Northrop Grumman|ORG] won; [Northrop|ORG] was glad. [Lumina Airways|ORG] lost; [Lumina|ORG] was not. "
        "[The Harbour Times|ORG] wrote it and the [Times|ORG] was read."
    )
    assert read(text) == {
        "Northrop Grumman": ["Northrop Grumman", "Northrop"],
        "Lumina Airways": ["Lumina Airways", "Lumina"],
        "Harbour Times": ["The Harbour Times", "Times"],
    }


def test_a_maker_is_not_its_product() -> None:
    text = "[Airbus|ORG] sold the [Airbus A380|PRODUCT]; [A380s|PRODUCT] and [Boeing|ORG] [787|PRODUCT] fly."
    assert read(text) == {
        "Airbus": ["Airbus"],
        "Airbus A380": ["Airbus A380", "A380s"],
        "Boeing": ["Boeing"],
        "787": ["787"],
    }


def test_products_in_the_plural_and_described() -> None:
    text = (
        "[S-400s|PRODUCT] or the [S-400|PRODUCT], not [S-500s|PRODUCT]; the [F-35 fighter jet|PRODUCT]s, "
        "an [F-35|PRODUCT]."
    )
    assert read(text) == {"S-400": ["S-400s", "S-400"], "S-500": ["S-500s"], "F-35": ["F-35 fighter jet", "F-35"]}


def test_ministries_are_told_apart_by_their_country() -> None:
    text = (
        "The [Russian|NORP] [Foreign Ministry|ORG] wrote to [Iran|GPE]'s [Foreign Ministry|ORG]. "
        "The [Chinese Defence Ministry|ORG] and the [Supreme Court|ORG] of nobody stayed out."
    )
    found = read(text)
    assert found["Foreign Ministry (Russia)"] == ["Foreign Ministry"]
    assert found["Foreign Ministry (Iran)"] == ["Foreign Ministry"]
    assert found["Supreme Court"] == ["Supreme Court"]


def test_the_only_ministry_is_meant_throughout() -> None:
    found = read("[Turkey|GPE]'s [Foreign Ministry|ORG] spoke. The [Foreign Ministry|ORG] spoke again.")
    assert found["Foreign Ministry (Turkey)"] == ["Foreign Ministry", "Foreign Ministry"]


def test_towns_with_their_region() -> None:
    text = (
        "[Vestervik, France|GPE] and [Vestervik|GPE]; [Toulouse|GPE] and [Toulouse, France|GPE]; "
        "[Moscow, Idaho|GPE] is not [Moscow|GPE]."
    )
    assert read(text) == {
        "Vestervik, France": ["Vestervik, France", "Vestervik"],
        "Toulouse": ["Toulouse", "Toulouse, France"],
        "Moscow, Idaho": ["Moscow, Idaho"],
        "Moscow": ["Moscow"],
    }


def test_descriptions_around_a_name_do_not_count() -> None:
    text = (
        "[US President Donald Trump|PERSON], [Trump|PERSON], [U.S. automaker Corvid|ORG], [Corvid|ORG], "
        "[Interfax news agency|ORG]."
    )
    assert set(read(text)) == {"Donald Trump", "Corvid", "Interfax"}


def test_a_stray_label_follows_the_others() -> None:
    found = Collection().read("[Corvid|ORG] rose. [Corvid|ORG] fell. [Corvid|ORG] stood. [Corvid|GPE] slept.")
    assert [mention.label for mention in found["Corvid"].text] == [Label.ORG] * 4


def test_the_best_name_is_shown() -> None:
    assert set(read("[RECEP TAYYIP ERDOGAN|PERSON]. [Tayyip Erdogan|PERSON], [Recep Tayyip Erdoğan|PERSON]'s")) == {
        "Recep Tayyip Erdoğan"
    }
    assert set(read("[ILONA VARGA|PERSON] RESIGNS")) == {"Ilona Varga"}
    assert set(read("[the Corvid Inc.|ORG]")) == {"Corvid"}


def test_aliases_say_how_they_stand_for_the_name() -> None:
    entities = Collection().read("[Ilona Varga|PERSON] left the [Hill Farmers Union|ORG] ([HFU|ORG]) in the [US|GPE].")
    assert {alias.key: alias.kind for alias in entities["Ilona Varga"].aliases} == {
        "ilona varga": AliasKind.NAME,
        "varga": AliasKind.SURNAME,
    }
    assert {alias.key: alias.kind for alias in entities["Hill Farmers Union"].aliases} == {
        "hill farmers union": AliasKind.NAME,
        "hfu": AliasKind.ACRONYM,
    }
    assert {alias.key: alias.kind for alias in entities["United States"].aliases} == {
        "united states": AliasKind.NAME,
        "us": AliasKind.TABLE,
    }


def test_offsets_order_and_bounds() -> None:
    text, mentions = marked("[Turkey|GPE] and [Russia|GPE]")
    wild = (*mentions, mentions[0], Mention(3, 3, Label.ORG), Mention(6, 900, Label.ORG), Mention(-4, 2, Label.ORG))
    entities = resolve("", text, Recognised(text=wild), MemoryDirectory())
    assert [(entity.name, entity.text) for entity in entities] == [
        ("Turkey", (Mention(0, 6, Label.GPE),)),
        ("Russia", (Mention(11, 17, Label.GPE),)),
    ]


def test_overlapping_mentions_are_all_answered() -> None:
    text = "Northrop Grumman Corp."
    wild = (
        Mention(0, 8, Label.ORG),
        Mention(0, 16, Label.ORG),
        Mention(0, 22, Label.ORG),
        Mention(9, 16, Label.PERSON),
    )
    entities = resolve("", text, Recognised(text=wild), MemoryDirectory())
    assert sum(len(entity.text) for entity in entities) == 4


_LABELS = st.sampled_from(list(Label))
_SPANS = st.lists(st.tuples(st.integers(-2, 90), st.integers(0, 30), _LABELS), max_size=12)


@given(st.text(max_size=80), _SPANS)
def test_no_text_and_no_mentions_upset_it(text: str, spans: list[tuple[int, int, Label]]) -> None:
    found = Recognised(text=tuple(Mention(start, start + size, label) for start, size, label in spans))
    inside = {
        (m.start, m.end) for m in found.text if 0 <= m.start < m.end <= len(text) and text[m.start : m.end].strip()
    }
    entities = resolve("", text, found, MemoryDirectory())
    answered = [(m.start, m.end) for entity in entities for m in entity.text]
    assert sorted(answered) == sorted(inside)
    assert all(m.label is entity.label for entity in entities for m in entity.text)
    assert all(entity.name and entity.aliases for entity in entities)


def test_time_grows_with_length_alone() -> None:
    """A text of many namesakes must not be compared each with each."""
    text, mentions = marked(
        " ".join(f"[Ana{i} Berg{i}|PERSON] met [Corp{i} Group|ORG] at [Berg{i}|PERSON]." for i in range(1500))
    )
    entities = resolve("", text, Recognised(text=mentions), MemoryDirectory())
    assert len(entities) == 3000


def test_a_nickname_of_a_product_is_not_its_name() -> None:
    assert read("The [S-400|PRODUCT], or [S-400 Triumf|PRODUCT].") == {"S-400": ["S-400", "S-400 Triumf"]}


def test_a_known_body_with_its_nation() -> None:
    text = "[Kurdish People’s Protection Units|ORG] ([YPG|ORG]); the [U.S. Senate|ORG] and the [Philippine Senate|ORG]."
    assert read(text) == {
        "People's Protection Units": ["Kurdish People’s Protection Units", "YPG"],
        "Senate": ["U.S. Senate"],
        "Senate (Philippines)": ["Philippine Senate"],
    }


def test_camps_in_singular_and_plural() -> None:
    assert read("[Conservatives|NORP] and a [Conservative|NORP].") == {
        "Conservatives": ["Conservatives", "Conservative"]
    }


def test_a_name_of_several_words_is_of_one_kind() -> None:
    entities = Collection().read("[Leona Marsh|PERSON] spoke. [Leona Marsh|ORG] sat.")
    assert [mention.label for mention in entities["Leona Marsh"].text] == [Label.PERSON, Label.PERSON]


def test_a_chamber_is_not_its_committee() -> None:
    assert set(read("The [House Transport Committee|ORG] met; the [House|ORG] did not.")) == {
        "House Transport Committee",
        "House",
    }


def test_a_bare_place_name_is_the_person_where_nothing_speaks_of_the_place() -> None:
    found = read("[Michael Jordan|PERSON] came by. [Jordan|GPE] paid for it all.")
    assert found == {"Michael Jordan": ["Michael Jordan", "Jordan"]}


def test_a_bare_place_name_stays_the_place_where_the_article_speaks_of_it() -> None:
    text = "[Michael Jordan|PERSON] flew off. [Jordan|GPE] paid for it all, and [Amman|GPE] was glad."
    assert {"Michael Jordan", "Jordan"} <= set(read(text))
    assert {"Michael Jordan", "Jordan"} == set(read("[Michael Jordan|PERSON] was in [Jordan|GPE]. [Jordan|GPE] paid."))


def test_a_first_name_before_a_place_that_is_a_surname_makes_a_person() -> None:
    entities = Collection().read("[Leona Washington|GPE] built it. [Washington|GPE] smiled.")
    assert {name: entity.label for name, entity in entities.items()} == {"Leona Washington": Label.PERSON}
    assert Collection().read("It rained on [New Georgia|GPE].")["New Georgia"].label is Label.GPE


def test_a_first_name_at_which_a_teaser_was_cut_off_is_no_person() -> None:
    assert read("He met [Turkish|NORP] President [Recep|PERSON] …") == {"Turkish": ["Turkish"]}
    assert "Recep" in read("He met President [Recep|PERSON] … and left.")
