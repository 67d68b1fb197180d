"""The edges: options anywhere, statuses, no traceback, and what opens the reader."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from cli_kit import SEEDS, Tidewire

from reader import __version__
from reader.cli.group import COMMANDS
from reader.cli.session import Session, only_opens
from reader.config import Config
from tests.patience import LIMIT

ROOT = Path(__file__).resolve().parents[2]


def start(*arguments: object, **streams: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "reader", *map(str, arguments)]
    settings = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | streams
    return subprocess.Popen(command, cwd=ROOT, **settings)  # type: ignore[call-overload,no-any-return]


def test_every_command_has_help_with_the_global_options(tidewire: Tidewire) -> None:
    root = tidewire("--help")
    assert root.status == 0
    for name in COMMANDS:
        assert f"\n  {name} " in root.out
        found = tidewire(name, "-h")
        assert found.status == 0 and "--cache FILE" in found.out and "--json" in found.out


def test_global_options_stand_before_or_after_the_command(stored: Path, tmp_path: Path, tidewire: Tidewire) -> None:
    other = tmp_path / "other.db"
    tidewire("import", "--jsonl", "-", "--cache", other, stdin=b'{"id": 1, "text": "Elsewhere."}')
    before = tidewire("--cache", other, "--json", "list")
    after = tidewire("list", "--json", "--cache", other)
    assert before == after
    assert [row["title"] for row in after.rows] == ["Elsewhere"]


@pytest.mark.parametrize(
    "arguments",
    [["lst"], ["list", "--limit", "x"], ["list", "--nope"], ["show"], ["--nope"], ["cite", "1", "--part", "x"]],
)
def test_wrong_usage_is_status_2(tidewire: Tidewire, arguments: list[str]) -> None:
    found = tidewire(*arguments)
    assert (found.status, found.out) == (2, "")
    assert "Error" in found.err


def test_the_version(tidewire: Tidewire) -> None:
    assert tidewire("--version").out == f"tidewire {__version__}\n"


def test_what_nobody_expected_is_one_sentence_and_debug_shows_where(
    stored: Path, tidewire: Tidewire, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from reader.cli.main import run

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the cat\x1b[31m sat on it")

    monkeypatch.setattr("reader.library.Library.rows", broken)
    found = tidewire("list")
    assert (found.status, found.out) == (1, "")
    assert len(found.err.splitlines()) == 1 and "the cat sat on it" in found.err
    assert run(["list", "--debug"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_an_interruption_is_status_130(stored: Path, tidewire: Tidewire, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("reader.library.Library.rows", interrupted)
    assert tidewire("list").status == 130


@pytest.mark.parametrize("command", [[], ["demo"]])
def test_without_a_terminal_the_reader_does_not_open(tidewire: Tidewire, command: list[str], tmp_path: Path) -> None:
    found = tidewire(*command)
    assert (found.status, found.out) == (1, "")
    assert "needs a terminal" in found.err
    assert not (tmp_path / "cache.db").exists()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, str | None, str | None, int]]:
    """The reader replaced by one that notes the cache, the recogniser and the number of articles, and ends."""
    from reader.library import Library

    calls: list[tuple[Path, str | None, str | None, int]] = []

    def fake_run(
        cache: Path, config: Config, *, recogniser: str | None = None, backups: bool = True, tour: bool = False
    ) -> int:
        assert tour == (not backups) == (cache.name == "sample.db")
        with Library.open(cache) as library:
            calls.append((cache, config.pipeline, recogniser, library.count()))
        return 0

    for room in ("opening", "demo"):
        monkeypatch.setattr(f"reader.cli.{room}.need_terminal", lambda: None)
    monkeypatch.setattr("reader.cli.demo._leave_in_order", lambda: None)
    monkeypatch.setattr("reader.ui.app.run", fake_run)
    return calls


def test_no_command_opens_the_reader(
    opened: list[tuple[Path, str | None, str | None, int]], tidewire: Tidewire, tmp_path: Path
) -> None:
    (tmp_path / "config.toml").write_text('[annotate]\npipeline = "configured"', "utf-8")
    assert tidewire().status == 0
    assert tidewire("--recogniser", "fake").status == 0
    assert opened == [(tmp_path / "cache.db", "configured", None, 0), (tmp_path / "cache.db", "configured", "fake", 0)]


@pytest.mark.parametrize(
    ("line", "opens"),
    [
        ("", True),
        ("--cache a.db", True),
        ("--config c.toml --cache a.db", True),
        ("--cache", False),
        ("--cache --json", False),
        ("--cache=a.db", False),
        ("--cache a.db list", False),
        ("--debug", False),
    ],
)
def test_a_line_of_files_alone_opens_the_reader(line: str, opens: bool) -> None:
    session = Session()
    assert only_opens(line.split(), session) == opens
    assert session.cache == (Path("a.db") if opens and "a.db" in line else None)
    assert session.config == (Path("c.toml") if opens and "c.toml" in line else None)


def test_the_demo_is_thrown_away(opened: list[tuple[Path, str | None, str | None, int]], tidewire: Tidewire) -> None:
    assert tidewire("demo").status == 0
    ((cache, _, _, articles),) = opened
    assert articles >= len(list(SEEDS.glob("*.txt")))
    assert not cache.parent.exists()


def test_a_broken_configuration_is_told_before_the_reader_opens(
    opened: list[tuple[Path, str | None, str | None, int]], tidewire: Tidewire, tmp_path: Path
) -> None:
    (tmp_path / "config.toml").write_text('[keys]\nstrar = "x"', "utf-8")
    found = tidewire()
    assert found.status == 1 and "'star'" in found.err
    assert opened == []


def test_the_doctor_finds_what_is_wrong(stored: Path, tidewire: Tidewire, tmp_path: Path) -> None:
    well = tidewire("doctor", "--json", "--recogniser", "fake")
    checks = {row["check"]: row for row in well.rows}
    assert checks["integrity"] == {"check": "integrity", "ok": True, "detail": "sound"}
    assert checks["pending"]["detail"] == "articles that wait for the annotator: 3"
    (tmp_path / "config.toml").write_text("nonsense", "utf-8")
    stored.write_bytes(stored.read_bytes()[:5000])
    ill = tidewire("doctor", "--recogniser", "no_such_pipeline")
    assert ill.status == 1
    assert {line.split()[1] for line in ill.out.splitlines() if line.startswith("!!")} >= {"cache", "configuration"}


def test_the_doctor_tells_of_articles_that_failed(stored: Path, tidewire: Tidewire) -> None:
    from contextlib import closing

    from reader.store import outbox
    from reader.store.database import connect

    with closing(connect(stored)) as db:
        outbox.record_failure(db, 1, None, "ValueError: too hard")
    found = tidewire("doctor", "--recogniser", "fake")
    assert found.status == 1
    assert "1 Harbour bridge reopens: ValueError: too hard" in found.out


def test_keys_are_listed_with_ones_own(tidewire: Tidewire, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[keys]\nstar = "f9"', "utf-8")
    rows = tidewire("keys", "--json").rows
    star = next(row for row in rows if row["id"] == "star")
    assert set(star) == {"id", "keys", "description", "group"}
    assert star["keys"] == ["f9"]
    assert "f9" in tidewire("keys").out


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path, tidewire: Tidewire) -> None:
    lines = b"\n".join(b'{"id": %d, "text": "Report %d."}' % (n, n) for n in range(3000))
    tidewire("import", "--jsonl", "-", stdin=lines)
    process = start("list", "--json")
    assert process.stdout is not None and process.stderr is not None
    assert json.loads(process.stdout.readline())
    process.stdout.close()
    assert process.wait(LIMIT) == 0
    assert process.stderr.read() == b""
    process.stderr.close()


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_is_quiet(tidewire: Tidewire) -> None:
    started_with = signal.signal(signal.SIGINT, signal.default_int_handler)  # an ignored one is ignored by children
    try:
        process = start("annotate", "--jsonl", "--recogniser", "fake", stdin=subprocess.PIPE)
    finally:
        signal.signal(signal.SIGINT, started_with)
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(b'{"id": 1, "text": "Turkey."}\n' * 64)
    process.stdin.flush()
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=LIMIT)
    assert (process.returncode, err.strip()) == (130, b"")


def test_a_poor_terminal_gets_letters_that_it_knows(stored: Path) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    process = start("list", env=environment)
    out, err = process.communicate(timeout=LIMIT)
    assert (process.returncode, err) == (0, b"")
    assert b"Harbour" in out and b" * " in out


@pytest.mark.parametrize(
    "arguments", ["['--version']", "['list']", "['cite', '1']", "['keys']", "['entities', '--no-annotate']"]
)
def test_nothing_heavy_is_imported(stored: Path, arguments: str) -> None:
    program = (
        f"import sys\nfrom reader.cli.main import run\nassert run({arguments}) == 0\n"
        "heavy = {'textual', 'rich', 'spacy', 'sqlite_utils', 'pyperclip', 'numpy'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, timeout=LIMIT, check=False)
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="needs the CPU time of a child")
def test_the_version_costs_little() -> None:
    """80 ms of CPU on an idle machine; a busy one stretches it, and the import of click alone as much."""
    commands = (("-c", "import click"), ("-m", "reader", "--version"))
    floor, version = (min(cpu(*command) for _ in range(5)) for command in commands)
    assert version < max(0.080, 1.7 * floor)


def cpu(*arguments: str) -> float:
    process = subprocess.Popen([sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return used.ru_utime + used.ru_stime
