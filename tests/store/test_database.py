"""Opening: what is made, what is refused and left as it was, and what a lock does."""

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cachekit import EVERYTHING, add, annotate, article, named

from reader.errors import CacheError
from reader.store import annotation, connection, database, entities, listing, outbox
from reader.store.arrival import intake
from reader.store.database import Connections, connect
from reader.store.marking import marks
from reader.store.schema import first, migrations
from reader.store.transactions import transaction

pytestmark = pytest.mark.usefixtures("in_earnest")


def names(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


def only_sentence(error: pytest.ExceptionInfo[CacheError], path) -> str:
    text = str(error.value)
    assert str(path) in text
    assert text.endswith(".")
    assert "\n" not in text
    return text


def test_a_new_cache_belongs_to_its_owner_alone(tmp_path):
    path = tmp_path / "folder" / "cache.db"
    db = connect(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert db.execute("PRAGMA synchronous").fetchone() == (1,)
    assert db.execute("PRAGMA user_version").fetchone() == (database.VERSION,)
    db.close()
    assert names(path.parent) == ["cache.db"]


def test_a_cache_keeps_its_content(path):
    db = connect(path)
    add(db, article())
    db.close()
    with_it = connect(path, create=False)
    assert listing.count(with_it, EVERYTHING) == 1
    with_it.close()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"Dear diary, this is no database at all.\n" * 40, "not a Tidewire cache"),
        (b"SQLite format 3\0" + b"\xff" * 20, "not a Tidewire cache"),
    ],
)
def test_a_file_that_is_no_cache_is_left_as_it_is(path, content, told):
    path.write_bytes(content)
    with pytest.raises(CacheError) as error:
        connect(path)
    assert told in only_sentence(error, path)
    assert path.read_bytes() == content
    assert names(path.parent) == [path.name]


def test_the_database_of_another_program_is_left_as_it_is(path):
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE diary (day)")
    other.commit()
    other.close()
    before = path.read_bytes()
    with pytest.raises(CacheError) as error:
        connect(path)
    assert "another program" in only_sentence(error, path)
    assert path.read_bytes() == before


def test_a_newer_cache_is_refused(path):
    db = connect(path)
    db.execute(f"PRAGMA user_version = {database.VERSION + 1}")
    db.close()
    with pytest.raises(CacheError) as error:
        connect(path)
    assert "newer" in only_sentence(error, path)


def test_a_cache_that_lost_its_end_is_refused(path):
    connect(path).close()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(CacheError) as error:
        connect(path)
    assert "damaged" in only_sentence(error, path)
    assert len(path.read_bytes()) == len(whole) // 2


def test_damage_within_is_told_where_it_is_met(path):
    db = connect(path)
    add(db, *(article(f"Number {number}") for number in range(300)))
    db.close()
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xa5" * (len(content) - 8192)
    path.write_bytes(content)
    with pytest.raises(CacheError) as error:
        listing.rows(connect(path), EVERYTHING, 0, 10)
    assert "damaged" in only_sentence(error, path)


@pytest.mark.parametrize(
    "damage",
    ["authors = '[\"'", "title = CAST(x'ff' AS TEXT)", "title_key = title_key; UPDATE entity SET label = 'NONSENSE'"],
)
def test_values_that_make_no_sense_are_damage(path, damage):
    db = connect(path)
    add(db, article("Harbour"))
    annotate(db, 1, ("Harbour", None))
    for statement in f"UPDATE article SET {damage}".split("; "):
        db.execute(statement)
    with pytest.raises(CacheError) as error:
        listing.rows(db, EVERYTHING, 0, 9)
        entities.of_article(db, 1)
    assert "damaged" in only_sentence(error, path)
    db.close()


