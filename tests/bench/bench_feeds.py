"""What feeds cost: parsing, storing, and whole reloads beside newsboat, where that is installed.

    python -m tests.bench.bench_feeds [--feeds 100] [--items 100] [--words 300] [--runs 1]

Feeds are made by a seeded generator and served from memory on this machine. Both readers reload the same feeds in turn,
and the ratio of their times is printed beside them; wall times of a busy machine say little, ratios more.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from reader.ingest.feed import parse_feed
from reader.ingest.feed_articles import articles_of
from tests.loopback import Loopback, Reply

VOCABULARY = 20_000


@dataclass(frozen=True)
class Figure:
    """One run of one program."""

    wall: float
    cpu: float
    memory: float  # MB


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


def run(command: list[str], env: dict[str, str]) -> Figure:
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, env={**os.environ, **env}, capture_output=True, check=False, timeout=600)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        print(done.stderr.decode()[-300:], file=sys.stderr)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Figure(wall, cpu, after.ru_maxrss / 1024)


def parsing(bodies: list[bytes]) -> None:
    began = time.process_time()
    count = sum(len(articles_of(parse_feed(body), "https://f.example/feed")) for body in bodies)
    print(f"parsed: {1e3 * (time.process_time() - began) / count:.2f} CPU ms an article, {count:,} articles")


def reloads(server: Loopback, count: int, runs: int) -> None:
    urls = "".join(f"{server.base}/{number}\n" for number in range(count))
    newsboat = shutil.which("newsboat")
    ours: dict[str, list[Figure]] = {"first": [], "again": []}
    theirs: dict[str, list[Figure]] = {"first": [], "again": []}
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
            for which in ("first", "again"):
                ours[which].append(run([*tidewire, "reload"], env))
                if newsboat:
                    files = ["-u", f"{folder}/urls", "-C", f"{folder}/config", "-c", f"{folder}/newsboat.db"]
                    theirs[which].append(run([newsboat, *files, "-x", "reload"], {"HOME": name}))
    for which in ("first", "again"):
        tell(which, ours[which], theirs[which])
    print("memory is the largest process of all that ran so far" if newsboat else "newsboat is not installed")


def tell(which: str, ours: list[Figure], theirs: list[Figure]) -> None:
    wall = statistics.median(each.wall for each in ours)
    cpu = statistics.median(each.cpu for each in ours)
    said = f"reload {which}: {wall:.2f} s, {cpu:.2f} CPU s, {max(each.memory for each in ours):.0f} MB"
    if theirs:
        their_wall = statistics.median(each.wall for each in theirs)
        said += f"; newsboat {their_wall:.2f} s; ratio {wall / their_wall:.2f}"
    print(said, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser()
    for name, default in (("feeds", 100), ("items", 100), ("words", 300), ("runs", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    rng = random.Random(1)
    bodies = [feed(rng, number, options.items, options.words) for number in range(options.feeds)]
    parsing(bodies[:10])
    server = Loopback()
    for number, body in enumerate(bodies):
        headers = {"ETag": f'"{number}"', "Content-Type": "application/rss+xml"}
        server.pages[f"/{number}"] = lambda asked, body=body, headers=headers: (
            Reply(status=304) if asked.get("if-none-match") == headers["ETag"] else Reply(body, headers=headers)
        )
    try:
        reloads(server, options.feeds, options.runs)
    finally:
        server.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
