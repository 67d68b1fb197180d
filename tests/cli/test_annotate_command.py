"""`annotate`: the cache brought up to date, and texts annotated without any cache."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_kit import Tidewire

FAKE = ("--recogniser", "fake")


def lines(*values: object) -> bytes:
    return b"".join(json.dumps(value).encode() + b"\n" for value in values)


def test_all_that_waits_is_annotated_once(stored: Path, tidewire: Tidewire) -> None:
    assert tidewire("annotate", "--json", "--quiet", *FAKE).rows == [{"annotated": 3, "failed": 0}]
    assert tidewire("annotate", "--json", "--quiet", *FAKE).rows == [{"annotated": 0, "failed": 0}]


def test_a_missing_pipeline_is_one_sentence(stored: Path, tidewire: Tidewire) -> None:
    found = tidewire("annotate", "--recogniser", "no_such_pipeline")
    assert (found.status, found.out) == (1, "")
    assert len(found.err.splitlines()) == 1 and "no_such_pipeline" in found.err


def test_texts_come_back_with_mentions_and_nothing_is_stored(tmp_path: Path, tidewire: Tidewire) -> None:
    texts = [
        "Recep Tayyip Erdogan spoke in Ankara.\r\n\tIt rained, and Erdogan left.",
        "It is said that Tayyip Erdogan met NATO.",
        "nothing here.",
    ]
    found = tidewire("annotate", "--jsonl", *FAKE, stdin=lines(*({"id": n, "text": t} for n, t in enumerate(texts))))
    assert (found.status, found.err) == (0, "")
    assert [set(row) for row in found.rows] == [{"id", "mentions"}] * 3
    for row, text in zip(found.rows, texts, strict=True):
        for mention in row["mentions"]:
            assert set(mention) == {"start", "end", "text", "label", "entity", "name"}
            assert text[mention["start"] : mention["end"]] == mention["text"]
    people = [m["entity"] for row in found.rows for m in row["mentions"] if "Erdogan" in m["text"]]
    assert len(people) == 3 and len(set(people)) == 1
    assert not (tmp_path / "cache.db").exists()


def test_given_mentions_are_only_resolved(tidewire: Tidewire) -> None:
    text = "Turkey's Erdogan, Recep Tayyip Erdogan, was in the zzz."
    given = [{"start": 18, "end": 38, "label": "PERSON"}, {"start": 9, "end": 16, "label": "PERSON"}]
    found = tidewire(
        "annotate", "--jsonl", "--recogniser", "no_such", stdin=lines({"id": "a", "text": text, "mentions": given})
    )
    assert found.status == 0
    mentions = found.rows[0]["mentions"]
    assert [(m["start"], m["end"]) for m in mentions] == [(9, 16), (18, 38)]
    assert {m["name"] for m in mentions} == {"Recep Tayyip Erdogan"}
    assert len({m["entity"] for m in mentions}) == 1
    empty = tidewire(
        "annotate", "--jsonl", "--recogniser", "no_such", stdin=lines({"id": 1, "text": text, "mentions": []})
    )
    assert empty.rows == [{"id": 1, "mentions": []}]


@pytest.mark.parametrize(
    "bad",
    [
        "nonsense",
        {"id": 1},
        {"text": "x"},
        {"id": 1, "text": 5},
        {"id": 1, "text": "x", "title": 5},
        {"id": 1, "text": "x", "mentions": 5},
        {"id": 1, "text": "x", "mentions": [{"start": 0, "end": 9, "label": "GPE"}]},
        {"id": 1, "text": "x", "mentions": [{"start": 0, "end": 1, "label": "DOG"}]},
        {"id": 1, "text": "x", "mentions": [5]},
    ],
)
def test_a_bad_line_is_told_and_the_rest_goes_on(tidewire: Tidewire, bad: object) -> None:
    found = tidewire("annotate", "--jsonl", *FAKE, stdin=lines(bad, {"id": 2, "text": "Turkey."}))
    assert found.status == 1
    assert [("error" in row, "mentions" in row) for row in found.rows] == [(True, False), (False, True)]
    assert found.err.startswith("tidewire: Line 1 ")


def test_texts_that_no_terminal_should_see_come_back_escaped(tidewire: Tidewire) -> None:
    raw = b'{"id": "\\u009b", "text": "Turkey \\u009b31m \\ud800 Turkey"}\n'
    found = tidewire("annotate", "--jsonl", *FAKE, stdin=raw)
    assert found.status == 0
    assert found.out.isascii()
    assert [m["start"] for m in found.rows[0]["mentions"]] == [0, 14]