def test_a_folder_a_missing_file_and_a_file_for_a_folder_are_told(tmp_path):
    (tmp_path / "file").write_text("x")
    for path, told in [(tmp_path, "not a file"), (tmp_path / "file" / "cache.db", "cannot be")]:
        with pytest.raises(CacheError) as error:
            connect(path)
        assert told in only_sentence(error, path)
    with pytest.raises(CacheError, match="There is no cache"):
        connect(tmp_path / "none.db", create=False)
    assert not (tmp_path / "none.db").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are a Unix thing")
def test_a_pipe_is_not_waited_for(path):
    os.mkfifo(path)
    with pytest.raises(CacheError, match="not a file"):
        connect(path)


def test_a_cache_that_may_not_be_written_is_told_or_read(path, monkeypatch):
    db = connect(path)
    add(db, article())
    db.close()
    monkeypatch.setattr(os, "access", lambda where, mode: False)
    with pytest.raises(CacheError) as error:
        connect(path)
    assert "not written" in only_sentence(error, path)
    reading = connect(path, read_only=True)
    assert listing.count(reading, EVERYTHING) == 1
    with pytest.raises(CacheError) as error:
        marks.change(reading, [1], "read", True)
    assert "not written" in only_sentence(error, path)
    reading.close()
    assert names(path.parent) == [path.name]


def test_an_upgrade_cut_off_half_way_leaves_nothing(path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(first, "STATEMENTS", (*first.STATEMENTS[:-3], "NO SUCH STATEMENT"))
        with pytest.raises(CacheError):
            connect(path)
    assert names(path.parent) == []
    connect(path).close()


def test_an_upgrade_of_an_old_cache_is_all_or_nothing(path, monkeypatch):
    db = connect(path)
    add(db, article())
    db.close()
    monkeypatch.setattr(database, "VERSION", database.VERSION + 1)

    def half(db):
        db.execute("CREATE TABLE added (x)")
        db.execute("no such statement")

    monkeypatch.setattr(migrations, "migrate", half)
    with pytest.raises(CacheError):
        connect(path)
    plain = sqlite3.connect(path)
    assert plain.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'added'").fetchone() == (0,)
    assert plain.execute("PRAGMA user_version").fetchone() == (database.VERSION - 1,)
    plain.close()
    monkeypatch.setattr(migrations, "migrate", lambda db: db.execute("CREATE TABLE added (x)"))
    upgraded = connect(path)
    assert upgraded.execute("SELECT count(*) FROM added").fetchone() == (0,)
    assert listing.count(upgraded, EVERYTHING) == 1
    upgraded.close()


def test_an_older_cache_is_not_upgraded_for_a_mere_look(path, monkeypatch):
    connect(path).close()
    monkeypatch.setattr(database, "VERSION", database.VERSION + 1)
    with pytest.raises(CacheError, match="older"):
        connect(path, read_only=True)


def test_the_log_that_a_deleted_cache_left_behind_is_not_taken_for_that_of_a_new_one(path):
    old = connect(path)
    add(old, article("Old"))
    logs = {name: path.with_name(f"{path.name}{name}").read_bytes() for name in ("-wal", "-shm")}
    old.close()
    path.unlink()
    for name, content in logs.items():
        path.with_name(f"{path.name}{name}").write_bytes(content)
    new = connect(path)
    assert listing.count(new, EVERYTHING) == 0
    add(new, article("New"))
    new.close()
    assert path.with_name(f"{path.name}-wal.left").read_bytes() == logs["-wal"]
    again = connect(path)
    assert listing.count(again, EVERYTHING) == 1
    again.close()


def test_many_may_make_the_cache_at_once(path):
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(lambda _: connect(path), range(4)))
    for number, db in enumerate(opened):
        add(db, article(f"Number {number}"))
    assert listing.count(opened[0], EVERYTHING) == 4
    for db in opened:
        db.close()
    assert names(path.parent) == [path.name]


