"""What annotated each article is remembered, and what another pipeline did can be asked for again."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from cachekit import add, article, named

from reader.store import annotation, database, outbox, pipelines
from reader.store.connection import Connection
from reader.store.database import connect
from tests.faults.cachetexts import TEXTS, make


def annotated(db: Connection, article_id: int, by: str, lang: str = "en") -> None:
    (pending,) = outbox.load(db, [article_id])
    known = db.execute("SELECT id FROM entity").fetchone()
    annotation.save(db, pending, lambda _: [named(pending, "Turkey", known and known[0])], by, lang)


@pytest.fixture
def ids(db: Connection) -> list[int]:
    """Four articles: two of one English pipeline, one of another, a German one of none; all done."""
    found = add(db, *(article(f"Turkey {n}", f"Turkey, part {n}.", published=f"2019-10-0{n}") for n in range(1, 5)))
    for article_id, by, lang in zip(found, ("a 1", "a 1", "b 1", ""), ("en", "en", "en", "de"), strict=True):
        annotated(db, article_id, by, lang)
    return found


def test_the_number_of_migrations_is_the_version_of_the_schema() -> None:
    from sqlite_utils import Database

    from reader.store.schema.migrations import known

    assert len(list(known().pending(Database(memory=True)))) == database.VERSION


def test_articles_of_another_pipeline_than_the_wanted_one_are_counted(db: Connection, ids: list[int]) -> None:
    assert pipelines.languages(db) == ["de", "en"]
    assert pipelines.outdated(db, {"en": "a 1", "de": ""}) == 1
    assert pipelines.outdated(db, {"en": "c 1", "de": "d 1"}) == 4
    assert pipelines.outdated(db, {}) == 0


def test_they_are_asked_for_newest_first_and_nothing_is_asked_twice(db: Connection, ids: list[int]) -> None:
    wanted = {"en": "c 1", "de": ""}
    assert pipelines.ask_outdated(db, wanted) == 3
    assert outbox.pending_ids(db, 10) == [ids[2], ids[1], ids[0]]
    assert (pipelines.outdated(db, wanted), pipelines.ask_outdated(db, wanted)) == (0, 0)
    annotated(db, ids[2], "c 1")
    assert (pipelines.outdated(db, wanted), outbox.pending_ids(db, 10)) == (0, [ids[1], ids[0]])


def test_a_large_cache_is_asked_about_in_steps(db: Connection, ids: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipelines, "AT_ONCE", 1)
    assert pipelines.ask_all(db) == 4
    assert len(outbox.pending_ids(db, 10)) == 4


def test_what_cannot_be_loaded_is_remembered_until_it_can(db: Connection) -> None:
    pipelines.record_broken(db, {"x 1": "It is broken.", "y 1": "So is it."})
    assert pipelines.broken(db) == {"x 1": "It is broken.", "y 1": "So is it."}
    pipelines.record_broken(db, {"y 1": "So is it."})
    assert pipelines.broken(db) == {"y 1": "So is it."}


def test_an_article_that_goes_takes_its_note_along(db: Connection, ids: list[int]) -> None:
    db.execute("DELETE FROM article WHERE id = ?", (ids[0],))
    assert pipelines.outdated(db, {"en": "c 1"}) == 2


def test_articles_from_before_there_was_a_note_count_as_of_another(tmp_path) -> None:
    path = make(TEXTS[0], tmp_path / "old.db")
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        old.execute("INSERT INTO outbox SELECT id, randomblob(16), listed FROM article WHERE guid = 'urn:bridge'")
    db = connect(path)
    assert pipelines.outdated(db, {"": "a 1"}) == 3
    assert pipelines.ask_outdated(db, {"": "a 1"}) == 3
    assert sorted(outbox.pending_ids(db, 9)) == [1, 2, 3, 4]
    db.close()
