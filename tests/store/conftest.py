from collections.abc import Iterator
from pathlib import Path

import pytest
from cachekit import add, article
from valley_kit import CHESS, DAM, DAM_LATER, annotate_all

from reader.store.connection import Connection
from reader.store.database import connect


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache.db"


@pytest.fixture
def db(path: Path) -> Iterator[Connection]:
    connection = connect(path)
    yield connection
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.execute("INSERT INTO article_fts (article_fts, rank) VALUES ('integrity-check', 1)")
    connection.close()


@pytest.fixture
def valley(db):
    add(
        db,
        article("Orbel dam cracks", DAM, published="2024-03-05"),
        article("Talvik wins", CHESS, published="2024-03-05"),
        article("Valley declared safe", DAM_LATER, published="2024-03-07"),
    )
    annotate_all(db, "Orbel", "Vantor Hydro", "Mira Talvik")
    return db
