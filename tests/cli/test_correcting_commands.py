"""`entity` and `corrections`: what was found set right, listed, undone, and carried elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_kit import Tidewire

FAKE = ("--recogniser", "fake", "--quiet")


@pytest.fixture
def annotated(stored: Path, tidewire: Tidewire) -> Path:
    assert tidewire("annotate", *FAKE).status == 0
    return stored


def names(tidewire: Tidewire) -> dict[str, int]:
    return {row["name"]: row["articles"] for row in tidewire("entities", "--json", *FAKE).rows}


def test_every_correction_is_made_listed_and_undone(annotated: Path, tidewire: Tidewire) -> None:
    before = names(tidewire)
    asked = [
        ("rename", "Turkey", "Türkiye"),
        ("merge", "Ankara", "Türkiye"),
        ("split", "Recep Tayyip Erdogan", "Erdogan"),
        ("hide", "NATO"),
        ("label", "S-400", "work of art"),
        ("wrong", "Moscow", "--in", "Turkey and Russia"),
    ]
    for number, words in enumerate(asked, 1):
        found = tidewire("entity", *words, *FAKE[:2])
        assert (found.status, found.err) == (0, "")
        assert f"`tidewire corrections --undo {number}` takes that back." in found.out
    after = names(tidewire)
    assert "Türkiye" in after and "Erdogan" in after
    assert not after.keys() & {"Turkey", "Ankara", "NATO", "Moscow"}
    (product,) = tidewire("entities", "S-400", "--json", *FAKE).rows
    assert product["label"] == "WORK_OF_ART"
    listed = tidewire("corrections")
    assert [line.split()[0] for line in listed.out.splitlines()] == ["1", "2", "3", "4", "5", "6"]
    assert "NATO is hidden" in listed.out and "Moscow is no entity in the article" in listed.out
    assert tidewire("annotate", "--again", "--all", *FAKE).status == 0
    assert names(tidewire) == after
    for number in range(1, 7):
        assert tidewire("corrections", "--undo", number).status == 0
    assert names(tidewire) == before
    assert tidewire("corrections").out == ""


def test_corrections_are_carried_to_another_cache(annotated: Path, tidewire: Tidewire, tmp_path: Path) -> None:
    tidewire("entity", "rename", "Turkey", "Türkiye", *FAKE)
    found = tidewire(
        "entity", "wrong", "Moscow", "--in", "Turkey and", "--name", "Moscow", "--is", "NATO", "--json", *FAKE
    )
    assert found.rows == [{"correction": 2}]
    lines = tidewire("corrections", "--json")
    assert lines.rows[0] | {"made": ""} == {
        "id": 1,
        "kind": "rename",
        "entity": {"name": "Turkey", "label": "GPE"},
        "other": None,
        "value": "Türkiye",
        "article": None,
        "source": None,
        "made": "",
    }
    wanted, other = names(tidewire), ("--cache", tmp_path / "other.db")
    (tmp_path / "mine.jsonl").write_text(lines.out, "utf-8")
    found = tidewire("corrections", "--import", tmp_path / "mine.jsonl", *other)
    assert (found.status, found.err) == (0, "2 of 2 corrections are new here.\n")
    for name in ("harbour", "talks"):
        tidewire("import", tmp_path / f"{name}.txt", *other)
    rows = tidewire("entities", "--json", *FAKE, *other).rows
    assert {row["name"]: row["articles"] for row in rows} == wanted
    assert tidewire("corrections", "--import", "-", *other, stdin=lines.out.encode()).err.startswith("0 of 2")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("nonsense", "Line 1 is not JSON."),
        ({"kind": "eat"}, 'has no "kind" that is one of rename'),
        ({"kind": "rename", "entity": {"name": "A", "label": "ORG"}}, 'is a rename without a "value".'),
        (
            {"kind": "label", "entity": {"name": "A", "label": "ORG"}, "value": "DOG"},
            'has no "value" that is one of',
        ),
        ({"kind": "hide"}, 'has no "entity" with a "name" and a "label".'),
        ({"kind": "hide", "entity": {"name": "A", "label": "DOG"}}, 'has a "entity" without a known "label".'),
        ({"kind": "hide", "entity": {"name": 5, "label": "ORG"}}, 'has a "name" that is not a text.'),
        ({"kind": "merge", "entity": {"name": "A", "label": "ORG"}}, 'has no "other" with a "name" and a "label".'),
        ({"kind": "wrong", "entity": {"name": "A", "label": "ORG"}}, 'is a wrong without an "article".'),
        ({"kind": "hide", "entity": {"name": "\u009b", "label": "ORG"}}, 'has a "entity" without a "name".'),
    ],
)
def test_a_bad_line_is_told_and_the_others_are_made(
    tidewire: Tidewire, tmp_path: Path, line: object, told: str
) -> None:
    good = {"kind": "hide", "entity": {"name": "Atlantis", "label": "LOC"}}
    text = f"{line if isinstance(line, str) else json.dumps(line)}\n{json.dumps(good)}\n"
    found = tidewire("corrections", "--import", "-", stdin=text.encode())
    assert found.status == 1 and told in found.err
    assert [row["entity"]["name"] for row in tidewire("corrections", "--json").rows] == ["Atlantis"]


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("entity", "label", "Turkey", "dog"), 1, "There is no label dog; there are PERSON,"),
        (("entity", "rename", "Nowhere", "X"), 1, "No entity is called “Nowhere”"),
        (("entity", "merge", "Turkey", "Turkey"), 1, "Turkey is one entity already."),
        (("entity", "split", "Turkey", "Ankara"), 1, "Turkey is not called “Ankara” in any article"),
        (("corrections", "--undo", "7"), 1, "There is no correction 7."),
        (("corrections", "--undo", "1", "--import", "x"), 2, "Either --undo or --import."),
        (("corrections", "--import", "nowhere.jsonl"), 1, "nowhere.jsonl: The file cannot be read"),
        (("entity", "wrong", "Turkey"), 2, "--in"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(
    annotated: Path, tidewire: Tidewire, words: tuple[str, ...], status: int, told: str
) -> None:
    found = tidewire(*words, *FAKE)
    assert (found.status, found.out) == (status, "")
    assert told in found.err
