"""The sections of the one table: each finds some figures, beside what a bare library takes for the same.

A section gets the folder of the development sets and whether it is to be quick; what needs a set that is not there is
left out by the runner.
"""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from reader.library import Library
from reader.samples import store_samples
from tests.bench import (
    bench_cite,
    bench_entities,
    bench_feeds,
    bench_names,
    bench_related,
    bench_relations_cost,
    bench_screen,
    bench_store,
)
from tests.bench.figures import Figure, spread

Found = Iterator[Figure]


@dataclass(frozen=True, slots=True)
class Section:
    """`needs` is the development set without which there is nothing to find."""

    title: str
    find: Callable[[Path, bool], Found]
    needs: str = ""


def screen(data: Path, quick: bool) -> Found:
    """Starts, keys, openings and searches from outside, in turn with bare Textual programs and newsboat."""
    yield from bench_screen.measured([1000] if quick else [1000, 10_000, 100_000], 2 if quick else 5)


def feeds(data: Path, quick: bool) -> Found:
    """A reload of 100 feeds in turn with newsboat, with 16 threads."""
    yield from bench_feeds.figures(items=20 if quick else 100, runs=1 if quick else 3)


def entities(data: Path, quick: bool) -> Found:
    """How right the names are, and how much slower than spaCy alone they are found."""
    base = bench_entities._load(None)
    wanted = {"worldwide_dev": (0.76, 0.84), "headlines": (0.76, None), "pud_wiki": (0.75, None)}
    for name, (three, span) in wanted.items():
        rows = bench_entities.read(data / "ner" / "dev" / f"{name}.jsonl")
        found = bench_entities.score(rows, bench_entities.predict(base, rows))
        yield Figure(f"{name}, persons, places, organisations", found.three, "F", three, higher=True)
        yield Figure(f"{name}, spans", found.span, "F", span, higher=True)


def annotation(data: Path, quick: bool) -> Found:
    """How quickly articles are annotated, names alone and with all that is stored, beside the bare pipeline."""
    base = bench_entities._load(None)
    rows = bench_entities.read(data / "related" / "ecbplus_stories.jsonl")
    articles = [(row.get("title") or "", row["text"]) for row in rows]
    yield from bench_entities.speeds(base, articles[: 200 if quick else 900])


def names(data: Path, quick: bool) -> Found:
    """How right it is what the names are taken for, over a stream of articles."""
    gold, found, _, times = bench_names.meantime(data / "related")
    yield Figure("MEANTIME, BCubed", bench_names.bcubed(gold, found)[2], "F", 0.84, higher=True)
    yield Figure("MEANTIME, pairwise", bench_names.pairwise(gold, found)[2], "F", 0.84, higher=True)
    pairs = list(bench_names.alias(data / "related"))
    same = [answer == "same" for pair, answer in pairs if pair["rel"] == "same"]
    merged = sum(answer == "same" != pair["rel"] for pair, answer in pairs)
    yield Figure("pairs of names, known to be the same", sum(same) / len(same), "share", 0.85, higher=True)
    yield Figure("pairs of names, wrongly merged", merged, "pairs", 0)
    middle, worst = spread([1000 * each for each in times])
    yield Figure("resolve, an article", middle, "CPU ms", p95=worst)


def related(data: Path, quick: bool) -> Found:
    """How right related stories and storylines are, through the program's own commands."""
    yield from bench_related.measured(data / "related", ["alone"] if quick else ["ecb", "noisy", "titles", "stream"])


def relations(data: Path, quick: bool) -> Found:
    """What relations cost as articles come in, as the sidebar reads them, and as they are put right."""
    for count in (3000,) if quick else (10_000, 100_000):
        with tempfile.TemporaryDirectory() as folder:
            yield from bench_relations_cost.figures(count, 50 if quick else 200, Path(folder, "cache.db"))


