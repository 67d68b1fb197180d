"""Formats for other programs, keys, and the escaping of each."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from reader.cite import Citation, Name, bibtex, cite_all, cite_as, markdown
from reader.cite.keys import citation_key, unique_keys
from reader.cite.latex import address, protect_capitals

ITEM = Citation(
    title="Tolls & taxes: 50% off at IKEA {today}_only",
    authors=(Name("Berg", "Jan", particle="van der"), Name("King", "Al", suffix="Jr."), Name(literal="Agence & Co")),
    container_title="R&D #1",
    issued=(2021, 2, 7),
    accessed=(2025, 3, 9),
    url="https://e.example/a_(b)?x=1%20&y={z}#top",
    page="A1",
    language="en-GB",
    id="guid-1",
)


def test_bibtex() -> None:
    assert bibtex(ITEM) == "\n".join(
        [
            "@article{berg2021tolls,",
            r"  author = {van der Berg, Jan and King, Jr., Al and {Agence \& Co}},",
            r"  title = {Tolls \& taxes: 50\% off at {IKEA} \{today\}\_only},",
            r"  journal = {R\&D \#1},",
            "  year = {2021},",
            "  month = feb,",
            "  day = {7},",
            "  pages = {A1},",
            "  url = {https://e.example/a_(b)?x=1%20&y=%7Bz%7D#top},",
            "  urldate = {2025-03-09},",
            "}",
        ]
    )


def test_biblatex() -> None:
    entry = cite_as(ITEM, "biblatex")
    assert "  entrysubtype = {newspaper},\n" in entry
    assert "  journaltitle = {R\\&D \\#1},\n" in entry
    assert "  date = {2021-02-07},\n" in entry
    assert "  langid = {en},\n" in entry


@pytest.mark.parametrize("odd", ["\\", "{", "}", "}{", "a\\{b", "~^", "$#%&_"])
def test_braces_always_balance(odd: str) -> None:
    entry = bibtex(
        Citation(title=odd, authors=(Name(odd, odd), Name(literal=odd)), container_title=odd, url=odd, page=odd)
    )
    depth = 0
    for character in entry:
        depth += (character == "{") - (character == "}")
        assert depth >= 0
    assert depth == 0


def test_capitals_are_protected() -> None:
    assert protect_capitals("Mayor of Oslo buys iPad for USA") == "Mayor of {Oslo} buys {iPad} for {USA}"
    assert protect_capitals("eBay wins") == "{eBay} wins"


def test_address_keeps_everything_but_braces() -> None:
    assert address("https://e.x/a%20b_c~d#e&f{g}\\h i") == "https://e.x/a%20b_c~d#e&f%7Bg%7D%5Ch%20i"


@pytest.mark.parametrize(
    ("citation", "key"),
    [
        (ITEM, "berg2021tolls"),
        (Citation(title="The US’s Émile case", authors=(Name("Müller-Łoś", "J"),)), "mullerlosndemile"),
        (Citation(title="On it", container_title="The Daily Courier", issued=(2020,)), "thedailycourier2020on"),
        (Citation(authors=(Name("王", "小明"),), container_title="Asia Times", title="雨"), "asiatimesnd"),
        (Citation(), "articlend"),
    ],
)
def test_keys(citation: Citation, key: str) -> None:
    assert citation_key(citation) == key
    assert bibtex(citation).startswith(f"@article{{{key},")


def test_keys_of_a_list_are_unique() -> None:
    other = Citation(title="Rain", authors=(Name("Doe", "J"),))
    assert unique_keys([ITEM, other]) == ["berg2021tolls", "doendrain"]
    assert len(set(unique_keys([ITEM] * 800))) == 800
    assert unique_keys([other], taken=["DoeNDrain"]) != ["doendrain"]
    assert cite_all([ITEM, ITEM], "bibtex").count("@article{berg2021tolls") == 2


def test_a_key_does_not_depend_on_what_else_is_listed() -> None:
    early, late, latest = (replace(ITEM, issued=(2021, month, 1), url=f"https://e.x/{month}") for month in (1, 5, 9))
    keys = dict(zip("elx", unique_keys([early, late, latest]), strict=True))
    assert keys["e"] == "berg2021tolls"
    assert unique_keys([latest, late, early]) == [keys["x"], keys["l"], keys["e"]]
    assert unique_keys([latest, early]) == [keys["x"], keys["e"]]
    assert unique_keys([late], taken=[keys["e"]]) == [keys["l"]]


def test_markdown_link() -> None:
    assert markdown(ITEM) == (
        r"[Tolls & taxes: 50% off at IKEA {today}\_only](https://e.example/a_%28b%29?x=1%20&y={z}#top), "
        "*R&D #1*, 7 February 2021"
    )
    assert markdown(Citation(title="A [b] *c*", issued=(2020, 2))) == r"A \[b\] \*c\*, February 2020"
    assert markdown(Citation()) == "Untitled"


def test_ris() -> None:
    lines = cite_as(ITEM, "ris").split("\n")
    assert lines[0] == "TY  - NEWS"
    assert lines[-1] == "ER  - "
    assert {"AU  - van der Berg, Jan", "AU  - King, Al, Jr.", "T2  - R&D #1", "DA  - 2021/02/07/", "PY  - 2021"} <= set(
        lines
    )
    assert "DA  - 2020/05//" in cite_as(Citation(issued=(2020, 5)), "ris")


def test_csl_json_reads_back() -> None:
    (item,) = json.loads(cite_as(ITEM, "csl-json"))
    assert Citation.from_csl(item) == ITEM
    assert json.loads(cite_as(Citation(), "csl-json")) == [{"id": "articlend", "type": "article-newspaper"}]


def test_wikipedia() -> None:
    text = cite_as(
        Citation(title="A | B", authors=ITEM.authors[:1], url="https://e.x/", issued=(2020, 1, 2)), "wikipedia"
    )
    assert (
        text == "{{cite news |last1=van der Berg |first1=Jan |title=A {{!}} B |date=2 January 2020 |url=https://e.x/}}"
    )


def test_org_and_html() -> None:
    item = Citation(title="A [b] <c>", url='https://e.x/"[1]', container_title="DW")
    assert cite_as(item, "org") == '[[https://e.x/"%5B1%5D][A (b) <c>]], /DW/'
    assert cite_as(item, "html") == '<a href="https://e.x/&#34;[1]">A [b] &#60;c&#62;</a>, <i>DW</i>'
