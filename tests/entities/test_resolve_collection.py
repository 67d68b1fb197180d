from __future__ import annotations

from itertools import permutations

import pytest
from entity_articles import Collection, after, marked

from reader.entities.directory import MemoryDirectory
from reader.entities.resolve import gather, identify, resolve
from reader.model.entity import AliasKind, Candidate, Label, Mention, Recognised

_ERDOGAN = (
    "[Erdogan|PERSON] spoke in [Ankara|GPE].",
    "[Tayyip Erdogan|PERSON] met [Putin|PERSON].",
    "[Recep Tayyip Erdoğan|PERSON] rules [Turkey|GPE].",
)


@pytest.mark.parametrize("order", list(permutations(_ERDOGAN)))
def test_one_person_whatever_the_order_of_articles(order: tuple[str, ...]) -> None:
    collection = after(order)
    assert {"Erdogan", "Tayyip Erdogan", "Recep Tayyip Erdoğan"} in collection.grouping()
    named = next(id_ for id_, names in collection.groups.items() if "Erdogan" in names)
    assert collection.directory.name(named) == "Recep Tayyip Erdoğan"


class Same:
    """A collection that knows every name as one thing."""

    def candidates(self, key: str) -> list[Candidate]:
        return [Candidate(7, "Corvid", Label.ORG, AliasKind.NAME, 3)]


def test_what_was_gathered_can_be_resolved_again_although_names_were_joined() -> None:
    text, mentions = marked("[Corvid|ORG] is [Corax Industries|ORG] now.")
    gathered = gather("", text, Recognised(text=mentions))
    (entity,) = identify(gathered, Same())
    assert len(entity.text) == 2 and identify(gathered, Same()) == [entity]


_EDITION = (
    "[Ilona Varga|PERSON] of the [Hill Farmers Union|ORG] ([HFU|ORG]) met [Berg|PERSON] in [Vienna|GPE].",
    "[Varga|PERSON] said the [HFU|ORG] would sue [Corvid|ORG]. [Ilona Varga|PERSON] did not wait.",
    "[Peter Berg|PERSON] runs [Corvid|ORG]; [Berg|PERSON] sells the [Corvid C-90|PRODUCT].",
    "The [C-90s|PRODUCT] of [Corvid|ORG] are [Austrian|NORP], and [Austria|GPE] buys the [C-90|PRODUCT].",
    "[Turkey|GPE] and [Türkiye|GPE] are one; the [U.S.|GPE] and [America|GPE] too.",
)


def test_shuffled_articles_give_the_same_groups() -> None:
    wanted = after(_EDITION).grouping()
    for order in permutations(_EDITION):
        assert {frozenset(group) for group in after(order).grouping()} == wanted, order


def test_a_known_surname_is_renamed_and_keeps_its_id() -> None:
    collection = Collection()
    first = collection.read("[Varga|PERSON] resigned.")["Varga"]
    assert first.entity_id is None
    later = collection.read("[Ilona Varga|PERSON] resigned.")["Ilona Varga"]
    assert later.entity_id == 1
    assert collection.directory.name(1) == "Ilona Varga"
    assert collection.directory.counts(1) == (2, 2)


def test_a_known_surname_of_two_persons_is_nobodys() -> None:
    collection = after(["[Ilona Varga|PERSON] came.", "[Peter Varga|PERSON] went."])
    assert collection.read("[Varga|PERSON] stayed.")["Varga"].entity_id is None


def test_one_reading_that_dominates_wins() -> None:
    collection = after(["[Ilona Varga|PERSON] came."] * 3 + ["[Peter Varga|PERSON] went."])
    assert collection.read("[Varga|PERSON] stayed.")["Ilona Varga"].entity_id == 1


def test_a_common_surname_needs_more_than_one_article() -> None:
    collection = after(["[John Smith|PERSON] came."])
    assert collection.read("[Smith|PERSON] stayed.")["Smith"].entity_id is None


def test_a_new_relative_is_not_the_known_one() -> None:
    collection = after(["[Bashar al-Assad|PERSON] spoke."] * 5)
    assert collection.read("[Hafez al-Assad|PERSON] ruled before.")["Hafez al-Assad"].entity_id is None


def test_a_family_in_one_article_does_not_take_a_third() -> None:
    collection = after(["[Ilona Varga|PERSON] came."] * 5)
    found = collection.read("[Ilona Varga|PERSON] and [Peter Varga|PERSON] met.\nOnly [Varga|PERSON] spoke.")
    assert found["Ilona Varga"].entity_id == 1
    assert found["Varga"].entity_id is None


def test_initials_alone_are_too_little_elsewhere() -> None:
    collection = after(["[John Halden|PERSON] came."])
    assert collection.read("[J. Halden|PERSON] went.")["J. Halden"].entity_id is None


