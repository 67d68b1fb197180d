"""Entries added to a file that has some already."""

from __future__ import annotations

from dataclasses import replace

import bibtexparser
import pytest

from reader.cite import FORMATS, Citation, Name
from reader.cite.bibfile import add_entries

ONE = Citation(
    title="Tolls & {taxes}",
    authors=(Name("Berg", "Jan"),),
    container_title="Post",
    issued=(2021, 2, 7),
    url="https://e.x/a_b?c=1&d={2}",
)
TWIN = replace(ONE, url="https://e.x/other", issued=(2021, 3, 1))
PRINTED = replace(ONE, url=None, title="A printed %one")
THEIRS = "% my own notes\n@book{Berg2021Tolls,\n  title = {A {Book}},\n  url={https://e.x/book}\n}\n"


@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
def test_nothing_is_added_twice(dialect: str) -> None:
    first = add_entries("", [ONE, ONE, TWIN, PRINTED], FORMATS[dialect])
    assert len(first.added) == 3
    again = add_entries(first.tail, [PRINTED, TWIN, ONE], FORMATS[dialect])
    assert again.tail == ""
    assert (again.added, again.known) == ((), 3)
    assert len({entry["ID"] for entry in bibtexparser.loads(first.tail).entries}) == 3


def test_entries_of_other_programs_keep_their_keys() -> None:
    addition = add_entries(THEIRS, [ONE], FORMATS["biblatex"])
    assert addition.tail.startswith("\n@article{berg2021tolls")
    assert addition.added[0] not in ("berg2021tolls", "Berg2021Tolls")
    assert addition.added[0].startswith("berg2021tolls")
    assert add_entries(THEIRS.rstrip("\n"), [ONE], FORMATS["bibtex"]).tail.startswith("\n\n@article{")


def test_keys_stay_when_more_is_added_later() -> None:
    late = add_entries("", [TWIN], FORMATS["bibtex"])
    assert late.added == ("berg2021tolls",)
    both = add_entries(late.tail, [ONE, TWIN], FORMATS["bibtex"])
    assert len(both.added) == 1
    assert both.added[0] != "berg2021tolls"


def test_a_file_without_keys_takes_no_entries() -> None:
    with pytest.raises(ValueError, match="no keys"):
        add_entries("", [ONE], FORMATS["ris"])