WRITERS = {
    "add": lambda db, pending: intake.add(db, [article("Another")]),
    "change": lambda db, pending: intake.add(db, [article(text="Changed text.")]),
    "mark": lambda db, pending: marks.change(db, [1], "starred", True),
    "save": lambda db, pending: annotation.save(db, pending, lambda _: [named(pending, "harbour")]),
    "fail": lambda db, pending: outbox.record_failure(db, pending.id, pending.token, "It broke."),
    "again": lambda db, pending: outbox.ask_again(db),
}


@pytest.mark.parametrize("writer", WRITERS)
def test_a_locked_cache_is_one_sentence_and_nothing_half_written(path, monkeypatch, writer):
    monkeypatch.setattr(connection, "BUSY_MS", 20)
    db = connect(path)
    add(db, article())
    (pending,) = outbox.load(db, [1])
    before = "\n".join(db.iterdump())
    other = connect(path)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(CacheError) as error:
        WRITERS[writer](db, pending)
    assert "locked" in only_sentence(error, path)
    other.execute("ROLLBACK")
    other.close()
    assert "\n".join(db.iterdump()) == before
    assert not db.in_transaction
    WRITERS[writer](db, pending)
    db.close()


def test_reading_goes_on_while_another_writes(path):
    db, other = connect(path), connect(path)
    add(db, article())
    with transaction(other):
        other.execute("UPDATE article SET title = 'Unfinished'")
        assert listing.rows(db, EVERYTHING, 0, 1)[0].title == "A storm"
    assert listing.rows(db, EVERYTHING, 0, 1)[0].title == "Unfinished"
    db.close()
    other.close()


def test_an_error_within_a_transaction_undoes_it(db):
    with pytest.raises(ZeroDivisionError), transaction(db):
        db.execute("INSERT INTO feed (url) VALUES ('https://example.org/feed')")
        raise ZeroDivisionError
    assert db.execute("SELECT count(*) FROM feed").fetchone() == (0,)
    assert not db.in_transaction


def test_the_readers_marks_are_synced_and_nothing_else(db):
    add(db, article())
    levels: list[str] = []
    db.set_trace_callback(levels.append)
    marks.change(db, [1], "read", True)
    assert levels[0] == "PRAGMA synchronous = FULL"
    db.set_trace_callback(None)
    assert db.execute("PRAGMA synchronous").fetchone() == (1,)


def test_each_thread_has_its_connection_until_all_are_closed(path):
    connections = Connections(path, create=True, read_only=False)
    mine = connections.mine()
    assert connections.mine() is mine
    others = []
    thread = threading.Thread(target=lambda: others.append(connections.mine()))
    thread.start()
    thread.join()
    assert others[0] is not mine
    connections.close()
    connections.close()
    with pytest.raises(CacheError, match="closed"):
        connections.mine()
    for db in (mine, *others):
        with pytest.raises(sqlite3.ProgrammingError):
            db.execute("SELECT 1")


def test_annotating_twice_at_once_keeps_one(path):
    first, second = connect(path), connect(path)
    add(first, article())
    (pending,) = outbox.load(second, [1])
    assert annotate(first, 1, ("harbour", None))
    assert annotation.save(second, pending, lambda _: [named(pending, "harbour")]) is None
    assert first.execute("SELECT count(*) FROM entity").fetchone() == (1,)
    first.close()
    second.close()


def test_a_second_connection_leaves_the_locks_of_the_first(path):
    """Another process that opens and closes the cache must not take the write-ahead log from under us."""
    program = (
        "import sys; from pathlib import Path; from reader.store.database import connect\n"
        "from reader.store.transactions import transaction\n"
        "db = connect(Path(sys.argv[1]))\n"
        "with transaction(db): db.execute('INSERT INTO statistic VALUES (?, 1)', (sys.argv[2],))\n"
        "db.close()"
    )
    first = connect(path)
    first.execute("SELECT count(*) FROM article").fetchone()
    connect(path).close()
    for name in ("one", "two"):
        subprocess.run([sys.executable, "-c", program, str(path), name], check=True)
        assert first.execute("SELECT count(*) FROM statistic WHERE name = ?", (name,)).fetchone() == (1,)
    first.close()
