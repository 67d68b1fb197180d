"""`tidewire mute`: rules made, listed and removed, and what lists then hold."""

import json

import pytest

LINES = b"".join(
    json.dumps({"id": str(n), "title": title, "text": "Words.", "published": f"2026-01-0{n}"}).encode() + b"\n"
    for n, title in enumerate(("Gossip of the day", "A storm", "More gossip"), 1)
)


@pytest.fixture
def stored(tidewire, tmp_path):
    file = tmp_path / "articles.jsonl"
    file.write_bytes(LINES)
    assert tidewire("import", "--jsonl", str(file)).status == 0
    return tidewire


def titles(tidewire, *query):
    return [row["title"] for row in tidewire("list", *query, "--json").rows]


def test_a_rule_is_made_listed_and_removed(stored):
    assert "Nothing is muted" in stored("mute").err
    made = stored("mute", "gossip", "--until", "2999-12-31", "--json").rows
    assert [(row["query"], row["until"], row["articles"], row["over"]) for row in made] == [
        ("gossip", "2999-12-31", 2, False)
    ]
    assert titles(stored) == ["A storm"]
    assert titles(stored, "is:muted") == ["More gossip", "Gossip of the day"]
    assert stored("mute", "--json").rows == made
    assert "2 hidden  gossip · until 2999-12-31" in stored("mute").out
    assert stored("mute", "--remove", str(made[0]["id"])).status == 0
    assert len(titles(stored)) == 3


def test_what_must_not_be_there_may_stand_first(stored):
    assert "Muted: -gossip (1 article)" in stored("mute", "-gossip").out
    assert "A storm" not in titles(stored)


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("sorce:wire",), 1, "source:"),
        (("gossip", "--until", "soon"), 1, "wants the last day"),
        (("--remove", "7"), 1, "no mute rule 7"),
        (("gossip", "--remove", "7"), 2, "Either"),
        (("--until", "2w"), 2, "Either"),
    ],
)
def test_a_mistake_is_one_sentence(stored, words, status, said):
    found = stored("mute", *words)
    assert (found.status, found.out) == (status, "")
    assert said in found.err
