"""What the recogniser is worth: `python tests/bench/bench_entities.py DATA [--quick]`, DATA holding `dev/*.jsonl`."""

from __future__ import annotations

import argparse
import json
import re
import resource
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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


def variants(base: Any) -> list[tuple[str, Any]]:
    """The recogniser as it is, with each rule off, and with none."""
    from reader.entities.recognise import SpacyRecogniser
    from reader.entities.rules import ALL_RULES

    def with_rules(rules: Any) -> Any:
        return SpacyRecogniser(base._nlp, base.name, base._lexicon, rules)

    def without(rule: Any) -> tuple[str, Any]:
        return f"no {rule.__name__}", with_rules(tuple(other for other in ALL_RULES if other is not rule))

    return [("all rules", base), *map(without, ALL_RULES), ("no rules", with_rules(()))]


def main() -> None:
    """Print load time, the score of each variant on each set, speed and memory."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--quick", action="store_true", help="only with all rules and with none")
    parser.add_argument("--model", type=Path, help="another folder than the embedded pipeline's")
    asked = parser.parse_args()
    began = time.perf_counter()
    base = _load(asked.model)
    sys.stdout.write(f"load {time.perf_counter() - began:.2f} s, {_megabytes():.0f} MB\n")
    sets = {name: read(asked.data / "dev" / f"{name}.jsonl") for name in SETS}
    sys.stdout.write(f"{'':18}" + "".join(f"{name:>20}" for name in SETS) + "   words/s\n")
    for title, recogniser in variants(base):
        if asked.quick and title not in ("all rules", "no rules"):
            continue
        began, words = time.process_time(), 0
        line = f"{title:18}"
        for rows in sets.values():
            line += f"{score(rows, predict(recogniser, rows))!s:>20}"
            words += sum(len(row["text"].split()) for row in rows)
        sys.stdout.write(f"{line} {words / (time.process_time() - began):9,.0f}\n")
    sys.stdout.write(f"memory at the end {_megabytes():.0f} MB\n")


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
