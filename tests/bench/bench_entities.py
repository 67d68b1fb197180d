"""What the recogniser is worth: `python tests/bench/bench_entities.py DATA [--quick]`, DATA holding `dev/*.jsonl`."""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.bench.figures import Figure, show

SETS = ("worldwide_dev", "headlines", "pud_wiki")
COARSE = {"PERSON": "PER", "PER": "PER", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "ORG": "ORG"}
THREE = frozenset({"PER", "LOC", "ORG"})
_EDGE = re.compile(r"^\s*(?:the )?|(?:['’]s|['’])?\s*$", re.IGNORECASE)

Span = tuple[int, int, str]


@dataclass(frozen=True)
class Score:
    """F over places, persons and organisations; over spans whatever their label; over exact labels."""

    three: float
    span: float
    fine: float

    def __str__(self) -> str:
        return f"{self.three:.3f} {self.span:.3f} {self.fine:.3f}"


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without surrounding white space, a leading "the" or a final possessive."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    if text[start:end].lower().startswith("the "):
        start += 4
    tail = re.search(r"['’]s?$", text[start:end])
    return start, end - len(tail.group()) if tail else end


def score(rows: list[dict[str, Any]], predictions: list[list[Span]]) -> Score:
    """Micro-averaged scores; what touches an unknown stretch is not judged, nor are types that the gold never has."""
    ten = any(COARSE.get(label) is None for row in rows for *_, label in row["spans"])
    counts: Counter[tuple[str, str]] = Counter()
    for row, spans in zip(rows, predictions, strict=True):
        text, missing = row["text"], row.get("missing", [])
        judged = [s for s in spans if not any(s[0] < end and start < s[1] for start, end in missing)]
        gold = {(*trimmed(text, *s[:2]), s[2]) for s in row["spans"]}
        fine = {(*trimmed(text, *s[:2]), s[2]) for s in judged}
        _count(counts, "fine", gold, fine)
        coarse_gold, coarse = _coarse(gold, ten), _coarse(fine, ten)
        _count(counts, "span", {s[:2] for s in coarse_gold}, {s[:2] for s in coarse})
        _count(counts, "three", {s for s in coarse_gold if s[2] in THREE}, {s for s in coarse if s[2] in THREE})
    return Score(*(_f(counts, name) for name in ("three", "span", "fine")))


def _coarse(spans: set[Span], ten: bool) -> set[Span]:
    named = {(start, end, COARSE.get(label, "OTHER")) for start, end, label in spans}
    return named if ten else {span for span in named if span[2] != "OTHER"}


def _count(counts: Counter[tuple[str, str]], name: str, gold: set[Any], found: set[Any]) -> None:
    counts[name, "both"] += len(gold & found)
    counts[name, "all"] += len(gold) + len(found)


def _f(counts: Counter[tuple[str, str]], name: str) -> float:
    return 2 * counts[name, "both"] / max(1, counts[name, "all"])


def predict(recogniser: Any, rows: list[dict[str, Any]]) -> list[list[Span]]:
    """The mentions of each row's text as plain spans."""
    found = recogniser.recognise(("", row["text"]) for row in rows)
    return [[(m.start, m.end, m.label.value) for m in page.text] for page in found]


def read(path: Path) -> list[dict[str, Any]]:
    """All rows of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


Variant = tuple[str, Any, AbstractContextManager[Any]]


def variants(base: Any) -> Iterator[Variant]:
    """The recogniser as it is, with each trick and each rule off, and with no rule."""
    from reader.entities.rules import ALL_RULES

    yield "everything on", base, nullcontext()
    for title, off in _tricks(base):
        yield title, base, off
    for rule in ALL_RULES:
        yield f"no {rule.__name__}", with_rules(base, [each for each in ALL_RULES if each is not rule]), nullcontext()
    yield "no rules", with_rules(base, ()), nullcontext()


def with_rules(base: Any, rules: Iterable[Any]) -> Any:
    """The same recogniser with other rules."""
    from reader.entities.recognise import SpacyRecogniser

    return SpacyRecogniser(base._nlp, base.name, base._lexicon, tuple(rules))


def _tricks(base: Any) -> Iterator[tuple[str, AbstractContextManager[Any]]]:
    """What helps the pipeline besides rules, each switched off while its context lasts."""
    import numpy as np

    from reader.entities.lexicon import Lexicon
    from reader.entities.pipeline import FEATURES

    yield "no truecasing", patch("reader.entities.recognise.truecase", lambda text, _: text)
    yield "no lexicon", patch.object(base._nlp.get_pipe(FEATURES), "lexicon", Lexicon({}, {}))
    yield "no clues", patch("reader.entities.pipeline.clues", lambda lower, *_: np.zeros(len(lower), np.uint64))


def main() -> None:
    """Print load time, the score of each variant on each set, speed beside the bare pipeline's, and memory."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--quick", action="store_true", help="only with everything on and with no rules")
    parser.add_argument("--model", type=Path, help="another folder than the embedded pipeline's")
    parser.add_argument("--also", type=Path, nargs="*", default=[], help="more sets to score, JSON lines")
    asked = parser.parse_args()
    began = time.perf_counter()
    base = _load(asked.model)
    sys.stdout.write(f"load {time.perf_counter() - began:.2f} s, {_megabytes():.0f} MB\n")
    paths = [*(asked.data / "dev" / f"{name}.jsonl" for name in SETS), *asked.also]
    sets = {path.stem: read(path) for path in paths}
    sys.stdout.write(f"F3, span F, ten labels\n{'':18}" + "".join(f"{name[:18]:>20}" for name in sets) + "\n")
    for title, recogniser, context in variants(base):
        if not asked.quick or title in ("everything on", "no rules"):
            with context:
                scores = [score(rows, predict(recogniser, rows)) for rows in sets.values()]
            sys.stdout.write(f"{title:18}" + "".join(f"{each!s:>20}" for each in scores) + "\n")
    show(speeds(base, [("", row["text"]) for row in sets[SETS[0]]]))
    sys.stdout.write(f"memory at the end {_megabytes():.0f} MB\n")


