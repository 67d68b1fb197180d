"""Whether anything slows down or grows in long use of a large cache: `make bench-million`.

    python -m tests.bench.bench_million [--articles 1000000] [--mentions 20] [--minutes 10] [--cache FILE]

The reader is open in a terminal on a cache as `mass` makes it (or on FILE, which is made where it is not there). Round
after round the same keys are pressed, and between rounds feeds that have something new every time are reloaded into
the same cache by another process; the reader's worker annotates what has come. A line a minute; the last one says how
the last third of the minutes compares with the first.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from reader.library import Library
from reader.model.feed import Subscription
from tests.bench.bench_feeds import feed
from tests.bench.mass import fill
from tests.bench.terminal import Terminal, children, memory_of
from tests.loopback import Loopback

FEEDS, NEW = 5, 10  # articles that each feed has new at every reload
STEPS = (
    ("step", "j", 10),
    ("page", " ", 3),
    ("end", "G", 1),
    ("start", "g", 1),
    ("unread", "n", 3),
    ("entity", "e", 3),
    ("mention", "]", 3),
)
KINDS = (*(name for name, _, _ in STEPS), "search", "reload", "reader", "worker")
UNITS = {"reload": "s", "reader": "MB", "worker": "MB"}
Samples = dict[str, list[float]]


class News:
    """Feeds on this machine with something new at every reload."""

    def __init__(self) -> None:
        self.server = Loopback()
        self._editions = count(1)
        self._random = random.Random(1)

    @property
    def addresses(self) -> list[str]:
        return [f"{self.server.base}/{number}" for number in range(FEEDS)]

    def next_edition(self) -> None:
        edition = next(self._editions)
        for number in range(FEEDS):
            self.server.pages[f"/{number}"] = feed(self._random, edition * FEEDS + number, NEW, 200)


def one_round(terminal: Terminal, found: Samples) -> None:
    """Every key once or a few times, a search, and what the processes weigh."""
    for name, key, times in STEPS:
        found[name] += [terminal.key(key).ms for _ in range(times)]
    terminal.key("\x1b")
    terminal.key("h")
    terminal.key("/")
    terminal.key("harbour")
    found["search"].append(terminal.key("\r").ms)
    terminal.key("\x1b")
    terminal.key("\x1b")
    found["reader"].append(terminal.memory())
    found["worker"] += [memory_of(pid) for pid in children(terminal.pid)][:1]


def reload(news: News, tidewire: list[str], found: Samples) -> None:
    news.next_edition()
    began = time.perf_counter()
    subprocess.run([*tidewire, "--quiet", "reload", *news.addresses], check=True, capture_output=True)
    found["reload"].append(time.perf_counter() - began)


def minutes(terminal: Terminal, news: News, tidewire: list[str], wanted: float) -> Iterator[Samples]:
    """What was measured in each minute, until the time is over."""
    end = time.monotonic() + 60 * wanted
    while time.monotonic() < end:
        found: Samples = defaultdict(list)
        minute = time.monotonic() + 60
        while time.monotonic() < min(minute, end):
            reload(news, tidewire, found)
            one_round(terminal, found)
        yield found


def line(head: str, values: dict[str, float], form: str) -> str:
    return f"{head:<12}" + "".join(f"{values[kind]:>11{form}}" if kind in values else f"{'':>11}" for kind in KINDS)


def report(found: Iterator[Samples]) -> None:
    print(f"{'':<12}" + "".join(f"{kind + ' ' + UNITS.get(kind, 'ms'):>11}" for kind in KINDS))
    rows = []
    for number, samples in enumerate(found, 1):
        rows.append({kind: statistics.median(values) for kind, values in samples.items() if values})
        print(line(f"minute {number}", rows[-1], ".1f"), flush=True)
    third = max(1, len(rows) // 3)
    ratios = {
        kind: statistics.median(row[kind] for row in rows[-third:] if kind in row) / first
        for kind in KINDS
        if (first := statistics.median([row[kind] for row in rows[:third] if kind in row] or [0]))
    }
    print(line("last : first", ratios, ".2f"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--mentions", type=int, default=20)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--cache", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cache = options.cache or Path(folder, "cache.db")
        if not cache.exists():
            began = time.perf_counter()
            fill(cache, options.articles, options.mentions)
            print(f"made in {time.perf_counter() - began:.0f} s: {cache.stat().st_size / 1e6:,.0f} MB", flush=True)
        os.environ.update(TIDEWIRE_STATE=folder, TIDEWIRE_CONFIG=f"{folder}/config.toml")
        Path(folder, "config.toml").write_text('[network]\nallow = ["127.0.0.1"]\n')
        news = News()
        with Library.open(cache) as library:
            library.subscriptions.subscribe([Subscription(address) for address in news.addresses])
        tidewire = [sys.executable, "-m", "reader", "--cache", str(cache)]
        terminal = Terminal(tidewire)
        print(f"opened in {1000 * terminal.until('Articles'):.0f} ms", flush=True)
        report(minutes(terminal, news, tidewire, options.minutes))
        terminal.close()
        news.server.close()


if __name__ == "__main__":
    main()
