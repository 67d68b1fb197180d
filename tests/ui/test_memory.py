from pathlib import Path

import pytest

from reader.ui.memory import FILE, Memory, load, save


def test_what_is_saved_is_remembered(tmp_path: Path):
    memory = Memory("light", "mla")
    memory.remember_place(Path("a.db"), 4, 17)
    save(memory, tmp_path / "new")
    assert load(tmp_path / "new") == memory


@pytest.mark.parametrize("damaged", ["", "[]", "{}", '{"places": {"a": 3}}', '{"places": {"a": ["x", "y"]}}', "\x00"])
def test_a_damaged_file_is_forgotten(tmp_path: Path, damaged: str):
    (tmp_path / FILE).write_text(damaged)
    assert load(tmp_path) == Memory()


def test_a_folder_that_cannot_be_made_stops_nobody(tmp_path: Path):
    (tmp_path / "file").write_text("")
    save(Memory("light"), tmp_path / "file" / "folder")
    assert load(tmp_path / "file" / "folder") == Memory()


def test_only_the_latest_places_are_kept(tmp_path: Path):
    memory = Memory()
    for number in range(30):
        memory.remember_place(Path(f"{number}.db"), number, 0)
    assert len(memory.places) == 20
    assert "29.db" in memory.places
    assert "9.db" not in memory.places