def cite(data: Path, quick: bool) -> Found:
    """How many citations are those of the reference processor, and what one costs."""
    goldens = json.loads((data / "citations" / "goldens.json").read_text("utf-8"))
    began, total, agree = time.process_time(), 0, 0
    for style in goldens["expected"]:
        counts, _ = bench_cite.compare(goldens, style)
        total += len(goldens["items"]) * len(counts)
        agree += sum(counts.values())
    yield Figure("citations like the reference processor's", agree / total, "share", 1, higher=True)
    yield Figure("one citation", 1e6 * (time.process_time() - began) / total, "CPU µs")
    runs = [command_cpu("cite", "1") for _ in range(3 if quick else 7)]
    middle, worst = spread([1000 * each for each in runs])
    bare = statistics.median(_cpu([sys.executable, "-c", "import sqlite3"]) for _ in range(3))
    yield Figure("`tidewire cite`, one article", middle, "CPU ms", 150, worst, floor=1000 * bare, bare="Python")


def store(data: Path, quick: bool) -> Found:
    """What storing costs beside SQLite with a table and a full-text index, and how much room an article takes."""
    for count in (1000,) if quick else (1000, 10_000, 100_000):
        drafts = list(bench_store.Press(count).write(count))
        with tempfile.TemporaryDirectory() as folder:
            (ours, size), (bare, bare_size) = (
                _keep(Path(folder, "ours.db"), drafts),
                _keep_bare(Path(folder, "bare.db"), drafts),
            )
        per = 1000 / count
        yield Figure(f"store an article, {count:,}", ours * per, "CPU ms", floor=bare * per, bare="SQLite")
        yield Figure(f"on disk, an article, {count:,}", size / count, "kB", floor=bare_size / count, bare="SQLite")


def _keep(path: Path, drafts: list[bench_store.Draft]) -> tuple[float, float]:
    """CPU seconds to store the drafts, and the kilobytes of the file then."""
    began = time.process_time()
    with Library.open(path) as library:
        bench_store.fill(library, drafts)
    return time.process_time() - began, path.stat().st_size / 1000


def _keep_bare(path: Path, drafts: list[bench_store.Draft]) -> tuple[float, float]:
    """The same with nothing but a table and an index for searching."""
    began = time.process_time()
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute(
            "CREATE TABLE article (id INTEGER PRIMARY KEY, guid TEXT UNIQUE, title TEXT, published TEXT, text TEXT)"
        )
        db.execute("CREATE VIRTUAL TABLE words USING fts5(title, text, content='article', tokenize='porter unicode61')")
        for start in range(0, len(drafts), bench_store.BATCH):
            batch = [draft.article for draft in drafts[start : start + bench_store.BATCH]]
            with db:
                for number, each in enumerate(batch, start):
                    db.execute(
                        "INSERT INTO article VALUES (?, ?, ?, ?, ?)",
                        (number, each.guid, each.title, each.published, each.text),
                    )
                    db.execute(
                        "INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", (number, each.title, each.text)
                    )
    return time.process_time() - began, path.stat().st_size / 1000


def command_cpu(*arguments: str) -> float:
    """CPU seconds of one command on the sample edition."""
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder, "cache.db")
        store_samples(cache)
        return _cpu([sys.executable, "-m", "reader", "--cache", str(cache), *arguments])


def _cpu(argv: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as state:
        subprocess.run(argv, check=True, capture_output=True, env={**env, "TIDEWIRE_STATE": state})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


SECTIONS: dict[str, Section] = {
    "screen": Section("The screen", screen),
    "feeds": Section("Feeds", feeds),
    "store": Section("Storing", store),
    "entities": Section("Entities", entities, "ner"),
    "annotation": Section("Annotating", annotation, "related"),
    "names": Section("Names", names, "related"),
    "related": Section("Related stories and storylines", related, "related"),
    "relations": Section("What relations cost", relations),
    "cite": Section("Citations", cite, "citations/goldens.json"),
}
