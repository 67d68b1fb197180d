"""The full-text index takes new articles in before each commit, and whatever becomes of them until then."""

import pytest
from cachekit import article

from reader.store import search
from reader.store.arrival import intake
from reader.store.connection import Connection
from reader.store.transactions import transaction

INSERT = """INSERT INTO article (guid, title, authors, fetched, listed, is_teaser, hash, text_hash, title_key, text)
    VALUES (?, ?, '[]', '2026', '2026', 0, x'', x'', '', ?)"""


def sound(db: Connection) -> bool:
    """Whether the index holds just what the articles say; raises where it does not."""
    db.execute("INSERT INTO article_fts (article_fts, rank) VALUES ('integrity-check', 1)")
    return db.execute("SELECT count(*) FROM unindexed").fetchone() == (0,)


def test_new_articles_are_found_once_they_are_stored(db: Connection):
    intake.add(db, [article("Ferry", text="The ferry sank."), article("Bridge", text="The bridge held.")])
    assert sound(db)
    assert (search.matches(db, "sank"), search.matches(db, "the")) == (1, 2)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE article SET text = 'The tram stopped.' WHERE guid = 'g'", [0, 1]),
        ("DELETE FROM article WHERE guid = 'g'", [0, 0]),
        ("DELETE FROM article", [0, 0]),
        ("UPDATE article SET listed = '2027'", [1, 0]),
    ],
)
@pytest.mark.parametrize("at_once", [True, False])
def test_what_changes_before_the_index_knows_it_is_right_in_the_end(db: Connection, statement, found, at_once):
    intake.add(db, [article("Bridge", text="The bridge held.")])
    with transaction(db):
        db.execute(INSERT, ("g", "Ferry", "The ferry sank."))
        if at_once:
            db.execute(statement)
    db.execute(statement)
    assert sound(db)
    assert [search.matches(db, word) for word in ("sank", "tram")] == found


def test_what_is_undone_is_not_found(db: Connection):
    with pytest.raises(ZeroDivisionError), transaction(db):
        db.execute(INSERT, ("g", "Ferry", "The ferry sank."))
        raise ZeroDivisionError
    assert sound(db)
    assert search.matches(db, "sank") == 0
