"""How the texts that the pipeline learns from are read and varied: whatever is done to them, the mentions stay true."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.entities.lexicon import Kind
from reader.entities.training.corpus import OWN_TEXTS, read, read_all
from reader.entities.training.edits import Names, careless, edited, renamed
from reader.entities.training.item import Item
from reader.entities.training.marked import read_marked, read_standoff, unmarked
from reader.entities.training.vary import vary
from reader.model.entity import Label

NEWS = unmarked(
    "[Turkey|GPE]’s [Tayyip Erdogan|PERSON] met [U.S.|GPE] envoy [Jo Osgood-Hall|PERSON] in [Aachen|GPE]. "
    "[Osgood-Hall|PERSON] left."
)
NAMES = Names(given=("Aino",), last=("Virtanen",), towns=("Aachen", "Oulu"))


def named(item: Item) -> list[tuple[str, str]]:
    return [(item.text[start:end], label) for start, end, label in item.spans]


def test_marks_become_mentions() -> None:
    item = unmarked("[Lagos|GPE]: the [Bank of Ghana|ORG] waits")
    assert item.text == "Lagos: the Bank of Ghana waits"
    assert named(item) == [("Lagos", "GPE"), ("Bank of Ghana", "ORG")]


def test_items_are_parted_by_signs_or_stand_one_a_line(tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("[Oslo|GPE] waits\nand waits\n===\n[Rome|GPE] too\n", "utf-8")
    (tmp_path / "lines.txt").write_text("[Oslo|GPE] waits\n[Rome|GPE] too\n", "utf-8")
    assert [item.text for item in read_marked(tmp_path / "news.txt")] == ["Oslo waits\nand waits", "Rome too"]
    assert [item.text for item in read_marked(tmp_path / "lines.txt")] == ["Oslo waits", "Rome too"]


def test_standoff_marks_find_their_sentence(tmp_path: Path) -> None:
    (tmp_path / "texts.jsonl").write_text(json.dumps({"text": "One. Oslo waits. Two."}) + "\n", "utf-8")
    row = {"line": 0, "start": 5, "end": 16, "spans": [[0, 4, "GPE"]]}
    (tmp_path / "marks.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    (item,) = read_standoff(tmp_path / "marks.jsonl", tmp_path / "texts.jsonl")
    assert item.text == "Oslo waits."
    assert named(item) == [("Oslo", "GPE")]


def test_persons_and_towns_get_other_names_each_the_same_everywhere() -> None:
    found = named(renamed(NEWS, random.Random(1), NAMES))
    assert [label for _, label in found] == [label for _, label in named(NEWS)]
    assert found[0] == ("Turkey", "GPE")
    assert found[1][0] != "Tayyip Erdogan"
    assert found[3][0].split()[1] == found[5][0] != "Osgood-Hall"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Turkey’s", "Turkey’ s"),
        ("U.S.", "U. S."),
        ("left.", "left ."),
        ("Osgood-Hall", "Osgood - Hall"),
        ("n. O", "n.O"),
    ],
)
def test_careless_typography(old: str, new: str) -> None:
    other = Item("Oslo’s U.S. man, Osgood-Hall, is in town. Osgood-Hall left.", ((0, 4, "GPE"), (17, 28, "PERSON")), ())
    source = NEWS if old == "Turkey’s" else other
    assert any(new in careless(source, random.Random(seed)).text for seed in range(40))
    assert old in source.text


@given(st.integers(0, 10_000))
def test_a_mention_stays_what_it_was(seed: int) -> None:
    torn = careless(NEWS, random.Random(seed))
    assert [text.replace(" ", "") for text, _ in named(torn)] == [text.replace(" ", "") for text, _ in named(NEWS)]


@given(st.text("ab ", max_size=30), st.lists(st.integers(0, 30), max_size=6), st.text("xy", max_size=3))
def test_edits_outside_a_mention_leave_its_words(text: str, places: list[int], new: str) -> None:
    middle = len(text) // 2
    item = Item(text, ((middle, len(text), "ORG"),), ())
    done = edited(item, [(at, at, new) for at in sorted(set(places)) if at <= middle])
    assert named(done) == named(item)


class NoLexicon:
    """Takes every word for one that running text writes small."""

    def kind(self, word: str) -> int:
        return Kind.COMMON

    def phrase(self, words: object) -> int:
        return 0


def test_a_varied_item_keeps_its_names_in_place() -> None:
    town = unmarked("It was quiet in [Aldessa|GPE].")
    text = "Ann Losk’s bank said nothing at all about Velmora. " + " ".join([town.text] * 15)
    towns = tuple((at, at + 7, "GPE") for at in range(len(text)) if text.startswith("Aldessa", at))
    item = Item(text, ((0, 8, "PERSON"), (42, 49, "GPE"), *towns), ((9, 10),))
    seen = set()
    for seed in range(300):
        varied = vary(item, random.Random(seed), NoLexicon(), NAMES)
        assert varied.spans
        for start, end, label in varied.spans:
            name = varied.text[start:end]
            assert name == name.strip()
            assert not varied.text[max(0, start - 1) : start].isalnum()
            assert not varied.text[end : end + 1].isalnum()
            assert label == "PERSON" or name.lower() in ("velmora", "aldessa")
        seen.add(varied.text)
    assert any(len(each) < 100 for each in seen)
    assert any("Losk" not in each and "Ann" not in each for each in seen)
    assert len(seen) > 5


def test_weightier_files_and_our_own_count_twice_and_empty_texts_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "train").mkdir()
    row = json.dumps({"text": "Hello Oslo", "spans": [[6, 10, "GPE"]]})
    (tmp_path / "train" / "own_news.jsonl").write_text(f"{row}\n{json.dumps({'text': ' ', 'spans': []})}\n", "utf-8")
    (tmp_path / "train" / "other.jsonl").write_text(f"{row}\n", "utf-8")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "news.txt").write_text("[Oslo|GPE] waits\n", "utf-8")
    assert list(read(tmp_path / "train" / "other.jsonl")) == [Item("Hello Oslo", ((6, 10, "GPE"),), ())]
    assert len(read_all(tmp_path, tmp_path / "own")) == 5


def test_our_own_texts_are_well_formed() -> None:
    labels = {label.value for label in Label}
    for path in sorted(OWN_TEXTS.rglob("*.txt")):
        for item in read_marked(path):
            assert "[" not in item.text, path
            assert all(label in labels for *_, label in item.spans), path
            assert all(item.text[a:b] == item.text[a:b].strip() for a, b, _ in item.spans), path