def speeds(base: Any, articles: list[tuple[str, str]]) -> Iterator[Figure]:
    """Titles with their texts, as shares of the bare pipeline's speed: the names by CPU, all of it by the clock.

    Bare is our own decoder without the rules, which is quicker than spaCy's; the last figure is beside that. All of it
    is measured three times over: from the first article that was stored on, where the bare pipeline has loaded too;
    with starting and loading of both; and with those of ours alone.
    """
    texts = [f"{title}\n{text}" for title, text in articles]

    def bare() -> None:
        for _ in base._nlp.pipe(texts):
            pass

    def whole() -> None:
        for _ in base.recognise(articles):
            pass

    floor, *warm = (_seconds(bare) for _ in range(3))  # the worker meets every word for the first time, too
    found = min(_seconds(whole) for _ in range(3))
    loading = _loading()
    run = _worker(articles)
    words = sum(len(text.split()) for text in texts) / len(texts)
    for name, speed, bares in (
        ("names alone", len(texts) / found, len(texts) / min(warm)),
        ("all of it, once loaded", run.speed, len(texts) / floor),
        ("all of it, beside loading and nlp.pipe", len(texts) / run.wall, len(texts) / (loading + floor)),
        ("all of it with loading, beside nlp.pipe", len(texts) / run.wall, len(texts) / floor),
    ):
        for what, many in (("articles", 1.0), ("words", words)):
            yield Figure(
                f"{name}, {what}", speed * many, "a second", 0.85,
                floor=bares * many, relative=True, higher=True, bare="spaCy",
            )  # fmt: skip
    from reader.entities.pipeline import EMBEDDED, load_as_trained

    spacys = load_as_trained(EMBEDDED)
    theirs = _seconds(lambda: deque(spacys.pipe(texts), maxlen=0))
    yield Figure(
        "the same, beside spaCy's own decoder, articles", len(texts) / run.wall, "a second",
        floor=len(texts) / theirs, relative=True, higher=True, bare="spaCy",
    )  # fmt: skip
    yield Figure("CPU of those that find names", run.recognisers, "s", floor=floor, bare="spaCy")
    yield Figure("CPU of the one that stores", run.writer, "s", floor=floor, bare="spaCy")


def _loading() -> float:
    """Seconds by the clock in which a new process has the bare pipeline loaded."""
    began = time.perf_counter()
    command = "from reader.entities.recognise import load_recogniser; load_recogniser('embedded')"
    subprocess.run([sys.executable, "-c", command], check=True)
    return time.perf_counter() - began


def _seconds(run: Callable[[], object]) -> float:
    began = time.process_time()
    run()
    return time.process_time() - began


@dataclass(frozen=True)
class Run:
    """Some articles annotated in a new cache.

    `wall` in seconds by the clock, `writer` and `recognisers` of CPU, with starting and loading; `speed` in articles a
    second from the first one that was stored on.
    """

    wall: float
    writer: float
    recognisers: float
    speed: float


def _worker(articles: list[tuple[str, str]]) -> Run:
    """Do with these articles all that is done with new ones."""
    from reader.annotator.work import annotate_pending
    from reader.library import Library
    from reader.model.article import ParsedArticle

    stored: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder) / "cache.db"
        with Library.open(cache) as library:
            parsed = [ParsedArticle(f"text {at}", title, text) for at, (title, text) in enumerate(articles)]
            library.add(parsed, source="bench")
        _adopt_orphans()
        began, other = time.perf_counter(), _children()
        writer = _seconds(lambda: annotate_pending(cache, "embedded", lambda *_: stored.append(time.perf_counter())))
        ended = time.perf_counter()
    at_first = sum(moment <= stored[0] + 0.01 for moment in stored)  # a few are told with one commit
    speed = (len(articles) - at_first) / (ended - stored[0])
    return Run(ended - began, writer, _children() - other, speed)


def _adopt_orphans() -> None:
    """Let the second recogniser, the child of a child, be counted when both are gone (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(36, 1)  # PR_SET_CHILD_SUBREAPER


def _children() -> float:
    """CPU seconds of all child processes that have ended."""
    time.sleep(0.1)  # the second recogniser ends just after the first
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _load(model: Path | None) -> Any:
    from reader.entities.recognise import SpacyRecogniser, load_recogniser

    if model is None:
        return load_recogniser("embedded")
    from reader.entities.lexicon import Lexicon
    from reader.entities.pipeline import LEXICON, load_embedded

    return SpacyRecogniser(load_embedded(model), str(model), Lexicon.load(model / LEXICON))


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
