"""Damaged files: what can be read comes into a new one, what cannot comes from the backup, and nothing is invented."""

import random
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from reader.annotator.work import annotate_pending
from reader.errors import CacheError
from reader.library import Library
from reader.model.archive import SavedArticle
from reader.store.database import connect
from reader.store.safety import backup, health, repair, rescue
from reader.store.safety.archive import everything
from reader.store.safety.rows import Rows
from tests.faults.random_cache import Maker, fill, ids_of

PAGE = 4096


def sound(path: Path) -> None:
    with closing(connect(path)) as db:
        assert health.damage(db) == []
        assert health.faults(db) == []


def articles_of(path: Path) -> dict[str, SavedArticle]:
    with closing(connect(path)) as db:
        return {each.guid: each for each in everything(Rows(db), secrets=True) if isinstance(each, SavedArticle)}


def own_of(path: Path) -> set[str]:
    """What the reader made, as text."""
    with Library.open(path) as library:
        made = [
            *(f"quote {each.words}" for each in library.quotes.listed()),
            *(f"correction {each.kind} {each.entity} {each.value}" for each in library.corrections.listed()),
            *(f"search {name}" for name in library.filters.listed()),
            *(f"mute {each.filter} {each.until}" for each in library.mutes.listed()),
            *(f"watch {each.entity.name}" for each in library.watches.listed()),
            *(f"feed {each.url} {each.folder} {each.typed}" for each in library.subscriptions.feeds()),
            *(f"star {row.guid}" for row in (library.article(each).row for each in ids_of(library)) if row.starred),
        ]
    return set(made)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("whole") / "cache.db", 1, articles=40)


@pytest.fixture
def cache(whole: Path, tmp_path: Path) -> Path:
    path = tmp_path / "cache.db"
    path.write_bytes(whole.read_bytes())
    path.chmod(0o600)
    with closing(connect(path)) as db:
        backup.make(db)
    return path


def spoil(path: Path, pages: list[int]) -> bytes:
    content = bytearray(path.read_bytes())
    for page in pages:
        content[page * PAGE : (page + 1) * PAGE] = b"\xa5" * PAGE
    path.write_bytes(content)
    return bytes(content)


