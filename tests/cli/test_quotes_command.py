"""`tidewire quotes`: listing and exporting what was marked in the reader."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_kit import Tidewire

from reader.library import Library
from reader.model.quote import NewQuote


@pytest.fixture
def quoted(stored: Path) -> Path:
    with Library.open(stored) as library:
        for ref, words in ((1, "It rained, and Erdogan left."), (3, "NATO does not like that.")):
            start = library.article(ref).text.index(words)
            library.quotes.add(NewQuote(ref, start, start + len(words)))
    return stored


def test_all_of_them_with_citation_and_address(quoted: Path, tidewire: Tidewire) -> None:
    blocks = tidewire("quotes").out.strip().split("\n\n")
    assert [block.split("\n")[0].strip() for block in blocks] == [
        "2  “NATO does not like that.”",
        "1  “It rained, and Erdogan left.”",
    ]
    assert blocks[1].split("\n")[1].startswith("Byrne, A., & Vance, T. (2019, October 25). Harbour bridge")
    assert blocks[1].endswith("https://coast.example/bridge#:~:text=It%20rained%2C%20and%20Erdogan%20left.")


def test_those_of_one_article_in_a_style(quoted: Path, tidewire: Tidewire) -> None:
    printed = tidewire("quotes", "Harbour bridge", "--style", "mla", "--markup", "markdown").out
    assert printed.startswith("> It rained, and Erdogan left.\n>\n> Byrne, Ada, and Tom Vance.")
    assert "*Coast Post*" in printed
    assert "NATO" not in printed


def test_as_json(quoted: Path, tidewire: Tidewire) -> None:
    (row,) = tidewire("quotes", "1", "--json").rows
    assert (row["id"], row["article"], row["quote"]) == (1, 1, "It rained, and Erdogan left.")
    assert row["end"] - row["start"] == len(row["quote"])
    assert row["address"].startswith("https://coast.example/bridge#:~:text=")


def test_letting_go(quoted: Path, tidewire: Tidewire) -> None:
    assert tidewire("quotes", "--remove", "1").err == "Quotation 1 is gone: It rained, and Erdogan left.\n"
    assert len(tidewire("quotes", "--json").rows) == 1
    assert tidewire("quotes", "--remove", "1").status == 1
    tidewire("quotes", "--remove", "2")
    assert "`v` marks sentences" in tidewire("quotes").err


def test_a_style_is_wanted_and_no_format(quoted: Path, tidewire: Tidewire, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('citation = "bibtex"', "utf-8")
    assert "(2019, October 24)" in tidewire("quotes", "3").out
    assert tidewire("quotes", "--style", "bibtex").status == 1
