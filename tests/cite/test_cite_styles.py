"""Entries and in-text forms of made-up news items, set by the rules of the styles' own manuals (goldens.txt).

Markdown shows the italics. The sources of the rules stand in the docstrings of reader/cite/styles.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.cite import STYLES, Citation, Name, render

LINDQVIST = Name("Lindqvist", "Mara T.")
SEEN = (2025, 3, 9)
ITEMS = {
    "plain": Citation(
        title="Harbour wall gives way after night storm",
        authors=(LINDQVIST,),
        container_title="Northern Ledger",
        issued=(2021, 2, 7),
        accessed=SEEN,
        url="https://ledger.example/wall",
    ),
    "nobody": Citation(
        title="Where does the old ferry go from here?",
        container_title="Northern Ledger",
        issued=(2021, 9, 30),
        accessed=SEEN,
        url="https://ledger.example/ferry",
    ),
    "undated": Citation(
        title="Notes on a tram strike",
        authors=(LINDQVIST,),
        container_title="City Lines",
        accessed=SEEN,
        url="https://lines.example/t",
    ),
    "print": Citation(
        title="Bakers call new flour tax “half-baked”",
        authors=(LINDQVIST, Name("Okafor", "Ben", suffix="III")),
        container_title="City Lines",
        issued=(1994, 6),
        page="B2-B3",
    ),
    "many": Citation(
        title="Who pays for the e-bike boom: a city guide",
        authors=tuple(
            Name(*name.split())
            for name in ("Arden Zoe", "Bose Yan", "Cruz Xenia", "Dahl Will", "Eco Vera", "Falk Una", "Gray Tom")
        ),
        container_title="City Lines",
        issued=(2022,),
        accessed=SEEN,
        url="https://lines.example/e",
    ),
    "alone": Citation(title="Leaflet found on the pier", accessed=SEEN, url="https://pier.example/1"),
}


def read_goldens() -> dict[tuple[str, str], tuple[str, str]]:
    blocks = (Path(__file__).parent / "goldens.txt").read_text("utf-8").strip().split("\n\n")[1:]
    found = {}
    for block in blocks:
        name, entry, cite = block.split("\n")
        item, style = name.split()
        found[item, style] = (entry, cite)
    return found


GOLDENS = read_goldens()


def plainer(markdown: str) -> str:
    """Markdown without its escapes and the brackets of addresses, so that a golden reads like the page."""
    return markdown.replace("\\", "").replace("<", "").replace(">", "")


@pytest.mark.parametrize(("item", "style"), GOLDENS)
def test_golden(item: str, style: str) -> None:
    entry, cite = GOLDENS[item, style]
    assert plainer(render(ITEMS[item], style, "entry", "markdown")) == entry
    assert render(ITEMS[item], style, "entry") == entry.replace("*", "")
    assert render(ITEMS[item], style, "cite") == cite


def test_every_style_has_every_golden() -> None:
    assert set(GOLDENS) == {(item, style) for item in ITEMS for style in STYLES}


@pytest.mark.parametrize(
    ("style", "count", "expected"),
    [
        ("apa", 2, "(A & B, 2020)"),
        ("apa", 3, "(A et al., 2020)"),
        ("mla", 2, "(A and B)"),
        ("mla", 3, "(A et al.)"),
        ("chicago-author-date", 2, "(A and B 2020)"),
        ("chicago-author-date", 3, "(A et al. 2020)"),
        ("harvard", 3, "(A, B and C, 2020)"),
        ("harvard", 4, "(A et al., 2020)"),
    ],
)
def test_et_al_in_the_text(style: str, count: int, expected: str) -> None:
    authors = tuple(Name(family, "Jo") for family in "ABCD"[:count])
    assert render(Citation(title="T", authors=authors, issued=(2020,)), style, "cite") == expected


@pytest.mark.parametrize(
    ("style", "count", "expected"),
    [
        ("apa", 20, "Q, J., R, J., S, J., & T, J. (n.d.)"),
        ("apa", 21, "R, J., S, J., … U, J. (n.d.)"),
        ("mla", 2, "A, Jo, and Jo B. "),
        ("mla", 3, "A, Jo, et al. "),
        ("chicago", 6, "Jo D, Jo E, and Jo F. "),
        ("chicago", 7, "A, Jo, Jo B, Jo C, et al. "),
        ("harvard", 3, "A, J., B, J. and C, J. ("),
        ("harvard", 4, "A, J. et al. ("),
        ("ieee", 2, "J. A and J. B, "),
        ("ieee", 3, "J. A, J. B, and J. C, "),
        ("ieee", 6, "J. E, and J. F, "),
        ("ieee", 7, "J. A et al., "),
        ("vancouver", 6, "E J, F J. "),
        ("vancouver", 7, "F J, et al. "),
        ("ama", 6, "E J, F J. "),
        ("ama", 7, "B J, C J, et al. "),
    ],
)
def test_authors_of_an_entry(style: str, count: int, expected: str) -> None:
    authors = tuple(Name(family, "Jo") for family in "ABCDEFGHIJKLMNOPQRSTU"[:count])
    assert expected in render(Citation(title="Title", authors=authors), style)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("apa", "van der Meer, J.-P., & de Wit, A."),
        ("mla", "van der Meer, Jean-Paul, and Anna de Wit"),
        ("chicago", "Meer, Jean-Paul van der, and Anna de Wit"),
        ("harvard", "van der Meer, J.-P. and de Wit, A."),
        ("ieee", "J.-P. van der Meer and A. de Wit"),
        ("vancouver", "van der Meer JP, de Wit A"),
        ("ama", "van der Meer JP, de Wit A"),
    ],
)
def test_particles(style: str, expected: str) -> None:
    authors = (Name("Meer", "Jean-Paul", particle="van der"), Name("Wit", "Anna", particle="de"))
    assert expected in render(Citation(title="Title", authors=authors), style)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    ("title", "inside", "outside"),
    [("What now?", "now?", "now?"), ("Stop it!", "it!", "it!"), ("Back to the U.S.", "U.S.", "U.S.")],
)
def test_a_stop_is_never_doubled(style: str, title: str, inside: str, outside: str) -> None:
    entry = render(Citation(title=title, container_title="City Lines", issued=(2020,)), style).casefold()
    assert inside.casefold() in entry
    for wrong in ("?.", "!.", "..", "?”.", "!”.", ".”."):
        assert wrong not in entry


def test_notes_keep_a_comma_after_a_question() -> None:
    note = render(ITEMS["nobody"], "chicago", "note")
    assert note.startswith("“Where Does the Old Ferry Go from Here?,” Northern Ledger,")
    assert note == render(ITEMS["nobody"], "chicago", "cite")


def test_a_style_without_notes_gives_its_form_in_the_text() -> None:
    assert render(ITEMS["plain"], "apa", "note") == "(Lindqvist, 2021)"


def test_titles_of_other_languages_keep_their_capitals() -> None:
    german = Citation(title="Der Rat tagt: was nun folgt", container_title="Blatt", language="de-DE")
    assert "“Der Rat tagt: was nun folgt.”" in render(german, "mla")
    assert "Der Rat tagt: was nun folgt." in render(german, "apa")


def test_section_only_where_the_style_has_it() -> None:
    item = Citation(
        title="T", container_title="City Lines", section="Business", issued=(2020, 1, 5), url="https://e.x/"
    )
    shown = {style for style in STYLES if "Business" in render(item, style)}
    assert shown == {"mla", "chicago", "chicago-author-date"}


def test_html_escapes_and_marks() -> None:
    item = Citation(title="Bread <b>&</b> roses", container_title="R&D", url="https://e.x/?a=1&b=2")
    entry = render(item, "apa", "entry", "html")
    assert entry == "Bread &#60;b&#62;&#38;&#60;/b&#62; roses. (n.d.). <i>R&#38;D</i>. https://e.x/?a=1&#38;b=2"
    assert render(item, "ama", "cite", "html") == "<sup>1</sup>"


def test_markdown_escapes() -> None:
    item = Citation(title="Price of *_x_* [now]", container_title="A_B", url="https://e.x/a_b_c")
    assert render(item, "apa", "entry", "markdown") == (
        r"Price of \*\_x\_\* \[now\]. (n.d.). *A\_B*. <https://e.x/a_b_c>"
    )


def test_number_of_a_numbered_style() -> None:
    assert render(ITEMS["plain"], "ieee", number=12).startswith("[12] ")
    assert render(ITEMS["plain"], "vancouver", "cite", number=12) == "(12)"