@pytest.mark.parametrize("seed", range(2))
def test_what_can_be_read_is_rescued_and_the_backup_has_the_rest(cache, seed):
    before, mine = articles_of(cache), own_of(cache)
    pages = cache.stat().st_size // PAGE
    damaged = spoil(cache, random.Random(seed).sample(range(pages), pages // 12))
    told = rescue.rescue(cache)
    assert told.aside.read_bytes() == damaged
    assert stat.S_IMODE(cache.stat().st_mode) == 0o600
    sound(cache)
    after = articles_of(cache)
    assert set(after) <= set(before)
    changed = [
        guid for guid in after if (after[guid].title, after[guid].text) != (before[guid].title, before[guid].text)
    ]
    assert changed == []
    if "articles" not in told.incomplete:
        assert set(after) == set(before)
    assert own_of(cache) == mine
    annotate_pending(cache, "fake")
    sound(cache)
    assert sorted(file.name for file in cache.parent.iterdir() if file.is_file()) == ["cache.db", told.aside.name]


def test_only_what_is_missing_is_asked_of_the_backup(cache):
    """A star that was taken away since the backup does not come back with a page of the index of words."""
    with Library.open(cache) as library:
        library.marks.change(ids_of(library), "starred", False)
    with closing(sqlite3.connect(cache)) as db:
        (root,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'article_fts_data'").fetchone()
    spoil(cache, [root - 1])
    told = rescue.rescue(cache)
    assert (told.backup, told.incomplete) == (None, ())
    assert not any(each.startswith("star") for each in own_of(cache))


def test_a_lost_first_page_is_replaced_where_the_file_was_made_at_once(cache):
    before, mine = articles_of(cache), own_of(cache)
    spoil(cache, [0])
    told = rescue.rescue(cache)
    assert set(articles_of(cache)) == set(before)
    assert own_of(cache) == mine
    assert told.found["articles"] == len(before)


@pytest.mark.parametrize("kept", [0, 100, PAGE, 20 * PAGE])
def test_of_a_file_that_lost_its_end_the_backup_has_what_no_feed_brings(cache, kept):
    mine = own_of(cache)
    cache.write_bytes(cache.read_bytes()[:kept])
    told = rescue.rescue(cache)
    assert told.backup is not None
    sound(cache)
    assert own_of(cache) == mine


def test_without_a_backup_it_is_said_what_is_lost(cache):
    before = articles_of(cache)
    for file in backup.listed(cache):
        file.unlink()
    with closing(sqlite3.connect(cache)) as db:
        (root,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'quote'").fetchone()
    spoil(cache, [root - 1])
    told = rescue.rescue(cache)
    assert "quotations" in told.incomplete
    assert told.backup is None
    assert set(articles_of(cache)) == set(before)


def test_what_stands_in_the_log_alone_is_rescued_too(cache):
    program = (
        "import os, sys; from pathlib import Path; from reader.library import Library\n"
        "library = Library.open(Path(sys.argv[1]))\n"
        "library.marks.change([1, 2, 3, 4], 'starred', True)\n"
        "os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", program, str(cache)], check=True)
    assert cache.with_name("cache.db-wal").stat().st_size > 0
    with closing(sqlite3.connect(f"file:{cache}?mode=ro&immutable=1", uri=True)) as db:
        (root,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'sketch'").fetchone()
    spoil(cache, [root - 1])
    told = rescue.rescue(cache)
    with Library.open(cache) as library:
        assert all(library.article(number).row.starred for number in (1, 2, 3, 4))
    assert told.aside.with_name(f"{told.aside.name}-wal").exists()


def test_while_another_program_has_it_open_nothing_is_touched(cache):
    program = (
        "import sys; from pathlib import Path; from reader.library import Library\n"
        "library = Library.open(Path(sys.argv[1])); library.count(); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(cache)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        before = cache.read_bytes()
        with pytest.raises(CacheError, match="open in another program"):
            rescue.rescue(cache)
        assert cache.read_bytes() == before
        other.communicate()


MISCHIEF = {
    "orphans": "DELETE FROM entity WHERE id IN (SELECT entity_id FROM mention LIMIT 2)",
    "search index": "INSERT INTO article_fts (article_fts, rowid, title, text) SELECT 'delete', id, title, text"
    " FROM article LIMIT 3",
    "counts": "UPDATE entity SET articles = 99; UPDATE form SET n = 7; UPDATE storyline SET articles = 1;"
    " UPDATE statistic SET value = 1; UPDATE day SET articles = 9",
    "pending": "DELETE FROM recognition",
    "clock": "UPDATE article SET fetched = '2046-01-01T00:00:00Z', listed = '2046-01-01T00:00:00Z' WHERE id = 1;"
    " UPDATE article SET fetched = '2006-01-01T00:00:00Z', listed = '2006-01-01T00:00:00Z' WHERE id = 2;"
    " UPDATE feed SET next_fetch = '2046-01-01T00:00:00Z', not_before = '2046-01-01T00:00:00Z'",
}


def test_a_storyline_of_one_article_is_no_fault_while_storylines_are_being_settled(cache):
    with closing(connect(cache)) as db:
        db.execute("INSERT INTO unsettled VALUES (1, x'00')")
        db.execute("INSERT INTO storyline DEFAULT VALUES")
        assert health.faults(db) == []
        db.execute("DELETE FROM unsettled")
        assert [fault.check for fault in health.faults(db)] == ["counts"]


@pytest.mark.parametrize("check", MISCHIEF)
def test_what_is_made_from_something_else_is_made_again(cache, check):
    with closing(sqlite3.connect(cache)) as db:
        db.executescript(MISCHIEF[check])
    with closing(connect(cache)) as db:
        assert check in {fault.check for fault in health.faults(db)}
        assert check in {fault.check for fault in repair.mend(db)}
    sound(cache)
    annotate_pending(cache, "fake")
    sound(cache)
    assert {each.split()[0] for each in own_of(cache)} >= {"quote", "search", "mute", "feed", "star"}


def test_an_index_of_a_sound_table_is_made_again(cache):
    """An article is written while the schema does not know of the index."""
    with closing(sqlite3.connect(cache)) as db:
        db.execute("PRAGMA writable_schema = ON")
        row = db.execute("DELETE FROM sqlite_schema WHERE name = 'article_guid' RETURNING *").fetchall()[0]
        db.commit()
    with Library.open(cache) as library:
        library.add([Maker(5).article(1)])
    with closing(sqlite3.connect(cache)) as db:
        db.execute("PRAGMA writable_schema = ON")
        db.execute("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", row)
        db.commit()
    with closing(connect(cache)) as db:
        found = health.damage(db)
        assert found
        assert health.only_indexes(found)
        repair.make_indexes(db)
    annotate_pending(cache, "fake")
    sound(cache)
    assert not health.only_indexes([*found, "Tree 4 page 9: btreeInitPage() returns error code 11"])
