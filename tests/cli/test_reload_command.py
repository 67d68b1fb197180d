"""`tidewire reload` while much goes on: how much it holds in memory, and how it is broken off."""

import asyncio
import io
import os
import subprocess
import sys

from cli_kit import subscribe

from reader.cli.progress import PassingLine
from reader.net.gate import Gate
from reader.net.parsing import ParsedFeed, Parsers
from tests.loopback import rss


def test_nobody_is_asked_while_many_answers_wait_to_be_read(server, tidewire, tmp_path, monkeypatch):
    monkeypatch.setattr("reader.net.reload.TOTAL", 3)
    monkeypatch.setattr(Gate, "patience", property(lambda _: 60.0))  # on a busy machine every answer is slow
    parse, parsed, held = Parsers.parse, [], []

    async def slowly(parsers: Parsers, body: bytes, url: str, content_type: str) -> ParsedFeed:
        for _ in range(150 if not parsed else 1):  # long enough to ask all, if that were done
            await asyncio.sleep(0.001)
            held.append(len(server.asked) - len(parsed))
        parsed.append(url)
        return await parse(parsers, body, url, content_type)

    monkeypatch.setattr(Parsers, "parse", slowly)
    server.pages |= {f"/{n}": rss(f"Story {n}") for n in range(12)}
    subscribe(tidewire, tmp_path, *(f"{server.base}/{n}" for n in range(12)))
    assert tidewire("reload").status == 0
    assert len(parsed) == 12
    assert max(held) <= 3 + 2  # read or about to be, and asked for at the one host


def test_whoever_stops_listening_ends_a_reload_without_a_word(server, tidewire, tmp_path):
    server.pages |= {f"/{n}": rss(f"Story {n}", name=f"Wire {n}") for n in range(30)}
    subscribe(tidewire, tmp_path, *(f"{server.base}/{n}" for n in range(30)))
    environment = {**os.environ, "TIDEWIRE_CONFIG": str(tmp_path / "config.toml")}
    command = [sys.executable, "-m", "reader", "--cache", str(tmp_path / "cache.db"), "reload"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as child:
        assert child.stdout is not None and child.stderr is not None
        assert child.stdout.readline().startswith(b"Wire ")
        child.stdout.close()
        assert child.stderr.read() == b""
    assert child.returncode == 0


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return 2


def test_how_far_it_is_fits_the_terminal_and_is_taken_away(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr("os.get_terminal_size", lambda _: os.terminal_size((12, 5)))
    line = PassingLine(quiet=False)
    line.show("12 of 500 feeds")
    line.show("13")
    line.clear()
    line.clear()
    assert terminal.getvalue() == "12 of 500 f\r           \r13\r  \r"


def test_what_is_no_terminal_or_wants_quiet_is_not_told_how_far_it_is(monkeypatch):
    for stream, quiet in ((io.StringIO(), False), (Terminal(), True)):
        monkeypatch.setattr("sys.stderr", stream)
        line = PassingLine(quiet=quiet)
        line.show("12 of 500 feeds")
        assert (line.alive, stream.getvalue()) == (False, "")
