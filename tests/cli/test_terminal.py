"""Terminals that cannot show the reader, and those that know few letters."""

from __future__ import annotations

import io
import sys

import pytest

from reader.cli.terminal import ask_for_plain_letters, need_terminal, prepare
from reader.errors import TidewireError


class Tty(io.StringIO):
    def isatty(self) -> bool:
        return True


def open_terminal(monkeypatch: pytest.MonkeyPatch, term: str) -> None:
    monkeypatch.setattr("sys.stdin", Tty())
    monkeypatch.setattr("sys.stdout", Tty())
    monkeypatch.setenv("TERM", term)


@pytest.mark.skipif(sys.platform == "win32", reason="no TERM there")
@pytest.mark.parametrize(("term", "told"), [("dumb", "TERM=dumb"), ("unknown", "TERM=unknown"), ("", "not set")])
def test_a_terminal_that_cannot_show_it_is_told_what_works(
    monkeypatch: pytest.MonkeyPatch, term: str, told: str
) -> None:
    open_terminal(monkeypatch, term)
    with pytest.raises(TidewireError, match=rf"{told}.*`tidewire list`"):
        need_terminal()


@pytest.mark.parametrize("term", ["xterm", "linux", "tmux-256color", "vt100"])
def test_every_other_terminal_will_do(monkeypatch: pytest.MonkeyPatch, term: str) -> None:
    open_terminal(monkeypatch, term)
    need_terminal()


@pytest.mark.parametrize(
    ("encoding", "text", "printed"),
    [
        ("ascii", "╭─ Ağrı – “x”… ─╮", '+- Agr? - "x". -+'),
        ("ascii", "● 漢字 e\u0301", "* ???? e"),
        ("latin-1", "naïve €5 │", "naïve ?5 |"),
        ("utf-8", "╭─ 漢字 ●", "╭─ 漢字 ●"),
    ],
)
def test_letters_that_a_stream_does_not_know_keep_their_width(encoding: str, text: str, printed: str) -> None:
    written = io.BytesIO()
    stream = io.TextIOWrapper(written, encoding=encoding)
    prepare(stream)
    stream.write(text)
    stream.flush()
    assert written.getvalue().decode(encoding) == printed


@pytest.mark.parametrize(
    ("locale", "encoding"),
    [
        ({"LANG": "C"}, "ascii"),
        ({"LC_ALL": "POSIX", "LANG": "de_DE.UTF-8"}, "ascii"),
        ({"LANG": "C.UTF-8"}, "utf-8"),
        ({"LANG": "C", "LC_ALL": "en_GB.UTF-8"}, "utf-8"),
        ({}, "utf-8"),
    ],
)
def test_a_locale_that_is_plainly_c_gets_ascii(
    monkeypatch: pytest.MonkeyPatch, locale: dict[str, str], encoding: str
) -> None:
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in locale.items():
        monkeypatch.setenv(name, value)
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    prepare(stream)
    monkeypatch.setattr("sys.stderr", stream)
    ask_for_plain_letters()
    assert stream.encoding == encoding
