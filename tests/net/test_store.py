"""What the one thread that writes makes of many jobs at once: one commit, and each job whole or not at all."""

import asyncio
import sqlite3
import threading

import pytest

from reader.errors import CacheError
from reader.net.store import Store
from reader.store.database import connect
from reader.store.transactions import transaction


@pytest.fixture
def cache(tmp_path):
    path = tmp_path / "cache.db"
    db = connect(path)
    db.execute("CREATE TABLE note (word TEXT PRIMARY KEY)")
    db.close()
    return path


def write(db, word, fail=None):
    with transaction(db):
        db.execute("INSERT INTO note VALUES (?)", (word,))
        if fail:
            raise fail
    return word


def words(path):
    db = sqlite3.connect(path)
    found = [word for (word,) in db.execute("SELECT word FROM note ORDER BY rowid")]
    db.close()
    return found


async def held(store, *jobs):
    """The outcomes of jobs that all come while the thread is busy."""
    gate = threading.Event()
    first = asyncio.ensure_future(store.run(lambda _: gate.wait()))
    rest = [asyncio.ensure_future(store.run(*job)) for job in jobs]
    await asyncio.sleep(0)
    gate.set()
    return (await asyncio.gather(first, *rest, return_exceptions=True))[1:]


def outcomes(cache, *jobs):
    store = Store(cache)
    try:
        return asyncio.run(held(store, *jobs))
    finally:
        store.close()


def test_what_waits_shares_a_commit_and_all_is_told(cache):
    seen = []

    def look(db):
        seen.append(words(cache))

    assert outcomes(cache, (write, "a"), (look,), (write, "b")) == ["a", None, "b"]
    assert seen == [[]]
    assert words(cache) == ["a", "b"]


def test_one_that_fails_leaves_nothing_and_harms_no_other(cache):
    found = outcomes(cache, (write, "a"), (write, "b", ZeroDivisionError()), (write, "a"), (write, "c"))
    assert [type(each) for each in found] == [str, ZeroDivisionError, CacheError, str]
    assert words(cache) == ["a", "c"]


def test_an_error_that_undoes_the_whole_group_costs_only_its_own_job(cache):
    def ruin(db):
        with transaction(db):
            db.execute("INSERT OR ROLLBACK INTO note VALUES ('a')")

    found = outcomes(cache, (write, "a"), (ruin,), (write, "b"))
    assert [type(each) for each in found] == [str, CacheError, str]
    assert words(cache) == ["a", "b"]


def test_a_cache_that_is_not_there_is_told_to_every_job(tmp_path):
    found = outcomes(tmp_path / "none.db", (write, "a"), (write, "b"))
    assert [type(each) for each in found] == [CacheError, CacheError]


def test_a_commit_that_fails_is_tried_for_each_alone(cache):
    def dangle(db):
        with transaction(db):
            db.execute("PRAGMA defer_foreign_keys = ON")
            db.execute("INSERT INTO feed_article VALUES (9, 'g', 9, x'', 1)")

    found = outcomes(cache, (write, "a"), (dangle,), (write, "b"))
    assert [type(each) for each in found] == [str, CacheError, str]
    assert words(cache) == ["a", "b"]


def test_what_was_begun_is_finished_though_nobody_waits_any_more(cache):
    async def give_up(store):
        tasks = [asyncio.ensure_future(store.run(write, word)) for word in "abc"]
        await asyncio.sleep(0)
        for task in tasks:
            task.cancel()

    store = Store(cache)
    asyncio.run(give_up(store))
    store.close()
    assert words(cache) == ["a", "b", "c"]
