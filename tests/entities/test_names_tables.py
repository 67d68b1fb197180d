from __future__ import annotations

import subprocess
import sys

import pytest

from reader.entities.known import forms, is_known, known, label_of, readings
from reader.entities.names import fold
from reader.entities.words import equals, lines, words
from reader.model.entity import Label, LinkKind


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("Türkiye", "Turkey"),
        ("U.S.A.", "United States"),
        ("America", "United States"),
        ("Britain", "United Kingdom"),
        ("Burma", "Myanmar"),
        ("Kiev", "Kyiv"),
        ("10 Downing Street", "Downing Street"),
        ("Washington, D.C.", "Washington"),
        ("Côte d'Ivoire", "Ivory Coast"),
        ("Americans", "American"),
        ("Turk", "Turks"),
        ("North Atlantic Treaty Organization", "NATO"),
        ("Calif.", "California"),
        ("Shi'ites", "Shiites"),
    ],
)
def test_other_names(form: str, name: str) -> None:
    assert [entry.name for entry in known(form)] == [name]


@pytest.mark.parametrize(
    ("form", "kind", "over"),
    [
        ("Ankara", LinkKind.METONYM, "Turkey"),
        ("Kremlin", LinkKind.METONYM, "Russia"),
        ("Downing Street", LinkKind.METONYM, "United Kingdom"),
        ("Turkish", LinkKind.DEMONYM, "Turkey"),
        ("Danes", LinkKind.DEMONYM, "Denmark"),
        ("Kurdish", LinkKind.DEMONYM, "Kurds"),
        ("European", LinkKind.DEMONYM, "Europe"),
        ("Brussels", LinkKind.METONYM, "European Union"),
    ],
)
def test_links(form: str, kind: LinkKind, over: str) -> None:
    links = known(form)[0].links
    assert (kind, over) in {(link.kind, link.name) for link in links}


def test_every_link_leads_to_an_entry() -> None:
    for key in forms():
        for entry in readings(key):
            for link in entry.links:
                assert [each.label for each in known(link.name) if each.name == link.name] == [link.label], link


def test_every_country_is_there_with_a_demonym_and_no_link() -> None:
    rows = [line.split("|") for line in lines("countries.txt")]
    assert len(rows) >= 195
    for row in rows:
        name = row[0].strip().lstrip("?")
        assert known(name)[0].label is Label.GPE, name
        assert known(name)[0].links == (), name


def test_keys_are_folded_names() -> None:
    """The short cut that loads the tables gives what fold gives."""
    assert {key for key in forms() if fold(key) != key} == set()


def test_shared_forms_have_several_readings() -> None:
    assert [entry.name for entry in known("Georgia")] == ["Georgia", "Georgia (U.S. state)"]
    assert [entry.name for entry in known("Georgia (U.S. state)")] == ["Georgia (U.S. state)"]
    assert known("Georgia")[0].cues


def test_what_is_not_known() -> None:
    assert not is_known("rosoboronexport")
    assert label_of("rosoboronexport") is None
    assert label_of("turkish") is Label.NORP


def test_words_and_spellings() -> None:
    assert "fund" in words("orgword")
    assert equals("variants")["qaddafi"] == "gaddafi"
    assert equals("nicknames")["bill"] == "william"
    with pytest.raises(KeyError):
        words("no such kind")


def test_no_spacy_on_the_way() -> None:
    code = "import sys, reader.entities, reader.entities.fake; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
