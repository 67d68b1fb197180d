"""`tidewire cite` beyond one article in a style: many, appended, copied, quoted, and in styles of others."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from cli_kit import Tidewire

STYLE = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="{kind}" version="1.0" default-locale="en-US">
  <info><title>Ours</title><id>ours</id><updated>2020-01-01T00:00:00+00:00</updated></info>
  <citation><layout prefix="{{" suffix="}}"><text variable="container-title" font-style="italic"/></layout></citation>
  <bibliography><layout suffix="!"><text variable="title"/>
    <text variable="container-title" font-style="italic" prefix=" * "/></layout></bibliography>
</style>"""
needs_pandoc = pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")


@pytest.fixture
def csl(tmp_path: Path) -> Path:
    file = tmp_path / "ours.csl"
    file.write_text(STYLE.format(kind="in-text"), "utf-8")
    return file


def tool(folder: Path, name: str, script: str) -> None:
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text(f"#!{sys.executable}\n{script}", "utf-8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


def test_all_starred(stored: Path, tidewire: Tidewire) -> None:
    assert tidewire("cite", "--starred").err == "No article has a star.\n"
    from reader.library import Library

    with Library.open(stored) as library:
        library.marks.change([1, 3], "starred", True)
    assert len(tidewire("cite", "--starred").out.splitlines()) == 2
    assert tidewire("cite", "1", "--starred", "--style", "bibtex").out.count("@article{") == 2
    assert [row["id"] for row in tidewire("cite", "3", "--starred", "--json").rows] == [3, 1]


def test_nothing_named_is_wrong_usage(stored: Path, tidewire: Tidewire) -> None:
    assert tidewire("cite").status == 2


def test_markup_and_quotation(stored: Path, tidewire: Tidewire) -> None:
    assert "*Coast Post*" in tidewire("cite", "1", "--markup", "markdown").out
    assert "<i>Coast Post</i>" in tidewire("cite", "1", "--style", "mla", "--markup", "html").out
    quoted = tidewire("cite", "1", "--quote", "It rained, and Erdogan left.").out.splitlines()
    assert quoted[0] == "“It rained, and Erdogan left.”"
    assert quoted[1].startswith("Byrne, A., & Vance, T. (2019, October 25).")
    assert quoted[2] == "https://coast.example/bridge#:~:text=It%20rained%2C%20and%20Erdogan%20left."


def test_append_to_a_bibliography(stored: Path, tidewire: Tidewire, tmp_path: Path) -> None:
    bib = tmp_path / "mine.bib"
    first = tidewire("cite", "1", "--append", bib)
    assert first.out == "byrne2019harbour\n"
    assert first.err == f"1 entry added to {bib}.\n"
    before = bib.read_bytes()
    again = tidewire("cite", "1", "3", "--append", bib)
    assert again.err == f"1 entry added to {bib}; 1 stood there already.\n"
    assert bib.read_bytes().startswith(before)
    whole = bib.read_bytes()
    assert tidewire("cite", "3", "1", "--append", bib, "--style", "bibtex").out == ""
    assert bib.read_bytes() == whole
    assert "entrysubtype = {newspaper}" in whole.decode()


def test_append_keeps_bytes_that_are_no_utf8(stored: Path, tidewire: Tidewire, tmp_path: Path) -> None:
    bib = tmp_path / "latin.bib"
    bib.write_bytes(b"@book{x, title = {Stra\xdfe}}")
    assert tidewire("cite", "1", "--append", bib).status == 0
    assert bib.read_bytes().startswith(b"@book{x, title = {Stra\xdfe}}\n\n@article{byrne2019harbour,")


def test_append_refuses_what_has_no_keys(stored: Path, tidewire: Tidewire, tmp_path: Path) -> None:
    bib = tmp_path / "mine.bib"
    assert tidewire("cite", "1", "--append", bib, "--style", "ris").status == 2
    assert not bib.exists()
    refused = tidewire("cite", "1", "--append", tmp_path / "no" / "such.bib")
    assert refused.status == 1
    assert refused.err.startswith("tidewire: No such file or directory")


@needs_pandoc
def test_any_csl_style(stored: Path, tidewire: Tidewire, csl: Path) -> None:
    assert tidewire("cite", "1", "--csl", csl).out == "Harbour bridge reopens * Coast Post!\n"
    marked = tidewire("cite", "3", "1", "--csl", csl, "--markup", "html").out.splitlines()
    assert marked == [
        "Turkey and Russia talk about missiles * <i>Wire Nine</i>!",
        "Harbour bridge reopens * <i>Coast Post</i>!",
    ]
    assert tidewire("cite", "1", "3", "--csl", csl, "--part", "cite").out == "{Coast Post}\n{Wire Nine}\n"
    row = tidewire("cite", "1", "--csl", csl, "--json").rows[0]
    assert (row["style"], row["text"]) == ("ours", "Harbour bridge reopens * Coast Post!")


@needs_pandoc
def test_a_csl_style_of_notes(stored: Path, tidewire: Tidewire, tmp_path: Path) -> None:
    notes = tmp_path / "notes.csl"
    notes.write_text(STYLE.format(kind="note"), "utf-8")
    printed = tidewire("cite", "1", "3", "--csl", notes, "--part", "note", "--markup", "markdown").out.splitlines()
    assert [line.replace("{*", "").split("*")[0] for line in printed] == ["Coast Post", "Wire Nine"]


@needs_pandoc
def test_a_broken_csl_style_is_told_in_a_sentence(stored: Path, tidewire: Tidewire, tmp_path: Path) -> None:
    (tmp_path / "bad.csl").write_text("<style>", "utf-8")
    failed = tidewire("cite", "1", "--csl", tmp_path / "bad.csl")
    assert failed.status == 1
    assert failed.err.startswith("tidewire: pandoc could not print the citation: ")
    assert failed.err.count("\n") == 1


def test_csl_without_pandoc(
    stored: Path, tidewire: Tidewire, csl: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    failed = tidewire("cite", "1", "--csl", csl)
    assert (failed.status, failed.out) == (1, "")
    assert failed.err == "tidewire: --csl needs pandoc on the PATH (2.11 or newer), and there is none.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for pandoc")
def test_csl_gets_arguments_and_no_shell(
    stored: Path, tidewire: Tidewire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool(tmp_path / "bin", "pandoc", "import sys; sys.stderr.write(sys.argv[-2]); sys.exit(3)")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    odd = tmp_path / "a $(touch owned) ; b.csl"
    odd.write_text("x", "utf-8")
    failed = tidewire("cite", "1", "--csl", odd)
    assert f"--csl={odd}" in failed.err
    assert not (tmp_path / "owned").exists()


def test_a_copy_that_reaches_nothing_says_so(
    stored: Path, tidewire: Tidewire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    monkeypatch.setenv("TERM", "dumb")
    for name in ("TMUX", "SSH_TTY", "SSH_CONNECTION", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    copied = tidewire("cite", "1", "--copy")
    assert copied.status == 1
    assert copied.out.startswith("Byrne, A., & Vance, T.")
    kept = tmp_path / "state" / "last-copy.txt"
    assert copied.err == f"tidewire: No clipboard could be reached; the text is kept in {kept}.\n"
    assert kept.read_text("utf-8") + "\n" == copied.out


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for tmux")
def test_a_copy_says_which_way_it_took(
    stored: Path, tidewire: Tidewire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    buffer = tmp_path / "buffer"
    script = (
        f"import sys, pathlib; file = pathlib.Path({str(buffer)!r})\n"
        "file.write_bytes(sys.stdin.buffer.read()) if 'load-buffer' in sys.argv else "
        "sys.stdout.buffer.write(file.read_bytes())"
    )
    tool(tmp_path / "bin", "tmux", script)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("TMUX", "/tmp/tmux,1,0")
    for name in ("SSH_TTY", "SSH_CONNECTION", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    copied = tidewire("cite", "1", "--copy", "--style", "mla")
    assert copied.status == 0
    assert copied.err.startswith("Copied to tmux's buffer")
    assert buffer.read_text("utf-8") + "\n" == copied.out


def test_cite_starts_no_textual_even_where_it_copies(stored: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from reader.cli.main import run; run(['cite', '1', '--copy', '--quiet']);"
        "print(*sys.modules, file=sys.stderr)"
    )
    env = {**os.environ, "PATH": str(tmp_path), "TERM": "dumb", "TMUX": "", "DISPLAY": ""}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    loaded = set(done.stderr.split())
    assert "reader.ui.clipboard" in loaded
    assert not loaded & {"textual", "rich", "pyperclip", "spacy", "sqlite_utils", "numpy"}


def test_a_storyline_oldest_first(stored: Path, tidewire: Tidewire, monkeypatch: pytest.MonkeyPatch) -> None:
    assert tidewire("cite", "--storyline", "99").err == "tidewire: There is no storyline 99 in the cache.\n"
    from reader.library import Library
    from reader.model.relation import Storyline

    with Library.open(stored) as library:
        rows = tuple(library.article(number).row for number in (3, 1))
    monkeypatch.setattr(
        "reader.doors.stories.Stories.storyline",
        lambda _self, number: Storyline(number, "Talks", rows, 2, "2019-10-24", "2019-10-25"),
    )
    assert [row["id"] for row in tidewire("cite", "--storyline", "7", "1", "--json").rows] == [1, 3]
    assert tidewire("cite", "--storyline", "7", "--style", "bibtex").out.count("@article{") == 2


def test_what_was_cited_is_remembered(stored: Path, tidewire: Tidewire) -> None:
    tidewire("cite", "2", "--style", "apa")
    assert [row["id"] for row in tidewire("--json", "list", "has:citation").rows] == [2]
