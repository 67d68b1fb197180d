"""What is true of every citation in every style, whatever is known of the item."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.cite import Citation, Name, cite_as, formats, render
from reader.cite.registry import STYLES

words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=30)
dates = st.none() | st.one_of(
    st.tuples(st.integers(1, 9999)),
    st.tuples(st.integers(1, 9999), st.integers(1, 12)),
    st.tuples(st.integers(1, 9999), st.integers(1, 12), st.integers(1, 31)),
)
names = st.one_of(
    st.builds(lambda body: {"literal": body}, words),
    st.builds(lambda family, given, suffix: {"family": family, "given": given, "suffix": suffix}, words, words, words),
    st.builds(lambda family: {"family": family}, words),
)


def date_parts(date: tuple[int, ...] | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [list(date)]} if date else None


citations = st.builds(
    lambda title, source, authors, issued, accessed, url, page, section: Citation.from_csl(
        {
            "title": title,
            "container-title": source,
            "author": authors,
            "issued": date_parts(issued),
            "accessed": date_parts(accessed),
            "URL": url,
            "page": page,
            "section": section,
        }
    ),
    st.none() | words,
    st.none() | words,
    st.lists(names, max_size=9),
    dates,
    dates,
    st.none() | words,
    st.none() | words,
    st.none() | words,
)


@settings(max_examples=150)
@given(citations)
def test_nothing_raises_and_no_mark_is_left(citation: Citation) -> None:
    for style in STYLES:
        for part in ("entry", "cite", "note"):
            for markup in ("text", "markdown", "html"):
                printed = render(citation, style, part, markup)
                assert not re.search("[\ue000-\ue009]", printed)
                assert printed == printed.strip()
    for each in formats():
        assert isinstance(cite_as(citation, each.id), str)


@settings(max_examples=150)
@given(citations)
def test_csl_round_trip(citation: Citation) -> None:
    assert Citation.from_csl(citation.to_csl()) == citation


@settings(max_examples=60)
@given(
    st.sets(st.sampled_from(["title", "authors", "container_title", "issued", "accessed", "url", "page", "section"]))
)
def test_every_set_of_known_fields_reads_well(known: set[str]) -> None:
    whole = {
        "title": "Storm over the bay",
        "authors": (Name("Lindqvist", "Mara"),),
        "container_title": "City Lines",
        "issued": (2020, 5, 4),
        "accessed": (2025, 3, 9),
        "url": "https://e.example/1",
        "page": "A1",
        "section": "World",
    }
    citation = Citation(**{name: whole[name] for name in known})  # type: ignore[arg-type]
    for style in STYLES:
        for part in ("entry", "cite"):
            printed = render(citation, style, part)
            assert not re.search(r"\.\.|,,|\s\s|\s[.,;:)]|\(\)|\[\]|[,:;]$|^[.,;:]", printed), (style, part, printed)
            assert "None" not in printed
