"""What the screen costs, beside bare Textual programs and, where it is installed, newsboat.

    python -m tests.bench.bench_screen [--articles 1000 10000 100000] [--runs 5] [--cache FILE]

Each figure is taken from outside, in a terminal of 120 by 40: a start from the call to the first rows of the list, a
key from its press to the last byte that it causes, without the time that a program waited for a processor. Starts and
keys of ours, of the floor and of newsboat take turns, so that what else the machine does falls on all of them. FILE is
a cache of `tests.bench.mass` that is measured instead.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from reader.store.database import connect
from reader.store.outbox import pending_count
from tests.bench import newsboat
from tests.bench.figures import Figure, show, spread
from tests.bench.mass import fill
from tests.bench.stock import LONG
from tests.bench.terminal import Step, Terminal

FLOOR = [sys.executable, str(Path(__file__).with_name("floor.py"))]
NEWSBOAT_MOST = 10_000  # of more, a start takes newsboat half a minute
OPENING = {500: 50, 5_000: 60, 50_000: 100}
STEPS = 8  # keys of one kind in a run


class Screen:
    """Ours, opened on a cache, with a folder for what it remembers."""

    def __init__(self, cache: Path, state: Path) -> None:
        self._cache, self._state = cache, state

    def open(self, *, wait: bool = True) -> Terminal:
        argv = [sys.executable, "-m", "reader", "--cache", str(self._cache)]
        terminal = Terminal(argv, TIDEWIRE_STATE=str(self._state))
        if wait:
            terminal.until("unread")
            terminal.settle()
        return terminal


def started(opened: Terminal, text: str) -> tuple[float, float, float]:
    """Wall and CPU milliseconds to the first rows, and the megabytes once all is at rest."""
    wall = (opened.until(text) - opened.waited()) * 1000
    cpu = opened.cpu() * 1000
    opened.settle()
    memory = opened.memory()
    opened.close()
    return wall, cpu, memory


def starts(screen: Screen, articles: int, runs: int, boat: newsboat.Newsboat | None) -> Iterator[Figure]:
    """Starts of ours, of an empty Textual program and of newsboat in turn."""
    ours, empty, other = [], [], list[float]()
    for _ in range(runs):
        ours.append(started(screen.open(wait=False), "Source 1"))
        empty.append(started(Terminal([*FLOOR, "--empty"]), "nothing"))
        if boat is not None:
            other.append(started(boat.open(), "Source 000")[0])
    wall, cpu, memory = zip(*ours, strict=True)
    floors = [statistics.median(each) for each in zip(*empty, strict=True)]
    beside = statistics.median(other) if other else None
    name = f"start to a painted list, {articles:,}"
    median, worst = spread(wall)
    yield Figure(name, median, "ms", 1.5, worst, floor=floors[0], other=beside, relative=True)
    yield Figure(f"{name}, CPU", statistics.median(cpu), "ms", 1.5, floor=floors[1], relative=True)
    yield Figure(f"memory at rest, {articles:,}", statistics.median(memory), "MB", 60, floor=floors[2])


def steps(screen: Screen, articles: int, runs: int, boat: newsboat.Newsboat | None) -> Iterator[Figure]:
    """Going down the list, at its top and at its end."""
    ours, floor = screen.open(), Terminal(FLOOR)
    floor.until("number 5")
    other = boat.open() if boat else None
    if other is not None:
        other.until("Source 000")
        other.key_until("\r", "waits")
    taken = [(ours.key("j"), floor.key("j"), other.key("j") if other else None) for _ in range(STEPS * runs)]
    mine, bare = [step for step, _, _ in taken], [step for _, step, _ in taken]
    beside = [step for _, _, step in taken if step is not None]
    median, worst = spread([step.ms for step in mine])
    yield Figure(f"list step, {articles:,}", median, "ms", 16, worst, 35, _middle(bare), _middle(beside))
    size = statistics.median(step.size for step in mine)
    bare_size = statistics.median(step.size for step in bare)
    other_size = statistics.median(step.size for step in beside) if beside else None
    yield Figure("bytes sent for a list step", size, "bytes", 3000, floor=bare_size, other=other_size)
    yield _figure(f"to the end of the list, {articles:,}", [_last(ours) for _ in range(runs)], 50)
    yield _figure("list step at the end", [ours.key("k") for _ in range(STEPS * runs)], 16, 35)
    for terminal in (ours, floor, *([other] if other else [])):
        terminal.close()


def _last(ours: Terminal) -> Step:
    ours.key("g")
    return ours.key("G")


def openings(screen: Screen, runs: int) -> Iterator[Figure]:
    """Opening articles of three lengths, each copy once."""
    for words in LONG:
        ours = screen.open()
        _long_ones(ours, words)
        taken = []
        for _ in range(runs):
            ours.key("h")
            ours.key("j")
            taken.append(ours.key("\r"))
        yield _figure(f"open an article of {words:,} words", taken, OPENING[words])
        ours.close()


def _long_ones(ours: Terminal, words: int) -> None:
    """List the long articles of so many words."""
    ours.key("/")
    ours.key_until(f"title:longread{words}", "found")
    ours.key("\r")


def mentions(screen: Screen, runs: int) -> Iterator[Figure]:
    """From one mention of an entity to the next in an article of 5,000 words, with the sidebar that goes with it."""
    ours = screen.open()
    _long_ones(ours, 5000)
    ours.key("\r")
    ours.key("e")
    yield _figure("next mention, sidebar included", [ours.key("]") for _ in range(STEPS * runs)], 30, 60)
    yield _figure("next entity, sidebar included", [ours.key("e") for _ in range(STEPS * runs)], 30, 60)
    ours.close()


def searches(screen: Screen, articles: int, runs: int, boat: newsboat.Newsboat | None) -> Iterator[Figure]:
    """From the last letter of a word in the bodies to the first rows that are found."""
    other = _searched(boat) if boat else None
    for what, word in (("a word that all have", "Reference"), ("a word that few have", "longread")):
        taken = []
        for _ in range(runs):
            ours = screen.open()
            ours.key("/")
            ours.key(f"text:{word[:-1]}")
            taken.append(ours.key_until(word[-1], "found"))
            ours.close()
        yield _figure(f"search, {what}, {articles:,}", taken, 60, other=other)


def _searched(boat: newsboat.Newsboat) -> float:
    terminal = boat.open()
    terminal.until("Source 000")
    terminal.key("/")
    found = terminal.key_until(f"{newsboat.WORD}\r", "Search results")
    terminal.close()
    return found.ms


def beside_the_worker(folder: Path, runs: int) -> Iterator[Figure]:
    """The same keys while the worker annotates at full speed and while it has nothing to do, in turn."""
    runs = max(runs, 3)  # or the p95 would be the slowest of a few
    quiet, busy = folder / "quiet.db", folder / "busy.db"
    fill(busy, 2000 * runs)  # enough to be at work all the time
    shutil.copy(busy, quiet)
    _ask_again(busy)
    calm, loud = Screen(quiet, folder).open(), Screen(busy, folder).open()
    _until_at_work(busy, loud)
    for name, key in (("list step", "j"), ("next entity", "e")):
        pairs = [(loud.key(key), calm.key(key)) for _ in range(2 * STEPS * runs)]  # a ratio of two p95 needs many
        (median, worst), (_, floor) = (spread([step.ms for step in each]) for each in zip(*pairs, strict=True))
        yield Figure(
            f"{name} while the worker annotates, p95", worst, "ms", 1.3, floor=floor, relative=True, bare="at rest"
        )
        yield Figure(f"{name} while the worker annotates, p50", median, "ms")
    calm.close()
    loud.close()


def _ask_again(cache: Path) -> None:
    """Let every article wait for the worker, but the long ones, of which one takes longer than all keys together."""
    with closing(connect(cache)) as db, db:
        db.execute("DELETE FROM article WHERE length(text) > 20000")
        db.execute("INSERT INTO outbox (article_id, token, listed) SELECT id, randomblob(16), listed FROM article")


def _until_at_work(cache: Path, screen: Terminal) -> None:
    """Until some articles have been annotated."""
    with closing(connect(cache)) as db:
        before = pending_count(db)
        while pending_count(db) > before - 50:
            screen.settle()


def _middle(taken: list[Step]) -> float | None:
    return statistics.median(step.ms for step in taken) if taken else None


def _figure(
    name: str, taken: list[Step], target: float, target_p95: float | None = None, other: float | None = None
) -> Figure:
    median, worst = spread([step.ms for step in taken])
    return Figure(name, median, "ms", target, worst, target_p95, other=other)


def figures(cache: Path, articles: int, runs: int, folder: Path) -> Iterator[Figure]:
    """All that is measured in one cache; `folder` is for what is thrown away afterwards."""
    boat = None
    if articles <= NEWSBOAT_MOST and newsboat.installed():
        (folder / "newsboat").mkdir()
        boat = newsboat.Newsboat(folder / "newsboat", articles)
    screen = Screen(cache, folder)
    parts: list[Callable[[], Iterator[Figure]]] = [
        lambda: starts(screen, articles, runs, boat),
        lambda: steps(screen, articles, runs, boat),
        lambda: openings(screen, runs),
        lambda: mentions(screen, runs),
        lambda: searches(screen, articles, runs, boat),
    ]
    for part in parts:
        yield from part()


def measured(sizes: list[int], runs: int, cache: Path | None = None) -> Iterator[Figure]:
    """The figures of caches that are made for it, or of one that is there."""
    for articles in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            if cache is None:
                fill(folder / "cache.db", articles)
            yield from figures(cache or folder / "cache.db", articles, runs, folder)
    with tempfile.TemporaryDirectory() as name:
        yield from beside_the_worker(Path(name), runs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--cache", type=Path, help="a cache of tests.bench.mass; --articles says how many it holds")
    options = parser.parse_args()
    if not newsboat.installed():
        print("Newsboat is not installed (Debian: apt install newsboat); its column stays empty.")
    show(measured(options.articles, options.runs, options.cache))


if __name__ == "__main__":
    main()
