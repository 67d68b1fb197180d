"""Pipelines found and described without being loaded: packages, folders, and what speaks against them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reader.entities import installed
from reader.errors import PipelineError
from reader.model.pipeline import Origin, Pipeline
from tests.pipeline_kit import altered, package, train


def test_nothing_of_spacy_is_needed_to_look(tmp_path: Path) -> None:
    code = "import sys; from reader.entities.plan import make_plan; make_plan(); print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_the_embedded_one_is_always_there() -> None:
    found = installed.find("embedded")
    assert (found.name, found.lang, found.problem) == ("embedded", "en", None)
    assert {"PERSON", "ORG", "GPE"} <= set(found.labels)


def test_a_name_that_nothing_has_is_told() -> None:
    with pytest.raises(PipelineError, match=r"^There is no spaCy pipeline named no_such; .*\.$"):
        installed.find("no_such")
    with pytest.raises(PipelineError, match="no spaCy pipeline named os"):
        installed.find("os")


def test_a_folder_of_nobody_is_one_that_is_not_there() -> None:
    with pytest.raises(PipelineError, match="~nobody-here"):
        installed.find("~nobody-here/pipeline")


def test_a_package_that_is_no_pipeline_is_refused() -> None:
    assert installed.find("click").problem == (
        "The spaCy pipeline click cannot be loaded: it has no meta.json that can be read."
    )


@pytest.mark.pipeline
def test_a_folder_says_what_it_is(tiny: Path) -> None:
    assert installed.find(str(tiny)) == Pipeline(str(tiny), "1.2.3", "en", ("MISC", "PER"), Origin.FOLDER)


@pytest.mark.pipeline
def test_a_package_is_found_by_its_entry_point(
    tiny: Path, tiny_german: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [each.name for each in installed.packages()] == []
    for folder in (tiny, tiny_german):
        package(folder, tmp_path / "site")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    assert installed.packages() == [
        Pipeline("de_tiny", "1.2.3", "de", ("MISC", "PER"), Origin.PACKAGE),
        Pipeline("en_tiny", "1.2.3", "en", ("MISC", "PER"), Origin.PACKAGE),
    ]
    assert installed.find("en_tiny") == installed.find("en-tiny") == installed.packages()[1]


@pytest.mark.pipeline
@pytest.mark.parametrize(
    ("meta", "says"),
    [
        ({"spacy_version": ">=3.7.2,<3.8.0"}, "was made for spaCy >=3.7.2,<3.8.0, and this is spaCy 3.8"),
        ({"spacy_version": ">=4.0.0.dev1,<5"}, "was made for spaCy >=4.0.0.dev1,<5"),
        ({"labels": {"ner": ["CARDINAL", "DATE"]}}, "has no label that Tidewire knows; it has CARDINAL, DATE."),
        ({"pipeline": ["tagger"], "components": ["tagger"]}, "finds no entities"),
        ({"requirements": ["spacy-no-such>=1.0", "numpy>1"]}, "needs spacy-no-such, which is not installed."),
        ({"version": None}, ""),
        ({"labels": None, "requirements": None, "spacy_version": "any of them"}, ""),
    ],
)
def test_what_speaks_against_a_pipeline_is_said_in_a_sentence(
    tiny: Path, tmp_path: Path, meta: dict[str, object], says: str
) -> None:
    problem = installed.find(str(altered(tiny, tmp_path / "other", **meta))).problem
    assert says in (problem or "")
    assert problem is None or (bool(says) and problem.endswith("."))


@pytest.mark.pipeline
@pytest.mark.parametrize("content", ["", "[]", "nonsense", '{"lang": "en"}'])
def test_a_folder_without_a_description_is_refused(tiny: Path, tmp_path: Path, content: str) -> None:
    folder = altered(tiny, tmp_path / "other")
    (folder / "meta.json").write_text(content, "utf-8")
    assert "meta.json" in str(installed.find(str(folder)).problem)


@pytest.mark.pipeline
def test_a_component_counts_by_what_it_is_not_by_its_name(tiny: Path, tmp_path: Path) -> None:
    import spacy

    nlp = spacy.load(tiny)
    nlp.rename_pipe("ner", "finder")
    nlp.to_disk(tmp_path / "renamed")
    found = installed.find(str(tmp_path / "renamed"))
    assert (found.problem, found.labels) == (None, ("MISC", "PER"))


@pytest.mark.pipeline
def test_labels_of_another_scheme_are_named_as_they_are(tmp_path: Path) -> None:
    folder = train(tmp_path / "swedish", "sv", scheme={"PER": "PRS", "MISC": "WRK"})
    assert installed.find(str(folder)).labels == ("PRS", "WRK")
    assert installed.find(str(folder)).problem is None
