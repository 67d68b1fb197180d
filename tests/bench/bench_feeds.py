"""What feeds cost: parsing, storing, and whole reloads beside newsboat, where that is installed.

    python -m tests.bench.bench_feeds [--feeds 100] [--items 100] [--words 300] [--runs 1]

Feeds are made by a seeded generator and served from memory on this machine. Both readers reload the same feeds in turn,
and the ratio of their times is printed beside them; wall times of a busy machine say little, ratios more.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from reader.ingest.feed import parse_feed
from reader.ingest.feed_articles import articles_of
from tests.bench.figures import Figure, show, spread
from tests.loopback import Loopback, Reply

VOCABULARY = 20_000


@dataclass(frozen=True, slots=True)
class Run:
    """One run of one program: seconds, CPU seconds, and the megabytes of its largest process."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True, slots=True)
class Reloads:
    """Runs of ours and of newsboat, taken in turn; `again` asks servers that have nothing new."""

    first: list[Run]
    again: list[Run]
    newsboat_first: list[Run]
    newsboat_again: list[Run]


def feed(rng: random.Random, number: int, items: int, words: int) -> bytes:
    """One RSS feed with paragraphs, a list and a link an item."""
    written = []
    for n in range(items):
        text = [f"w{min(int(rng.paretovariate(0.6)), VOCABULARY)}" for _ in range(words)]
        parts = [" ".join(text[at : at + 60]) for at in range(0, words, 60)]
        body = "".join(f"<p>{part} <a href='/x{n}'>more</a></p>" for part in parts)
        body += f"<ul><li>{text[0]}</li><li>{text[-1]}</li></ul>"
        written.append(
            f"<item><title>Story {number}.{n} {text[1]}</title><link>https://f{number}.example/{n}</link>"
            f"<guid isPermaLink='false'>{number}:{n}</guid><pubDate>Tue, 06 Jan 2026 08:30:00 GMT</pubDate>"
            f"<description><![CDATA[{body}]]></description></item>"
        )
    head = f"<title>Feed {number}</title><link>https://f{number}.example/</link><description>d</description>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{"".join(written)}</channel></rss>'.encode()


def run(command: list[str], env: dict[str, str]) -> Run:
    """One command, waited for; its memory is measured by a process that has had no other child."""
    began = time.perf_counter()
    argv = [sys.executable, "-c", _WATCH, *command]
    done = subprocess.run(argv, env={**os.environ, **env}, capture_output=True, check=False, timeout=600)
    wall = time.perf_counter() - began
    *_, last = done.stderr.decode().splitlines() or ["0 0 0"]
    cpu, memory = (float(each) for each in last.split()[-2:])
    if done.returncode:
        print(done.stderr.decode()[-300:], file=sys.stderr)
    return Run(wall, cpu, memory)


_WATCH = """import resource, subprocess, sys
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, file=sys.stderr)
sys.exit(status)"""


def parsing(bodies: list[bytes]) -> float:
    """CPU milliseconds to parse an article out of a feed."""
    began = time.process_time()
    count = sum(len(articles_of(parse_feed(body), "https://f.example/feed")) for body in bodies)
    return 1000 * (time.process_time() - began) / count


@contextmanager
def served(bodies: list[bytes]) -> Iterator[Loopback]:
    """A server on this machine that has these feeds, and nothing new for whoever has them already."""
    server = Loopback()
    for number, body in enumerate(bodies):
        headers = {"ETag": f'"{number}"', "Content-Type": "application/rss+xml"}
        server.pages[f"/{number}"] = lambda asked, body=body, headers=headers: (
            Reply(status=304) if asked.get("if-none-match") == headers["ETag"] else Reply(body, headers=headers)
        )
    try:
        yield server
    finally:
        server.close()


def reloads(server: Loopback, count: int, runs: int) -> Reloads:
    """Reload `count` feeds twice with each program, `runs` times."""
    found = Reloads([], [], [], [])
    urls = "".join(f"{server.base}/{number}\n" for number in range(count))
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "urls").write_text(urls)
            (folder / "config.toml").write_text('[network]\nallow = ["127.0.0.1"]\n')
            (folder / "config").write_text("suppress-first-reload yes\nreload-threads 16\n")
            env = {f"TIDEWIRE_{key}": f"{folder}/{file}" for key, file in
                   (("CACHE", "cache.db"), ("CONFIG", "config.toml"), ("STATE", "state"))}  # fmt: skip
            tidewire = [sys.executable, "-m", "reader", "--quiet"]
            run([*tidewire, "import", str(folder / "urls")], env)
            for ours, theirs in ((found.first, found.newsboat_first), (found.again, found.newsboat_again)):
                ours.append(run([*tidewire, "reload"], env))
                if newsboat := shutil.which("newsboat"):
                    files = ["-u", f"{folder}/urls", "-C", f"{folder}/config", "-c", f"{folder}/newsboat.db"]
                    theirs.append(run([newsboat, *files, "-x", "reload"], {"HOME": name}))
    return found


def figures(feeds: int = 100, items: int = 100, words: int = 300, runs: int = 3) -> Iterator[Figure]:
    """What a reload of so many feeds costs, with all articles new and with none."""
    rng = random.Random(1)
    bodies = [feed(rng, number, items, words) for number in range(feeds)]
    yield Figure("parse, an article", parsing(bodies[:10]), "CPU ms")
    with served(bodies) as server:
        found = reloads(server, feeds, runs)
    name = f"reload of {feeds * items:,} new articles"
    for what, ours, theirs, target in (
        (name, found.first, found.newsboat_first, None),
        ("the same, nothing new", found.again, found.newsboat_again, 0.5),
    ):  # fmt: skip
        middle, worst = spread([each.wall for each in ours])
        other = spread([each.wall for each in theirs])[0] if theirs else None
        yield Figure(what, middle, "s", other and round(other, 2) if target is None else target, worst, other=other)
        yield Figure(f"{what}, CPU", spread([each.cpu for each in ours])[0], "s",
                     other=spread([each.cpu for each in theirs])[0] if theirs else None)  # fmt: skip
    memory = max(each.memory for each in found.first)
    yield Figure(f"{name}, memory", memory, "MB", 150,
                 other=max((each.memory for each in found.newsboat_first), default=None))  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("feeds", 100), ("items", 100), ("words", 300), ("runs", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    show(figures(options.feeds, options.items, options.words, options.runs))


if __name__ == "__main__":
    main()
