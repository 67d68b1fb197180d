"""All that the pipeline learns from: the annotated texts of the data folder, and our own beside this file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from reader.entities.training.item import Item
from reader.entities.training.marked import read_marked, read_standoff

WEIGHTS = {"voa_annotated": 2, "own_news": 2, "own_headlines": 2, "sec": 0}
OWN_TEXTS = Path(__file__).parent / "texts"
OWN_WEIGHT = 2


def read(path: Path) -> Iterator[Item]:
    """Each line of a JSON lines file as an item; empty texts are left out."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            spans = tuple((start, end, label) for start, end, label in row["spans"])
            missing = tuple((start, end) for start, end in row.get("missing", ()))
            if row["text"].strip():
                yield Item(row["text"], spans, missing)


def read_all(data: Path, own: Path = OWN_TEXTS) -> list[Item]:
    """All items, those of the weightier files several times; `own` holds marked texts and marks upon public ones."""
    items: list[Item] = []
    for path in sorted((data / "train").glob("*.jsonl")):
        items += list(read(path)) * WEIGHTS.get(path.stem, 1)
    for path in sorted(own.rglob("*.txt")):
        items += list(read_marked(path)) * OWN_WEIGHT
    for path in sorted(own.rglob("*.jsonl")):
        items += list(read_standoff(path, data / "text_public_domain.jsonl")) * OWN_WEIGHT
    return items
