"""Caches of every schema there has been are brought up to date, whole or not at all, and newer ones are refused."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from reader.annotator.work import annotate_pending
from reader.errors import CacheError
from reader.library import Library
from reader.query import parse
from reader.store import database
from reader.store.database import connect
from reader.store.schema.migrations import known
from tests.faults.cachetexts import TEXTS, make, shape

ALL = [migration.name for migration in known().pending(Database(memory=True))]
OLDEST = TEXTS[0]
each = pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.stem)


def applied(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return [name for (name,) in db.execute("SELECT name FROM _sqlite_migrations ORDER BY rowid")]


def test_the_version_is_the_number_of_migrations():
    assert len(ALL) == database.VERSION


def test_every_text_has_the_number_and_name_of_its_last_migration():
    assert [text.stem for text in TEXTS if text.stem.split("-", 1)[1] != ALL[int(text.stem[:2]) - 1]] == []


@each
def test_an_old_cache_is_brought_up_to_date(text, tmp_path):
    path = make(text, tmp_path / "cache.db")
    before = applied(path)
    assert before == ALL[: len(before)]
    with Library.open(path) as library:
        assert library.count() == 4
        assert library.find_article("urn:bridge").row.read
        assert library.find_article("urn:dam").row.starred
        if "quotes" in before:
            assert [quote.words for quote in library.quotes.listed()] == ["three cracks"]
        if "corrections" in before:
            assert [edit.value for edit in library.corrections.listed()] == ["Vantor Power"]
        if "feeds" in before:
            assert [(feed.name, feed.folder) for feed in library.subscriptions.feeds()] == [("Coast", "World")]
            assert list(library.filters.listed()) == ["dams"]
        if "stories" in before:
            assert [watched.entity.name for watched in library.watches.listed()] == ["Ada Byrne"]
        if "mutes" in before:
            assert [rule.filter for rule in library.mutes.listed()] == [parse("strike")]
        if "places" in before:
            assert library.places.of(1) == (30, 2)
    assert applied(path) == ALL
    with closing(connect(tmp_path / "fresh.db")):
        pass
    assert shape(path) == shape(tmp_path / "fresh.db")
    annotate_pending(path, "fake")
    with Library.open(path) as library:
        assert "Ada Byrne" in [entity.name for entity in library.entities()]
        assert library.pending() == 0


UPGRADE_AND_DIE = """
import os, signal, sqlite3, sys
from pathlib import Path
from sqlite_utils import Database
from reader.store.database import connect
from reader.store.schema.migrations import known
real, left = Database.execute, int(sys.argv[2])

def execute(self, *arguments):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(self, *arguments)

Database.execute = execute
connect(Path(sys.argv[1])).close()
"""


def cut_off(path: Path, statements: int) -> int:
    """Upgrade in a process that is killed after so many statements; its status."""
    return subprocess.run([sys.executable, "-c", UPGRADE_AND_DIE, str(path), str(statements)], check=False).returncode


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a kill that cannot be caught is a Unix thing")
@pytest.mark.parametrize("statements", [3, 60])
def test_an_upgrade_that_is_killed_is_made_whole_by_the_next_start(tmp_path, statements):
    path = make(OLDEST, tmp_path / "cache.db")
    before = shape(path)
    assert cut_off(path, statements) == -signal.SIGKILL
    assert shape(path) == before
    with Library.open(path) as library:
        assert library.count() == 4
    assert applied(path) == ALL


def test_an_upgrade_that_fails_anywhere_leaves_what_was(tmp_path, monkeypatch):
    """Between any two statements of any migration: the old cache is there, and the next try has it whole."""
    path = make(OLDEST, tmp_path / "cache.db")
    before = shape(path)
    real = Database.execute
    left = 0

    def execute(self, *arguments):
        nonlocal left
        left -= 1
        if left < 0:
            raise sqlite3.OperationalError("database or disk is full")
        return real(self, *arguments)

    monkeypatch.setattr(Database, "execute", execute)
    for statements in range(0, 100, 7):
        left = statements
        with pytest.raises(CacheError, match="full"):
            connect(path)
        assert shape(path) == before
    monkeypatch.undo()
    connect(path).close()
    assert applied(path) == ALL


def test_a_newer_cache_is_refused_and_left_as_it_is(tmp_path):
    path = make(TEXTS[-1], tmp_path / "cache.db")
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(f"PRAGMA user_version = {database.VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(CacheError, match="newer Tidewire"):
        connect(path)
    assert path.read_bytes() == before
