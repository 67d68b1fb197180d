"""Exports of the whole sample edition and of ugly titles, read back by other people's parsers with the same fields."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
import rispy
from bibtexparser.bparser import BibTexParser
from pybtex.database import parse_string

from reader.cite import Citation, Name, cite_all
from reader.library import Library
from reader.model.article import ListQuery
from reader.samples import store_samples

UGLY = (
    "50% off & #1: a_b ~ C:\\dir {x} ^ $5",
    "Unpaired } and { and \\{ here",
    "He said \"so\" 'then' “left” ‘for’ good",
    "Line one\nline two\r\nline three",
    "@article{fake, title = {x}}",
    "TY  - BOOK",
    "ER  - ",
    "{{cite}} [[link]] | a=b <ref>x</ref> '''y''' ~~~~",
    "\\emph{not ours} and %comment",
    "Ünïcode — 王小明 “İstanbul”",
    "ends with backslash \\",
    "= , = ,",
)
LATEX = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    **{"\\" + character: character for character in "{}$&#%_"},
}


def from_latex(text: str) -> str:
    """What LaTeX prints: commands read, grouping braces gone."""
    pattern = "|".join(map(re.escape, LATEX))
    return re.sub(rf"{pattern}|[{{}}]", lambda found: LATEX.get(found.group(), ""), text)


def ugly(number: int, title: str) -> Citation:
    return Citation.from_csl(
        {
            "id": f"ugly-{number}",
            "title": title,
            "container-title": f"R&D {title}",
            "author": [{"family": "O'Neill_Jr", "given": "A. & B."}, {"literal": "Barnes and Sons, {Inc.}"}],
            "issued": {"date-parts": [[2020, 1 + number]]},
            "accessed": {"date-parts": [[2025, 3, 9]]},
            "URL": f"https://e.example/{number}?a=1%20&b=~x#y_z",
            "page": "A1",
            "section": "World & more",
            "language": "en",
        }
    )


@pytest.fixture(scope="module")
def citations(tmp_path_factory: pytest.TempPathFactory) -> list[Citation]:
    cache: Path = tmp_path_factory.mktemp("edition") / "cache.db"
    store_samples(cache)
    with Library.open(cache) as library:
        rows = library.rows(ListQuery(), 0, 500)
        edition = [Citation.from_article(library.article(row.id)) for row in rows]
    assert len(edition) > 50
    return edition + [ugly(number, title) for number, title in enumerate(UGLY)]


def persons(names: tuple[Name, ...]) -> list[str]:
    return [name.literal or ", ".join(p for p in (name.whole_family, name.suffix, name.given) if p) for name in names]


def iso(date: tuple[int, ...] | None) -> str:
    return "-".join(f"{part:02d}" for part in date or ())


@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
def test_bibtexparser(citations: list[Citation], dialect: str) -> None:
    read = bibtexparser.loads(cite_all(citations, dialect), BibTexParser(common_strings=True)).entries
    assert len(read) == len({entry["ID"] for entry in read}) == len(citations)
    for entry, citation in zip(read, citations, strict=True):
        assert entry["ENTRYTYPE"] == "article"
        check_latex(entry, citation, dialect)


@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
def test_pybtex(citations: list[Citation], dialect: str) -> None:
    entries = parse_string(cite_all(citations, dialect), "bibtex").entries
    assert len(entries) == len(citations)
    for entry, citation in zip(entries.values(), citations, strict=True):
        check_latex(entry.fields, citation, dialect)
        read = [str(person) for person in entry.persons.get("author", [])]
        assert [from_latex(name) for name in read] == persons(citation.authors)


def check_latex(fields: Any, citation: Citation, dialect: str) -> None:
    assert from_latex(fields.get("title", "")) == citation.plain_title
    source = "journaltitle" if dialect == "biblatex" else "journal"
    assert from_latex(fields.get(source, "")) == (citation.container_title or "")
    assert fields.get("url", "") == (citation.url or "")
    assert fields.get("urldate", "") == iso(citation.accessed)
    if dialect == "biblatex":
        assert fields.get("date", "") == iso(citation.issued)
        assert fields["entrysubtype"] == "newspaper"
    else:
        assert fields.get("year", "") == (str(citation.issued[0]) if citation.issued else "")


def test_rispy(citations: list[Citation]) -> None:
    read = rispy.loads(cite_all(citations, "ris"))
    assert len(read) == len(citations)
    for entry, citation in zip(read, citations, strict=True):
        assert entry["type_of_reference"] == "NEWS"
        assert entry.get("title", "") == citation.plain_title
        assert entry.get("secondary_title", "") == (citation.container_title or "")
        assert entry.get("urls", []) == ([citation.url] if citation.url else [])
        assert entry.get("year", "") == (str(citation.issued[0]) if citation.issued else "")
        assert len(entry.get("authors", [])) == len(citation.authors)
        assert entry.get("date", "").strip("/").replace("/", "-") == iso(citation.issued)


def test_csl_json(citations: list[Citation]) -> None:
    read = [Citation.from_csl(item) for item in json.loads(cite_all(citations, "csl-json"))]
    assert read == citations


def test_wikipedia_templates_hold_together(citations: list[Citation]) -> None:
    """A template that is cut at its bars gives the fields again, with what the wiki would obey as entities."""
    for line, citation in zip(cite_all(citations, "wikipedia").split("\n"), citations, strict=True):
        assert line.startswith("{{cite news |")
        assert line.endswith("}}")
        body = line.removeprefix("{{cite news |").removesuffix("}}").replace("{{!}}", "&#124;")
        fields = dict(field.split("=", 1) for field in body.split(" |"))
        assert "".join(c for c in body if c in "{}[]<>") == ""
        for obeyed in ("''", "~~~", "__"):
            assert obeyed not in body
        assert html_unescape(fields.get("title", "")) == citation.plain_title
        assert html_unescape(fields.get("work", "")) == (citation.container_title or "")


def html_unescape(text: str) -> str:
    import html

    return html.unescape(text)
