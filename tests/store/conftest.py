from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.store.database import Connection, connect


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
