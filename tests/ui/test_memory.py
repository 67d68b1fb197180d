from pathlib import Path

import pytest

from reader.model.query import Grouping
from reader.ui.memory import FILE, Memory, load, save


def test_what_is_saved_is_remembered(tmp_path: Path):
    memory = Memory("light", "mla")
    memory.remember_place(Path("a.db"), 4, (17, 2))
    memory.widths, memory.hidden, memory.zoomed, memory.measure = {"broad list": 50}, ["list"], "article", (80, 72)
    memory.oldest, memory.grouping = True, Grouping.STORY
    save(memory, tmp_path / "new")
    assert load(tmp_path / "new") == memory


def test_headings_of_days_are_remembered_from_before_there_were_others(tmp_path: Path):
    (tmp_path / FILE).write_text('{"places": {}, "by_day": true}')
    assert load(tmp_path).grouping is Grouping.DAY


@pytest.mark.parametrize(
    "damaged",
    ["", "[]", "{}", '{"places": {"a": 3}}', '{"places": {"a": ["x", "y"]}}', "\x00", '{"places": {}, "grouping": 3}'],
)
def test_a_damaged_file_is_forgotten(tmp_path: Path, damaged: str):
    (tmp_path / FILE).write_text(damaged)
    assert load(tmp_path) == Memory()


def test_a_folder_that_cannot_be_made_stops_nobody(tmp_path: Path):
    (tmp_path / "file").write_text("")
    save(Memory("light"), tmp_path / "file" / "folder")
    assert load(tmp_path / "file" / "folder") == Memory()


def test_only_the_latest_places_are_kept(tmp_path: Path):
    memory = Memory()
    caches = [tmp_path / f"{number}.db" for number in range(30)]
    for number, cache in enumerate(caches):
        cache.touch()
        memory.remember_place(cache, number, (0, 0))
    assert list(memory.places) == [str(cache) for cache in caches[10:]]


def test_a_place_in_a_cache_that_is_gone_is_forgotten(tmp_path: Path):
    memory = Memory(places={str(tmp_path / "gone.db"): (1, 1, 0)})
    memory.remember_place(tmp_path / "here.db", 4, (17, 0))
    assert list(memory.places) == [str(tmp_path / "here.db")]
