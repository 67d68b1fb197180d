"""Every little article of the list, resolved on its own; and what a collection must keep apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from entity_articles import Collection, after, read


def _articles() -> Iterator[tuple[str, str, dict[str, list[str]]]]:
    """Title, text, and the mentions of each entity by its name."""
    source = Path(__file__).with_name("articles_names.txt").read_text(encoding="utf-8")
    for block in source.split("\n\n")[1:]:
        lines = block.strip().splitlines()
        title = next((line[3:] for line in lines if line.startswith(">> ")), "")
        text = next(line[2:] for line in lines if line.startswith("> "))
        pairs = (line.partition(" = ") for line in lines if not line.startswith(">"))
        yield title, text, {name: mentions.split(" + ") for name, _, mentions in pairs}


@pytest.mark.parametrize(("title", "text", "entities"), _articles(), ids=lambda each: str(each)[:50])
def test_who_is_who(title: str, text: str, entities: dict[str, list[str]]) -> None:
    assert read(text, title) == entities


def _kept_apart(*articles: str) -> list[set[str]]:
    return [set(names) for names in after(articles).groups.values()]


def test_the_king_and_the_president_stay_two() -> None:
    groups = _kept_apart(
        "[Saddam Hussein|PERSON] spoke.",
        "King [Hussein|PERSON] of Jordan flew to Cairo. [Hussein|PERSON] was well.",
        "[Saddam Hussein|PERSON] spoke again.",
    )
    assert groups == [{"Saddam Hussein"}, {"Hussein"}]


def test_the_player_and_the_kingdom_stay_two_whichever_comes_first() -> None:
    both = ("[Jordan|PERSON] scored 30 points.", "[Jordan|GPE] signed a treaty in Amman.")
    for articles in (both, both[::-1]):
        assert len(after(articles).groups) == 2


def test_a_club_and_its_town_stay_two_whichever_comes_first() -> None:
    both = ("[Milan|ORG] bought a striker and a goalkeeper.", "It snowed in [Milan|GPE].")
    for articles in (both, both[::-1]):
        assert len(after(articles).groups) == 2


def test_the_teams_of_one_town_are_told_apart_by_their_game() -> None:
    collection = after(
        (
            "Baseball: [Chicago|ORG] won with three homers.",
            "Basketball: [Chicago|ORG] won by a free-throw; the [Bulls|ORG] were glad.",
            "[CHICAGO|ORG]'s pitcher gave up homers in every inning.",
        )
    )
    assert {collection.directory.name(id_): len(names) for id_, names in collection.groups.items()} == {
        "Chicago (baseball)": 2,
        "Chicago Bulls": 2,
    }


def test_a_common_acronym_is_not_the_known_one_without_a_word_that_speaks_for_it() -> None:
    collection = after(("[Anadolu Agency|ORG] ([AA|ORG]) reported it.", "[AA|ORG] meets on Mondays in church halls."))
    assert len(collection.groups) == 2
    assert "AA" in collection.groups[1]


def test_what_an_article_means_by_an_acronym_stays_in_it() -> None:
    collection = Collection()
    collection.read("The [Irish Republican Army|ORG] ([IRA|ORG]) called a truce.")
    collection.read("The [Iowa Rifle Association|ORG] ([IRA|ORG]) met.")
    assert collection.read("The [IRA|ORG] laid down its arms.")["Irish Republican Army"].entity_id == 1


def test_a_senate_without_a_country_is_not_the_american_one() -> None:
    collection = after(("The [U.S. Senate|ORG] voted.", "In [Warsaw|GPE] the [Senate|ORG] voted."))
    assert [names for names in collection.groups.values() if "Senate" in names] == [["Senate"]]


def test_smiths_with_nicknames_stay_apart_across_articles() -> None:
    assert len(after(("[Bill Smith|PERSON] sang.", "[William Smith|PERSON] danced.")).groups) == 2
    assert len(after(("[Bill Clinton|PERSON] sang.", "[William Clinton|PERSON] danced.")).groups) == 1


def test_a_wife_is_not_her_husband() -> None:
    found = read(
        "[John Halden|PERSON] died on Monday. Mrs. [Halden|PERSON] sat by his side; Mr. [Halden|PERSON] slept."
    )
    assert found == {"John Halden": ["John Halden", "Halden"], "Halden": ["Halden"]}
