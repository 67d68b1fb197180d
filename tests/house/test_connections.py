"""Nothing is sent anywhere but to the hosts of the feeds: every connection of every process is counted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.loopback import Loopback, Reply, rss

# Python reads this at the start of every process, the worker's and the parsers' too.
LISTENER = """
import os, sys
def heard(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        address = arguments[1] if event in ("socket.connect", "socket.sendto") else arguments[:2]
        if isinstance(address, tuple):  # else a socket of this machine's file system
            with open(os.environ["HEARD"], "a") as file:
                file.write(f"{event} {address[0]} {address[1]}\\n")
sys.addaudithook(heard)
"""
OFFLINE = (
    "import {seeds}", "annotate --recogniser fake", "list", "search Turkey", "entities", "related --all", "storylines",
    "cite --style apa 1", "export", "pipelines", "config", "keys", "doctor",
)  # fmt: skip
OPENED = """
import asyncio, os
from pathlib import Path
from reader.config import Config
from reader.ui.app import TidewireApp
async def main():
    app = TidewireApp(Path(os.environ["TIDEWIRE_CACHE"]), Config(), recogniser="fake", annotate=True)
    async with app.run_test() as pilot:
        await pilot.press("j", "enter", "e", "]", "c", "question_mark", "escape", "slash", "a", "escape")
asyncio.run(main())
"""


@pytest.fixture
def heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that holds a line for every connection of the processes that are started from here."""
    (tmp_path / "listener").mkdir()
    (tmp_path / "listener" / "sitecustomize.py").write_text(LISTENER)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path / "listener"), os.environ.get("PYTHONPATH", "")]))
    monkeypatch.setenv("HEARD", str(tmp_path / "heard"))
    (tmp_path / "heard").touch()
    return tmp_path / "heard"


def tidewire(*lines: str, then: str = "") -> None:
    """Run command lines one after the other in one process of its own, then some more code."""
    code = (
        f"from reader.cli.main import run\nfor line in {lines!r}:\n    print('ended:', line, run(line.split()))\n{then}"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    ends = [end for end in done.stdout.splitlines() if end.startswith("ended: ") and not end.endswith(" 0")]
    assert ends == [], done.stdout + done.stderr


def test_what_needs_no_network_asks_for_none(heard: Path, tmp_path: Path):
    article = tmp_path / "article.txt"
    article.write_text(
        "Title: Talks in Ankara\nURL: https://wire.example/talks\n\nTurkey spoke with Russia in Ankara.\n"
    )
    tidewire(*(line.format(seeds=article) for line in OFFLINE), then=OPENED)
    assert heard.read_text() == ""


def test_a_reload_speaks_with_the_hosts_of_the_feeds_only(heard: Path, tmp_path: Path):
    (tmp_path / "config.toml").write_text('[network]\nallow = ["127.0.0.1"]\n')
    one, other, elsewhere = Loopback(), Loopback(), Loopback()
    one.pages["/feed"] = rss("A story", body=f"&lt;img src='{elsewhere.base}/pixel'&gt; Words.", base=elsewhere.base)
    other.pages["/feed"] = Reply(status=301, headers={"Location": "/moved"})
    other.pages["/moved"] = rss("Another story")
    (tmp_path / "urls").write_text(f"{one.base}/feed\n{other.base}/feed\n")
    tidewire(f"import {tmp_path / 'urls'}", "reload")
    for server in (one, other, elsewhere):
        server.close()
    ports = {line.split()[2] for line in heard.read_text().splitlines() if line.startswith("socket.connect")}
    assert {f"http://127.0.0.1:{port}" for port in ports} == {one.base, other.base}
    assert (one.paths(), other.paths(), elsewhere.paths()) == (["/feed"], ["/feed", "/moved"], [])
