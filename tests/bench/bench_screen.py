"""What the screen costs beside a bare Textual program: `python -m tests.bench.bench_screen [--runs N]`."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path

from reader.annotator.work import annotate_pending
from reader.samples import store_samples
from tests.bench.terminal import Terminal

FLOOR = [sys.executable, str(Path(__file__).with_name("floor.py"))]
KEYS = (("list step", "j", 20), ("next entity", "e", 10), ("next mention", "]", 10), ("next unread", "n", 8))


def start(argv: list[str], text: str) -> tuple[float, float, float]:
    """Wall seconds and CPU seconds to the first rows, and megabytes then."""
    terminal = Terminal(argv)
    wall = terminal.until(text)
    figures = wall, terminal.cpu(), terminal.memory()
    terminal.close()
    return figures


def main(runs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TIDEWIRE_STATE"] = folder
        cache = Path(folder) / "cache.db"
        store_samples(cache)
        annotate_pending(cache, "fake")
        ours = [sys.executable, "-m", "reader", "--cache", str(cache)]
        pairs = [(start(ours, "Articles"), start(FLOOR, "number 5")) for _ in range(runs)]
        for index, (name, unit, factor) in enumerate((("wall", "ms", 1000), ("CPU", "ms", 1000), ("memory", "MB", 1))):
            mine = statistics.median(pair[0][index] for pair in pairs) * factor
            floor = statistics.median(pair[1][index] for pair in pairs) * factor
            print(f"start, {name:<7} {mine:7.0f} {unit}   floor {floor:7.0f} {unit}   ratio {mine / floor:5.2f}")
        keys(ours)


def keys(ours: list[str]) -> None:
    mine, floor = Terminal(ours), Terminal(FLOOR)
    mine.until("Articles")
    floor.until("number 5")
    for name, key, times in KEYS:
        paired = [(mine.key(key) * 1000, floor.key("j") * 1000) for _ in range(times)]
        middle = statistics.median(one for one, _ in paired)
        worst = sorted(one for one, _ in paired)[int(0.95 * len(paired))]
        bare = statistics.median(other for _, other in paired)
        print(f"{name:<14} {middle:7.1f} ms   p95 {worst:7.1f} ms   floor's list step {bare:5.1f} ms")
    mine.close()
    floor.close()


if __name__ == "__main__":
    main(int(sys.argv[sys.argv.index("--runs") + 1]) if "--runs" in sys.argv else 5)
