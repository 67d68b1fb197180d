"""The command line run in this process, on a cache of its own and far from the developer's own files."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_kit import HARBOUR, TALKS, Result, Tidewire

from reader.cli.main import run
from tests.loopback import Loopback


@pytest.fixture(autouse=True)
def away_from_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIDEWIRE_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("TIDEWIRE_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("TIDEWIRE_CACHE", str(tmp_path / "cache.db"))
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def tidewire(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Tidewire:
    def call(*arguments: object, stdin: bytes = b"") -> Result:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capsys.readouterr()
        status = run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Result(status, out, err)

    return call


@pytest.fixture
def stored(tmp_path: Path, tidewire: Tidewire) -> Path:
    """A cache with two articles and a teaser."""
    for name, text in (("harbour", HARBOUR), ("talks", TALKS)):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
        assert tidewire("import", tmp_path / f"{name}.txt").status == 0
    return tmp_path / "cache.db"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Loopback]:
    """A server on this machine that feeds may lead to."""
    (tmp_path / "config.toml").write_text('[network]\nallow = ["127.0.0.1"]\n')
    loopback = Loopback()
    yield loopback
    loopback.close()
