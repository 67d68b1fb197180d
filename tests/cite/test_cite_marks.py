"""Titles with the markup that CSL-JSON allows, and fields that only some styles print."""

from __future__ import annotations

from typing import Any

import pytest

from reader.cite import STYLES, Citation, render


def item(**fields: Any) -> Citation:
    known = {"title": "Senate passes budget", "container-title": "Capitol Post", "language": "en-US"}
    return Citation.from_csl({**known, "issued": {"date-parts": [[2018, 3, 22]]}, **fields})


def test_markup_of_a_title() -> None:
    one = item(title="The <i>Titanic</i> and CO<sub>2</sub>: a <b>bold</b> history")
    assert render(one, "mla").startswith("“The Titanic and CO2: A Bold History.” Capitol Post")
    assert "“The <i>Titanic</i> and CO<sub>2</sub>: A <b>Bold</b> History.”" in render(one, "mla", markup="html")
    assert "The *Titanic* and CO2: A **bold** history" in render(one, "apa", markup="markdown")
    assert one.to_csl()["title"] == "The <i>Titanic</i> and CO<sub>2</sub>: a <b>bold</b> history"


def test_italics_within_italics_stand_upright() -> None:
    one = item(title="The <i>Titanic</i> sinks", **{"container-title": None})
    upright = '<i>The <span style="font-style:normal;">Titanic</span> Sinks</i>.'
    assert render(one, "mla", markup="html").startswith(upright)
    assert render(one, "mla", markup="markdown").startswith("*The* Titanic *Sinks*.")
    whole = item(title="<i>Titanic</i> sinks", **{"container-title": None})
    assert render(whole, "mla", markup="markdown").startswith("Titanic *Sinks*.")


def test_words_guarded_from_capitals() -> None:
    one = item(title='<span class="nocase">e-commerce giant</span> fined')
    assert render(one, "mla").startswith("“e-commerce giant Fined.”")
    assert one.to_csl()["title"] == '<span class="nocase">e-commerce giant</span> fined'


@pytest.mark.parametrize("title", ["a < b and <i>c", "x</i> y <i>", "if <a> then </b>", "<span>so</span>"])
def test_tags_without_partners_are_words(title: str) -> None:
    one = item(title=title)
    assert title.casefold() in render(one, "apa").casefold()
    assert one.to_csl()["title"] == title


def test_a_stop_goes_before_the_quotation_mark_and_behind_the_markup() -> None:
    one = item(title="Life aboard the <i>Titanic</i>")
    assert "Aboard the <i>Titanic</i>.” <i>Capitol Post</i>" in render(one, "mla", markup="html")


def test_edition_place_publisher_and_genre() -> None:
    one = item(edition="late edition", genre="editorial", publisher="Post Group", **{"publisher-place": "Reno"})
    shown = {style: render(one, style) for style in STYLES}
    assert shown["apa"] == "Senate passes budget [Editorial]. (2018, March 22). Capitol Post."
    assert shown["mla"] == "“Senate Passes Budget.” Editorial. Capitol Post [Reno], Late edition, 22 Mar. 2018."
    assert shown["chicago"].endswith("Editorial. March 22, 2018. Late Edition.")
    assert shown["harvard"] == "Capitol Post (2018) ‘Senate passes budget’, late edition, 22 March."
    assert shown["ieee"] == "[1] “Senate passes budget,” Capitol Post, Post Group, Reno, Mar. 22, 2018."
    assert shown["vancouver"] == "1. Senate passes budget [editorial]. Capitol Post. late edition. 2018 Mar 22."
    assert shown["ama"] == "1. Senate passes budget. Capitol Post. March 22, 2018."


@pytest.mark.parametrize(
    ("style", "edition", "expected"),
    [
        ("mla", "3", "3rd ed."),
        ("mla", "11th", "11th ed."),
        ("harvard", "2", "2nd edn"),
        ("chicago", "New York", "New York Edition."),
        ("chicago", "city ed.", "City Ed."),
    ],
)
def test_edition(style: str, edition: str, expected: str) -> None:
    assert expected in render(item(edition=edition, author=[{"family": "Doe", "given": "Jo"}]), style)


@pytest.mark.parametrize(
    ("source", "style", "expected"),
    [
        ("the Morning post", "apa", "The Morning Post"),
        ("the Morning post", "ieee", "the Morning post"),
        ("reno.example", "apa", "reno.example"),
        ("Down To Earth", "mla", "Down To Earth"),
        ("St. Mary Post", "ama", "St Mary Post"),
        ("Reno.example", "ama", "Reno.example"),
    ],
)
def test_name_of_a_source(source: str, style: str, expected: str) -> None:
    assert f" {expected}" in render(item(**{"container-title": source}), style)


def test_east_asian_names_of_sources_stand_upright() -> None:
    assert "<i>" not in render(item(**{"container-title": "朝日新聞"}), "harvard", markup="html")


def test_straight_apostrophes_of_names_are_curled() -> None:
    one = item(author=[{"family": "O'Neill", "given": "Bo"}, {"family": "d'Arc", "given": "J."}])
    assert render(one, "mla").startswith("O’Neill, Bo, and J. d’Arc.")


def test_french_marks_keep_their_thin_space() -> None:
    one = item(title="« Non », dit-il : qui a gagné ?", language="fr-FR")
    assert "«\u202fNon\u202f», dit-il\u202f: qui a gagné\u202f?" in render(one, "apa")


def test_section_begins_with_a_capital() -> None:
    assert "Opinion." in render(item(section="opinion"), "chicago")
