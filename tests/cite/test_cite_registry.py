"""The list of ways to cite, their names, quotations, and what the room imports."""

from __future__ import annotations

import subprocess
import sys

import pytest

from reader.cite import FORMATS, STYLES, Citation, CiteError, Name, cite_all, cite_as, formats, render
from reader.cite.fragment import address_of_words
from reader.errors import TidewireError

ITEM = Citation(title="Rain", authors=(Name("Doe", "Jane"),), issued=(2020,), url="https://e.example/rain")


def test_one_list_of_all_ways() -> None:
    listed = formats()
    assert [each.id for each in listed] == [*STYLES, *FORMATS]
    assert {"apa", "mla", "chicago", "bibtex", "markdown"} <= {each.id for each in listed}
    assert {each.id for each in listed if each.is_style} == set(STYLES)
    assert len({each.name for each in listed}) == len(listed)


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("APA", "apa"),
        ("modern-language-association", "mla"),
        ("chicago_author_date", "chicago-author-date"),
        ("Chicago Author Date", "chicago-author-date"),
        ("chicago-notes-bibliography", "chicago"),
        ("harvard-cite-them-right", "harvard"),
        ("nlm-citation-sequence", "vancouver"),
        ("american-medical-association", "ama"),
        ("md", "markdown"),
    ],
)
def test_other_names(name: str, same: str) -> None:
    assert cite_as(ITEM, name) == cite_as(ITEM, same)


def test_wrong_name_is_told_with_the_nearest() -> None:
    with pytest.raises(CiteError, match=r"called “chicgo”\. Did you mean chicago\?"):
        render(ITEM, "chicgo")
    with pytest.raises(TidewireError, match=r"Did you mean bibtex\?"):
        cite_as(ITEM, "bibtx")
    with pytest.raises(CiteError, match="Known are apa, mla"):
        cite_as(ITEM, "zzzzzz")


def test_an_export_is_no_style() -> None:
    with pytest.raises(CiteError):
        render(ITEM, "bibtex")


def test_a_list_in_a_numbered_style() -> None:
    assert [line[:4] for line in cite_all([ITEM, ITEM], "ieee").split("\n")] == ["[1] ", "[2] "]


def test_quotation_in_the_text() -> None:
    assert render(ITEM, "apa", "cite", quote='It "rained" a lot.') == "“It ‘rained’ a lot.” (Doe, 2020)"
    assert render(ITEM, "harvard", "cite", quote="It rained.") == "‘It rained.’ (Doe, 2020)"
    assert render(ITEM, "apa", "cite", quote="  ") == "(Doe, 2020)"


def test_quotation_with_an_entry_leads_to_the_words() -> None:
    entry = render(ITEM, "apa")
    address = "https://e.example/rain#:~:text=It%20rained%2C%20non%2Dstop"
    assert render(ITEM, "apa", quote="It rained, non-stop") == f"“It rained, non-stop”\n{entry}\n{address}"
    block = render(ITEM, "apa", "entry", "markdown", quote="It rained, non-stop")
    assert block.startswith("> It rained, non-stop\n>\n> Doe, J.")
    assert block.endswith(f"\n>\n> <{address}>")
    html = render(ITEM, "apa", "entry", "html", quote="It rained, non-stop")
    assert html.startswith(f'<blockquote cite="{address}"><p>It rained, non-stop</p></blockquote>\n<p>Doe')


def test_address_of_words() -> None:
    url = "https://e.example/p"
    assert address_of_words(url, "a & b") == f"{url}#:~:text=a%20%26%20b"
    assert address_of_words(url + "#part", "a") == f"{url}#part:~:text=a"
    assert address_of_words(url, " ") == url
    long = " ".join(f"w{number}" for number in range(60))
    assert address_of_words(url, long) == f"{url}#:~:text=w0%20w1%20w2%20w3%20w4,w55%20w56%20w57%20w58%20w59"
    assert address_of_words(url, "first line\nlast line") == f"{url}#:~:text=first%20line,last%20line"


def test_the_room_imports_nothing_heavy() -> None:
    code = "import sys; from reader.cite import Citation, render; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not loaded & {
        "textual",
        "spacy",
        "sqlite3",
        "click",
        "json",
        "difflib",
        "urllib.parse",
        "asyncio",
        "subprocess",
    }
