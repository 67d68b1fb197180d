"""What a connection remembers of profiles is never older than what is stored."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from reader.annotator.work import annotate_pending
from reader.library import Library
from reader.model.article import ParsedArticle
from reader.relate.wording import wording
from reader.store.connection import Connection
from reader.store.database import connect
from reader.store.relating.profiles import keep_names, load_profiles, store_profile
from reader.store.transactions import transaction


@pytest.fixture
def file(tmp_path: Path) -> Path:
    texts = ("Turkey and Russia met in Ankara.", "Ankara heard Recep Tayyip Erdogan.")
    with Library.open(tmp_path / "cache.db") as library:
        library.add(
            [ParsedArticle(f"g{at}", f"Talks {at}", text, published="2019-10-01") for at, text in enumerate(texts)]
        )
    annotate_pending(tmp_path / "cache.db", "fake")
    return tmp_path / "cache.db"


@pytest.fixture
def db(file: Path) -> Iterator[Connection]:
    with closing(connect(file)) as found:
        found.annotates = True
        assert len(load_profiles(found, [1, 2, 99], 2)) == 2
        yield found


def test_what_is_read_again_is_what_was_read(db: Connection) -> None:
    assert load_profiles(db, [1, 2, 99], 2) == load_profiles(db, [1, 2, 99], 2)
    assert load_profiles(db, [2], 2).keys() == {2}


def test_what_this_connection_stores_is_read_anew(db: Connection) -> None:
    with transaction(db):
        store_profile(db, 1, wording("Talks", "All is new in Berlin and in Bonn."))
        keep_names(db, 2, [])
    profiles = load_profiles(db, [1, 2], 2)
    assert list(profiles[2].names) == []
    db.annotates = False
    assert load_profiles(db, [1, 2], 2) == profiles


def test_what_is_taken_back_was_never_read(db: Connection) -> None:
    before = load_profiles(db, [1, 2], 2)
    with pytest.raises(KeyboardInterrupt), transaction(db):
        keep_names(db, 1, [])
        assert list(load_profiles(db, [1], 2)[1].names) == []
        raise KeyboardInterrupt
    assert load_profiles(db, [1, 2], 2) == before and list(before[1].names)


def test_what_another_connection_writes_is_seen(db: Connection, file: Path) -> None:
    with Library.open(file) as library:
        library.add([ParsedArticle("g0", "Talks 0", "Turkey and Russia met in Ankara.", published="2019-11-05")])
    assert load_profiles(db, [1], 2)[1].day == date(2019, 11, 5)


def test_where_articles_are_written_too_nothing_is_remembered(db: Connection) -> None:
    db.annotates = False
    load_profiles(db, [1], 2)
    db.execute("UPDATE article SET published = '2019-12-24' WHERE id = 1")
    assert load_profiles(db, [1], 2)[1].day == date(2019, 12, 24)
