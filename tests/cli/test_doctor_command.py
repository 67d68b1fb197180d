"""`doctor` says what is wrong and what to do; `doctor --repair` does it."""

import os
import sqlite3
import stat
from contextlib import closing

import pytest

from reader.cli import surroundings
from reader.library import Library
from reader.model.feed import Subscription


def lines(told, check):
    return [row for row in told.rows if row["check"] == check]


def doctor(tidewire, *options):
    return tidewire("doctor", "--json", "--recogniser", "fake", *options)


def test_every_side_is_looked_at(stored, tidewire):
    told = doctor(tidewire)
    assert told.status == 0
    checks = {row["check"] for row in told.rows}
    assert checks >= {
        *("version", "packages", "import name", "cache", "integrity", "content", "pending", "feeds", "backups"),
        *("configuration", "rights", "state", "recogniser", "worker", "clipboard", "terminal"),
    }
    assert all(row["ok"] for row in told.rows)


def test_files_that_others_may_read_are_told_and_closed(stored, tmp_path, tidewire):
    tidewire("backup")
    (tmp_path / "config.toml").write_text('[network]\nallow = ["nas.lan"]\n# password = none\n')
    for path in (stored, tmp_path / "state", *(tmp_path / "state" / "backups").iterdir(), tmp_path / "config.toml"):
        path.chmod(0o777 if path.is_dir() else 0o644)
    ill = doctor(tidewire)
    assert ill.status == 1
    assert len(lines(ill, "rights")) == 4
    assert all("--repair" in row["advice"] for row in lines(ill, "rights"))
    well = doctor(tidewire, "--repair")
    assert well.status == 0
    assert len(lines(well, "repaired")) == 4
    assert stat.S_IMODE(stored.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o700
    # who has no secret in the configuration may show it to others
    (tmp_path / "config.toml").write_text('theme = "dark"\n')
    (tmp_path / "config.toml").chmod(0o644)
    assert doctor(tidewire).status == 0


def test_counts_that_are_wrong_are_made_again(stored, tidewire):
    tidewire("annotate", "--recogniser", "fake")
    with closing(sqlite3.connect(stored)) as db:
        db.execute("UPDATE entity SET articles = 40")
        db.commit()
    ill = doctor(tidewire)
    assert [row["ok"] for row in lines(ill, "counts")] == [False]
    assert lines(doctor(tidewire, "--repair"), "repaired")
    assert doctor(tidewire).status == 0


def test_a_damaged_cache_is_rescued_and_the_old_one_kept(stored, tmp_path, tidewire):
    with Library.open(stored) as library:
        library.subscriptions.subscribe([Subscription("https://coast.example/feed")])
        library.marks.change([1], "starred", True)
    tidewire("backup")
    content = stored.read_bytes()
    stored.write_bytes(content[: len(content) // 3])
    ill = doctor(tidewire)
    assert ill.status == 1
    assert "--repair" in lines(ill, "cache")[0]["detail"]
    assert "--repair" in tidewire("list").err
    told = doctor(tidewire, "--repair")
    assert told.status == 0
    assert lines(told, "rescued")
    (kept,) = tmp_path.glob("cache.db.damaged-*")
    assert kept.read_bytes() == content[: len(content) // 3]
    assert tidewire("list", "is:starred", "--json").rows
    assert "coast.example" in tidewire("feeds").out


def test_what_is_no_cache_is_never_replaced(tmp_path, tidewire):
    (tmp_path / "cache.db").write_text("Dear diary, " * 500)
    told = doctor(tidewire, "--repair")
    assert told.status == 1
    assert lines(told, "not repaired")
    assert (tmp_path / "cache.db").read_text().startswith("Dear diary")
    (tmp_path / "cache.db").unlink()
    with closing(sqlite3.connect(tmp_path / "cache.db")) as db:
        db.execute("CREATE TABLE diary (day)")
        db.commit()
    before = (tmp_path / "cache.db").read_bytes()
    assert doctor(tidewire, "--repair").status == 1
    assert (tmp_path / "cache.db").read_bytes() == before


def test_an_empty_file_without_a_backup_is_not_sent_round_in_a_circle(tmp_path, tidewire):
    (tmp_path / "cache.db").touch()
    told = doctor(tidewire, "--repair")
    assert told.status == 1
    (row,) = lines(told, "not repaired")
    assert "no backup" in row["detail"]
    assert "--repair" not in row["detail"]


def test_a_newer_cache_is_not_repaired(stored, tidewire):
    with closing(sqlite3.connect(stored)) as db:
        db.execute("PRAGMA user_version = 9999")
    before = stored.read_bytes()
    told = doctor(tidewire, "--repair")
    assert "newer" in lines(told, "not repaired")[0]["detail"]
    assert stored.read_bytes() == before


def test_without_a_cache_there_is_nothing_to_repair(tidewire):
    assert doctor(tidewire, "--repair").status == 0


def test_two_owners_of_the_import_name_are_told(stored, tidewire, monkeypatch):
    monkeypatch.setattr("importlib.metadata.packages_distributions", lambda: {"reader": ["tidewire", "reader"]})
    (row,) = lines(doctor(tidewire), "import name")
    assert not row["ok"]
    assert "on its own" in row["advice"]


@pytest.mark.parametrize(
    ("env", "checks"),
    [({"TERM": "dumb"}, ["terminal"]), ({"TERM": "xterm-256color"}, []), ({"TERM": ""}, ["terminal"])],
)
def test_terminals_in_which_little_can_be_shown_are_told(monkeypatch, env, checks):
    for name, value in env.items():
        monkeypatch.setitem(os.environ, name, value)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert [found.check for found in surroundings.screen() if not found.sound] == checks


def test_what_the_worker_complained_of_is_told(stored, tmp_path, tidewire):
    (tmp_path / "state").mkdir(mode=0o700, exist_ok=True)
    (tmp_path / "state" / "worker.log").write_text("one\nMemoryError: \x1b[31mno more\n")
    (tmp_path / "state" / "worker.log").chmod(0o600)
    (row,) = lines(doctor(tidewire), "worker")
    assert "MemoryError" in row["detail"]
    assert "\x1b" not in tidewire("doctor", "--recogniser", "fake").out
