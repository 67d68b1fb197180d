"""`export --all`, `import` of what that wrote, and `backup`."""

import pytest

from reader.library import Library
from reader.model.feed import Secret, Subscription


@pytest.fixture
def subscribed(stored):
    with Library.open(stored) as library:
        ((feed_id, _),) = library.subscriptions.subscribe([Subscription("https://coast.example/feed", "Coast")])
        library.subscriptions.keep_secret(feed_id, Secret("ada", "not-for-others"))
    return stored


@pytest.mark.parametrize("name", ["all.jsonl", "all.jsonl.gz"])
def test_everything_goes_out_and_comes_in(subscribed, tmp_path, tidewire, name):
    written = tidewire("export", "--all", tmp_path / name)
    assert written.status == 0
    assert "left out" in written.err
    again = tidewire("import", tmp_path / name, "--cache", tmp_path / "two.db", "--json")
    assert again.status == 0
    (row,) = again.rows
    assert len(row["stored"]) == 3
    assert (row["feeds"], row["quotes"]) == (1, 0)
    assert [r["guid"] for r in tidewire("list", "--json", "--cache", tmp_path / "two.db").rows] == [
        r["guid"] for r in tidewire("list", "--json").rows
    ]
    assert "0 articles stored, 3 already known" in tidewire("import", tmp_path / name).out


def test_passwords_go_along_where_that_is_asked_for(subscribed, tmp_path, tidewire):
    for options, there in (((), False), (("--with-passwords",), True)):
        said = tidewire("export", "--all", *options, tmp_path / "all.jsonl").err
        assert ("not-for-others" in (tmp_path / "all.jsonl").read_text("utf-8")) is there
        assert ("readable by whoever has it" in said) is there
    assert tidewire("export", "--with-passwords").status == 2
    assert tidewire("export", "--all").status == 2


def test_a_place_that_cannot_be_written_is_one_sentence(stored, tmp_path, tidewire):
    told = tidewire("export", "--all", tmp_path / "no" / "all.jsonl")
    assert told.status == 1
    assert "cannot be written" in told.err


def test_bad_lines_are_told_and_the_rest_comes_in(stored, tmp_path, tidewire):
    tidewire("export", "--all", tmp_path / "all.jsonl")
    lines = (tmp_path / "all.jsonl").read_text("utf-8").splitlines()
    (tmp_path / "all.jsonl").write_text("\n".join([lines[0], "nonsense", *lines[1:-1]]), "utf-8")
    told = tidewire("import", tmp_path / "all.jsonl", "--cache", tmp_path / "two.db")
    assert told.status == 1
    assert "Line 2 is not JSON." in told.err
    assert "The end of the file is missing" in told.err
    assert "3 articles stored" in told.out


def test_a_backup_now_and_where_it_is_due(subscribed, tidewire):
    (row,) = tidewire("backup", "--json").rows
    assert tidewire("backup", "--due").err == ""
    assert tidewire("import", row["backup"]).status == 0
    text = tidewire("backup").err
    assert row["backup"] in text


def test_a_reload_leaves_a_backup_and_one_that_fails_is_told(subscribed, tmp_path, tidewire):
    tidewire("remove", "Coast")
    assert tidewire("reload").status == 0
    files = list((tmp_path / "state" / "backups").iterdir())
    assert len(files) == 1
    files[0].unlink()
    files[0].parent.rmdir()
    files[0].parent.write_text("in the way")
    told = tidewire("reload", "--quiet")
    assert told.status == 0
    assert "cannot be written" in told.err


def test_there_must_be_a_cache(tidewire):
    assert "There is no cache" in tidewire("backup").err
    assert "There is no cache" in tidewire("export", "--all", "x.jsonl").err
