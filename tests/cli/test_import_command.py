"""Import: what can be stored is, what cannot is told in one sentence, and neither hinders the other."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from cli_kit import HARBOUR, SEEDS, TALKS, Tidewire

from reader.library import Library


def test_a_file_is_reported_after_its_commit(tmp_path: Path, tidewire: Tidewire) -> None:
    file = tmp_path / "harbour.txt"
    file.write_bytes(HARBOUR.encode("utf-8-sig").replace(b"\n", b"\r\n"))
    first = tidewire("import", file, "--json")
    assert (first.status, first.err) == (0, "")
    assert first.rows == [{"stored": ["https://coast.example/bridge"], "file": str(file)}]
    assert tidewire("import", file, "--json").rows == [{"stored": [], "file": str(file)}]
    assert tidewire("import", file).out == f"{file}: 1 already known\n"


def test_folders_are_searched_and_stdin_is_read(tmp_path: Path, tidewire: Tidewire) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / ".hidden").mkdir()
    (tmp_path / "a" / "one.txt").write_text(HARBOUR, "utf-8")
    (tmp_path / "a" / "b" / "two.txt").write_text(TALKS, "utf-8")
    (tmp_path / "a" / ".hidden" / "three.txt").write_text("Not this one.", "utf-8")
    (tmp_path / "a" / "notes.md").write_text("Nor this.", "utf-8")
    assert len(tidewire("import", tmp_path / "a", "--json").rows) == 2
    found = tidewire("import", "-", "--json", stdin=b"It rained in Oslo. It stopped.")
    assert found.rows[0]["file"] == "-"
    assert {row["title"] for row in tidewire("list", "--json").rows} >= {"It rained in Oslo"}


def test_bad_files_are_told_one_by_one_and_good_ones_stored(tmp_path: Path, tidewire: Tidewire) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "none.txt").touch()
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02" * 100)
    (tmp_path / "good.txt").write_text(TALKS, "utf-8")
    names = ("binary.txt", "none.txt", "empty", "missing.txt", "good.txt")
    found = tidewire("import", "--json", *(tmp_path / name for name in names))
    assert found.status == 1
    assert [row["file"] for row in found.rows] == [str(tmp_path / "good.txt")]
    told = found.err.splitlines()
    assert len(told) == 4
    assert all(line.startswith("tidewire: ") and line.endswith(".") for line in told)
    for line, name, reason in zip(told, names, ("binary", "empty", "no articles", "no such file"), strict=False):
        assert name in line and reason in line


def test_a_cache_that_cannot_be_made_is_one_sentence(tmp_path: Path, tidewire: Tidewire) -> None:
    (tmp_path / "good.txt").write_text(TALKS, "utf-8")
    found = tidewire("import", tmp_path / "good.txt", "--cache", tmp_path / "good.txt" / "cache.db")
    assert (found.status, found.out) == (1, "")
    assert len(found.err.splitlines()) == 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_cache_is_one_sentence(stored: Path, tmp_path: Path, tidewire: Tidewire) -> None:
    stored.chmod(0o400)
    (tmp_path / "new.txt").write_text("Something new.", "utf-8")
    found = tidewire("import", tmp_path / "new.txt")
    assert (found.status, found.out) == (1, "")
    assert len(found.err.splitlines()) == 1


def test_files_that_are_no_cache_are_left_alone(tmp_path: Path, tidewire: Tidewire) -> None:
    (tmp_path / "good.txt").write_text(TALKS, "utf-8")
    other = tmp_path / "letter.txt"
    other.write_text("Dear Ada,\n" * 100, "utf-8")
    before = other.read_bytes()
    found = tidewire("import", tmp_path / "good.txt", "--cache", other)
    assert found.status == 1 and str(other) in found.err
    assert other.read_bytes() == before


def test_json_lines_are_stored_and_bad_ones_told(tmp_path: Path, tidewire: Tidewire) -> None:
    lines = [json.dumps({"id": f"n{number}", "text": f"Report {number} came in."}) for number in range(1200)]
    lines[3] = "nonsense"
    file = tmp_path / "articles.jsonl"
    file.write_text("\n".join(lines), "utf-8")
    found = tidewire("import", "--jsonl", file, "--json")
    assert found.status == 1
    assert found.err == f"tidewire: {file}: Line 4 is not JSON.\n"
    assert found.rows == [{"stored": [f"n{number}" for number in range(1200) if number != 3], "file": str(file)}]
    assert len(tidewire("list", "--json").rows) == 1199
    again = tidewire("import", "--jsonl", "-", "--json", stdin=lines[0].encode())
    assert again.rows == [{"stored": [], "file": "-"}]


@pytest.mark.parametrize(("name", "content"), [("missing.jsonl", None), ("empty.jsonl", b"\n")])
def test_json_lines_that_are_not_there_are_told(
    tmp_path: Path, tidewire: Tidewire, name: str, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    found = tidewire("import", "--jsonl", tmp_path / name)
    assert (found.status, found.out) == (1, "")
    assert len(found.err.splitlines()) == 1


def test_the_name_of_a_file_does_not_reach_the_terminal_as_it_is(tmp_path: Path, tidewire: Tidewire) -> None:
    file = tmp_path / "a\x1b[31m\nb.txt"
    file.write_text(TALKS, "utf-8")
    missing = tmp_path / "c\x1b]0;x\x07.txt"
    found = tidewire("import", file, missing)
    assert "\x1b" not in found.out + found.err
    assert len(found.out.splitlines()) == len(found.err.splitlines()) == 1


def test_nothing_to_import_is_wrong_usage(tidewire: Tidewire) -> None:
    assert tidewire("import").status == 2


def test_the_sample_edition_is_imported_whole(tidewire: Tidewire) -> None:
    found = tidewire("import", SEEDS, "--json")
    assert (found.status, found.err) == (0, "")
    assert len(found.rows) == len(list(SEEDS.glob("*.txt")))
    assert all(len(row["stored"]) == 1 for row in found.rows)


def test_a_line_too_long_is_told_and_the_others_are_stored(tmp_path: Path, tidewire: Tidewire) -> None:
    file = tmp_path / "long.jsonl"
    long = b'{"id": "1", "title": "t", "text": "' + b"w" * (21 << 20)
    file.write_bytes(long + b'\n{"id": "2", "title": "t", "text": "It rained."}\n')
    said = tidewire("import", file, "--json")
    assert said.rows[0]["stored"] == ["2"]
    assert said.err == f"tidewire: {file}: Line 1 is longer than 20 MB.\n"


def test_of_many_bad_lines_a_hundred_are_told(tmp_path: Path, tidewire: Tidewire) -> None:
    file = tmp_path / "noise.jsonl"
    file.write_text("noise\n" * 1_000 + '{"id": "1", "title": "t", "text": "It rained."}\n')
    done = tidewire("import", file, "--json")
    assert (done.status, done.rows[0]["stored"]) == (1, ["1"])
    said = done.err.splitlines()
    assert (len(said), said[-1]) == (101, f"tidewire: {file}: 900 more lines hold no article.")


def test_a_large_database_is_not_read_as_a_text(tmp_path: Path, tidewire: Tidewire) -> None:
    file = tmp_path / "other.db"
    with file.open("wb") as stream:
        stream.write(b"SQLite format 3\0")
        stream.truncate(80 << 20)
    assert tidewire("import", file).err == f"tidewire: {file}: This is a database, but not newsboat's cache.\n"


def test_what_is_relative_in_a_file_of_a_feed_is_resolved_by_its_site(tmp_path: Path, tidewire: Tidewire) -> None:
    file = tmp_path / "wire.xml"
    said = '&lt;p>It rained in &lt;a href="b">Oslo&lt;/a>.&lt;/p>'
    item = f"<item><title>Rain</title><link>/a?x=1</link><description>{said}</description></item>"
    site = "<title>Wire</title><link>https://wire.example/today/</link>"
    file.write_text(f'<rss version="2.0"><channel>{site}{item}</channel></rss>')
    assert tidewire("import", file).status == 0
    with Library.open(tmp_path / "cache.db") as library:
        article = library.find_article("Rain")
    assert article.row.url == article.row.guid == "https://wire.example/a?x=1"
    assert [span.value for span in article.structure] == ["https://wire.example/today/b"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc is Linux's")
@pytest.mark.parametrize("command", [["import"], ["import", "--jsonl"], ["parse"]], ids=" ".join)
def test_a_file_of_the_system_that_has_no_size_is_not_read(command: list[str], tidewire: Tidewire) -> None:
    found = tidewire(*command, "/proc/version")
    assert (found.status, found.out) == (1, "")
    assert found.err.startswith("tidewire: ") and "empty" in found.err
