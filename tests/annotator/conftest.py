"""A cache with articles that wait, and a watcher of the client's events."""

from __future__ import annotations

from pathlib import Path

import pytest
from annotator_kit import Watcher, add


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "state"
    monkeypatch.setenv("TIDEWIRE_STATE", str(folder))
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Twelve articles, the one with the highest number the newest."""
    file = tmp_path / "cache.db"
    add(file, range(1, 13))
    return file


@pytest.fixture
def watcher() -> Watcher:
    return Watcher()