def test_labels_must_agree() -> None:
    collection = after(["[Corvid|ORG] rose.", "[Paxos|GPE] is far."])
    assert collection.read("The [Corvid|PRODUCT] flies.")["Corvid"].entity_id == 1
    assert collection.read("[Corvid|PERSON] sang.")["Corvid"].entity_id is None
    assert collection.read("On [Paxos|LOC] they sang.")["Paxos"].entity_id == 2
    assert collection.read("[Paxos|ORG] won again.")["Paxos"].entity_id is None


def test_an_acronym_leads_to_its_long_name_and_back() -> None:
    collection = after(["The [HFU|ORG] met.", "The [Hill Farmers Union|ORG] ([HFU|ORG]) met again."])
    assert collection.directory.name(1) == "Hill Farmers Union"
    assert collection.read("[HFU|ORG] won.")["Hill Farmers Union"].entity_id == 1


def test_one_acronym_of_two_bodies_does_not_join_them() -> None:
    collection = after(["The [Hill Farmers Union|ORG] ([HFU|ORG]) met."])
    found = collection.read("The [Harbour Freight Umpires|ORG] ([HFU|ORG]) met.")
    assert found["Harbour Freight Umpires"].entity_id is None


def test_the_two_georgias_never_meet() -> None:
    collection = after(["[Georgia|GPE] voted in Tbilisi.", "[Georgia|GPE] voted in Atlanta and Savannah."])
    assert {collection.directory.name(id_) for id_ in collection.groups} == {"Georgia", "Georgia (U.S. state)"}
    assert collection.read("In [Georgia|GPE], Tbilisi slept.")["Georgia"].entity_id == 1
    assert collection.read("In [Georgia|GPE], Atlanta slept.")["Georgia (U.S. state)"].entity_id == 2


def test_known_entities_are_found_again_under_any_name() -> None:
    collection = after(["[Burma|GPE] voted."])
    assert collection.read("[Myanmar|GPE] voted.")["Myanmar"].entity_id == 1


def test_reading_an_article_again_changes_nothing() -> None:
    collection = after(_EDITION)
    before = collection.grouping()
    collection = after([*_EDITION, *_EDITION])
    assert collection.grouping() == before


def test_the_stored_label_is_kept() -> None:
    collection = after(["[Corvid|ORG] rose."])
    found = collection.read("The [Corvid|PRODUCT] flies.")["Corvid"]
    assert found.label is Label.ORG
    assert found.text[0].label is Label.ORG
    assert found.text[0].entity_id == 1


def test_a_fuller_company_name_renames() -> None:
    collection = after(["[Halden|ORG] rose."])
    found = collection.read("[Halden Motor Company|ORG] fell.")["Halden Motor Company"]
    assert found.entity_id == 1
    assert {alias.kind for alias in found.aliases} <= {AliasKind.NAME, AliasKind.ACRONYM}


def test_a_shouted_name_is_replaced() -> None:
    collection = after(["[VESTERVIK HAVN|GPE] burns."])
    assert collection.read("[Vestervik Havn|GPE] burnt.")["Vestervik Havn"].entity_id == 1


def test_an_acronym_with_a_mark_in_it() -> None:
    collection = after(["[Pacific Gas and Electric|ORG] ([PG&E|ORG]) burnt."])
    assert collection.read("[PG&E|ORG] paid.")["Pacific Gas and Electric"].entity_id == 1


def test_one_acronym_of_a_long_and_a_longer_name() -> None:
    collection = after(["The [Department of Water|ORG] ([LDW|ORG]) met."])
    found = collection.read("The [Lorne Department of Water|ORG] ([LDW|ORG]) met.")
    assert [entity.entity_id for entity in found.values()] == [1]


def test_a_full_name_with_a_wrong_label_is_found() -> None:
    collection = after(["[Leona Marsh|PERSON] came."])
    assert collection.read("[Leona Marsh|ORG] went.")["Leona Marsh"].entity_id == 1
    assert collection.read("[Leona|ORG] went.")["Leona"].entity_id is None


def test_the_state_leaves_the_countrys_name_alone() -> None:
    """What is linked to the country must not find the state under the country's key."""
    found = Collection().read("[Georgia|GPE] voted in Atlanta.")["Georgia (U.S. state)"]
    assert {alias.key for alias in found.aliases} == {"georgia us state"}


@pytest.mark.parametrize(
    ("spellings", "name"),
    [
        (("Crofters' League", "Crofters’ League"), "Crofters’ League"),
        (("Café Central", "Cafe Central"), "Café Central"),
        (("Q.R. Foods", "QR Foods"), "QR Foods"),
        (("SEAFARERS UNION", "Seafarers Union"), "Seafarers Union"),
    ],
)
def test_a_name_is_spelt_the_same_whichever_spelling_came_first(spellings: tuple[str, str], name: str) -> None:
    for first, second in (spellings, spellings[::-1]):
        directory = MemoryDirectory()
        for text in (first, second):
            found = Recognised(text=(Mention(0, len(text), Label.ORG),))
            (entity,) = resolve("", text, found, directory)
            number = directory.add(entity)
        assert (len(directory), directory.name(number)) == (1, name)
