"""`tidewire reload` while much goes on: how much it holds in memory, and how it is broken off."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.net.parsing import ParsedFeed, Parsers
from tests.loopback import Loopback, rss


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Loopback]:
    (tmp_path / "config.toml").write_text('[network]\nallow = ["127.0.0.1"]\n')
    loopback = Loopback()
    yield loopback
    loopback.close()


def subscribe(tidewire, tmp_path: Path, *urls: str) -> None:
    (tmp_path / "urls").write_text("\n".join(urls) + "\n")
    assert tidewire("import", tmp_path / "urls").status == 0


def test_nobody_is_asked_while_many_answers_wait_to_be_read(server, tidewire, tmp_path, monkeypatch):
    monkeypatch.setattr("reader.net.reload.TOTAL", 3)
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
