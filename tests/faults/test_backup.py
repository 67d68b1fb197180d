"""Small backups: made when they are due, kept in turns, readable by their owner only, and good for a new start."""

import gzip
import os
import stat
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from reader.errors import CacheError
from reader.files import is_open_to_others, own_folder
from reader.library import Library
from reader.model.article import ListQuery
from reader.store.database import connect
from reader.store.safety import backup
from tests.faults.random_cache import fill, ids_of

TODAY = date(2026, 3, 20)


def back_up(cache: Path, day: date = TODAY) -> Path:
    with closing(connect(cache)) as db:
        return backup.make(db, day)


def star(cache: Path, number: int) -> None:
    with Library.open(cache) as library:
        ids = ids_of(library)
        library.marks.change([ids[number % len(ids)]], "starred", bool(number // len(ids) % 2 == 0))


def guids(library: Library, mark: str) -> set[str]:
    rows = library.rows(ListQuery(), 0, 99)
    return {row.guid for row in rows if getattr(row, mark)}


def test_a_new_cache_has_from_a_backup_what_no_feed_brings(tmp_path):
    cache = fill(tmp_path / "one.db", 1)
    file = back_up(cache)
    with Library.open(tmp_path / "two.db") as library, file.open("rb") as stream:
        errors: list[str] = []
        library.upkeep.take_in(stream, errors, trusted=True)
        assert errors == []
        with Library.open(cache) as before:
            assert len(library.subscriptions.feeds()) == len(before.subscriptions.feeds()) > 0
            assert library.filters.listed() == before.filters.listed() != {}
            assert len(library.subscriptions.signing_in()) == len(before.subscriptions.signing_in()) == 1
            assert {each.words for each in library.quotes.listed()} == {each.words for each in before.quotes.listed()}
            assert len(library.corrections.listed()) == len(before.corrections.listed()) > 0
            assert {each.entity.name for each in library.watches.listed()} == {
                each.entity.name for each in before.watches.listed()
            }
            assert guids(library, "starred") == guids(before, "starred")
            read, here = guids(before, "read"), guids(library, "read")
    with closing(connect(tmp_path / "two.db")) as db:
        awaited = {guid for (guid,) in db.execute("SELECT guid FROM awaited")}
    assert here | awaited == read


def test_it_is_the_owners_alone_wherever_it_lies(tmp_path):
    old = os.umask(0)
    try:
        backup.folder().mkdir(parents=True, mode=0o777)
        file = back_up(fill(tmp_path / "one.db", 1))
    finally:
        os.umask(old)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_the_folder_above_it_is_closed_as_well(tmp_path):
    old = os.umask(0o022)
    try:
        file = back_up(fill(tmp_path / "one.db", 1))
    finally:
        os.umask(old)
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (file.parent, file.parent.parent)] == [0o700, 0o700]


def test_a_folder_for_everybody_stays_open(tmp_path):
    (tmp_path / "all").mkdir()
    (tmp_path / "all").chmod(0o1777)
    own_folder(tmp_path / "all")
    assert stat.S_IMODE((tmp_path / "all").stat().st_mode) == 0o1777
    assert not is_open_to_others(tmp_path / "all")


def test_it_is_due_once_a_day_where_something_has_changed(tmp_path):
    cache = fill(tmp_path / "one.db", 1)
    assert backup.is_due(cache, TODAY)
    file = back_up(cache)
    assert not backup.is_due(cache, TODAY)
    later = file.stat().st_mtime + 5
    os.utime(file, (later, later))
    assert not backup.is_due(cache, TODAY + timedelta(days=1))
    os.utime(cache, (later + 5, later + 5))
    assert backup.is_due(cache, TODAY + timedelta(days=1))
    # a clock that was twenty years ahead for a moment puts nothing off
    os.utime(file, (later, later))
    file.rename(file.with_name(file.name.replace("2026", "2046")))
    assert backup.is_due(cache, TODAY + timedelta(days=1))


def test_the_last_three_days_and_three_weeks_are_kept(tmp_path):
    kept: list[Path] = []
    for number in range(60):
        written = Path(f"cache-0-{TODAY + timedelta(days=number)}.jsonl.gz")
        files = sorted([*kept, written], reverse=True)
        gone = backup._turned_out(files, written)
        kept = [file for file in files if file not in gone]
    days = ["2026-05-18", "2026-05-17", "2026-05-16", "2026-05-15", "2026-05-10", "2026-05-03"]
    assert [file.name[8:18] for file in kept] == days


def test_what_is_written_stays_whatever_the_clock_says(tmp_path):
    cache = fill(tmp_path / "one.db", 1)
    days = [
        TODAY.replace(year=2046),
        *(TODAY + timedelta(days=number) for number in range(3)),
        TODAY.replace(year=2006),
    ]
    for number, day in enumerate(days):
        star(cache, number)
        written = back_up(cache, day)
        assert written in backup.listed(cache)
    assert set(backup.folder().iterdir()) == set(backup.listed(cache))


def test_one_that_would_say_the_same_is_not_written_again(tmp_path):
    cache = fill(tmp_path / "one.db", 1)
    first = back_up(cache)
    written = first.read_bytes()
    second = back_up(cache, TODAY + timedelta(days=1))
    assert backup.listed(cache) == [second]
    assert second.read_bytes() == written


def test_two_caches_do_not_share_backups(tmp_path):
    (tmp_path / "a").mkdir()
    one, two = fill(tmp_path / "cache.db", 1), fill(tmp_path / "a" / "cache.db", 1)
    assert back_up(one) != back_up(two)
    assert len(backup.listed(one)) == len(backup.listed(two)) == 1


def test_a_damaged_backup_is_replaced_and_a_full_disk_is_told(tmp_path, monkeypatch):
    cache = fill(tmp_path / "one.db", 1)
    file = back_up(cache)
    file.write_bytes(file.read_bytes()[:50])
    assert gzip.decompress(back_up(cache, TODAY + timedelta(days=1)).read_bytes())

    def full(_):
        raise OSError(28, "No space left on device")

    before = {each.name: each.read_bytes() for each in backup.folder().iterdir()}
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CacheError, match="no space left"):
        back_up(cache, TODAY + timedelta(days=2))
    assert {each.name: each.read_bytes() for each in backup.folder().iterdir()} == before
