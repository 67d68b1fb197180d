"""`pipelines`: what is there, which is used and why; and a choice that cannot be kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_kit import Tidewire

from tests.pipeline_kit import altered, damaged, package, restate

TEXT = "Xanthe Quill met Ordo Blim on Monday"


def choose(tmp_path: Path, name: object) -> None:
    (tmp_path / "config.toml").write_text(f"[annotate]\npipeline = {json.dumps(str(name))}\n", "utf-8")


def mentions(tidewire: Tidewire, text: str) -> list[tuple[str, str]]:
    found = tidewire("annotate", "--jsonl", stdin=json.dumps({"id": 1, "text": text}).encode())
    return [(each["text"], each["label"]) for each in found.rows[0]["mentions"]]


@pytest.mark.parametrize("name", ["--", "en core", "x;y", "EN_CORE"])
def test_what_is_no_name_is_not_installed(tidewire: Tidewire, name: str) -> None:
    found = tidewire("pipelines", "install", "--", name)
    assert (found.status, found.out) == (1, "")
    assert len(found.err.splitlines()) == 1 and "no name of a spaCy pipeline" in found.err


@pytest.mark.pipeline
def test_the_embedded_one_is_used_where_nothing_else_is_there(tidewire: Tidewire) -> None:
    (row,) = tidewire("pipelines", "--json").rows
    assert (row["name"], row["lang"], row["used"], row["compatible"]) == ("embedded", "en", True, True)
    assert (row["used_for"], row["origin"], row["problem"]) == (["en"], "embedded", None)
    assert "PERSON" in row["labels"]
    found = tidewire("pipelines")
    assert found.status == 0 and found.out.startswith("* embedded")
    assert "used for English: none of spaCy's own (en_core_web_…) is installed" in found.out


@pytest.mark.pipeline
def test_a_package_is_found_and_used_when_it_is_named(
    tidewire: Tidewire, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = package(altered(tiny, tmp_path / "first", name="first"), tmp_path / "site")
    package(altered(tiny, tmp_path / "old", name="old"), tmp_path / "site")
    restate(tmp_path / "site" / "en_old", spacy_version=">=2.3,<3.0")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "site"))  # for the process that finds the names
    rows = {row["name"]: row for row in tidewire("pipelines", "--json").rows}
    assert set(rows) == {"embedded", "en_first", "en_old"}
    assert (rows["en_first"]["used"], rows["en_first"]["compatible"]) == (False, True)
    assert rows["en_old"]["compatible"] is False and "made for spaCy >=2.3,<3.0" in rows["en_old"]["problem"]
    choose(tmp_path, name)
    rows = {row["name"]: row for row in tidewire("pipelines", "--json").rows}
    assert (rows["en_first"]["used"], rows["en_first"]["why"]) == (True, "named in the configuration")
    assert rows["embedded"]["used"] is False
    assert mentions(tidewire, TEXT) == [("Xanthe Quill", "PERSON"), ("Ordo Blim", "PERSON")]


@pytest.mark.pipeline
def test_a_broken_choice_is_told_in_one_sentence_and_the_embedded_one_used(
    tidewire: Tidewire, stored: Path, tiny: Path, tmp_path: Path
) -> None:
    choose(tmp_path, damaged(tiny, tmp_path / "mine"))
    found = tidewire("annotate", "--json", "--quiet")
    assert (found.status, found.rows) == (0, [{"annotated": 3, "failed": 0}])
    (line,) = found.err.splitlines()
    assert "mine cannot be loaded" in line and line.endswith("The embedded one is used instead.")
    assert "Turkey" in tidewire("entities", "--json", "--quiet").out
    rows = {row["name"]: row for row in tidewire("pipelines", "--json").rows}
    assert rows["embedded"]["used"] and not rows[str(tmp_path / "mine")]["compatible"]
    ill = tidewire("doctor")
    assert ill.status == 1
    assert [line for line in ill.out.splitlines() if line.startswith("!!") and "mine cannot be loaded" in line]


@pytest.mark.pipeline
def test_another_choice_is_offered_and_annotates_again(
    tidewire: Tidewire, stored: Path, tiny: Path, tmp_path: Path
) -> None:
    tidewire("annotate")
    assert "outdated" not in tidewire("doctor").out
    choose(tmp_path, tiny)
    well = tidewire("doctor")
    assert well.status == 0 and "articles of another pipeline: 3; `tidewire annotate --again`" in well.out
    assert tidewire("annotate", "--json", "--quiet").rows == [{"annotated": 0, "failed": 0}]
    assert tidewire("annotate", "--again", "--json", "--quiet").rows == [{"annotated": 3, "failed": 0}]
    assert tidewire("annotate", "--again", "--json", "--quiet").rows == [{"annotated": 0, "failed": 0}]
    assert tidewire("annotate", "--again", "--all", "--json", "--quiet").rows == [{"annotated": 3, "failed": 0}]
    assert "outdated" not in tidewire("doctor").out


def test_all_belongs_to_again(tidewire: Tidewire, stored: Path) -> None:
    assert tidewire("annotate", "--all").status == 2


def test_an_article_in_another_language_is_shown_and_searchable_without_entities(
    tidewire: Tidewire, tmp_path: Path
) -> None:
    text = "Title: Der Kanzler spricht\nLang: de\n\n" + (
        "Der Kanzler hat am Montag in Berlin mit dem Präsidenten gesprochen und danach eine Rede gehalten. " * 4
    )
    (tmp_path / "german.txt").write_text(text, "utf-8")
    assert tidewire("import", tmp_path / "german.txt").status == 0
    assert tidewire("annotate", "--json", "--quiet").rows == [{"annotated": 1, "failed": 0}]
    assert tidewire("entities", "--json").rows == []
    (row,) = tidewire("search", "Präsidenten", "--json").rows
    assert row["title"] == "Der Kanzler spricht"
    assert "Berlin" in tidewire("show", "Der", "Kanzler").out
