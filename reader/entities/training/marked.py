"""Our own annotations: texts with their mentions marked in place, as `[Lagos|GPE]`, and marks upon texts of others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from reader.entities.training.item import Item

_MARK = re.compile(r"\[([^\[\]|]+)\|([A-Z_]+)\]")
_PARTING = re.compile(r"^===$", re.MULTILINE)


def unmarked(marked: str) -> Item:
    """A text without its marks, and the mentions that they gave."""
    pieces, spans, at, length = [], [], 0, 0
    for mark in _MARK.finditer(marked):
        before, name = marked[at : mark.start()], mark[1]
        start = length + len(before)
        length = start + len(name)
        spans.append((start, length, mark[2]))
        pieces += [before, name]
        at = mark.end()
    return Item("".join([*pieces, marked[at:]]), tuple(spans))


def read_marked(path: Path) -> Iterator[Item]:
    """The items of a file: parted by lines that hold only ===, or one a line where there are none."""
    text = path.read_text(encoding="utf-8")
    blocks = _PARTING.split(text) if "\n===\n" in text else text.splitlines()
    for block in filter(None, map(str.strip, blocks)):
        yield unmarked(block)


def read_standoff(path: Path, texts: Path) -> Iterator[Item]:
    """Sentences of TEXTS (JSON lines) with the mentions that PATH gives them.

    A row of PATH is {"line", "start", "end", "spans"}: the line of TEXTS from 0, the sentence's offsets in its text,
    and the mentions' [start, end, label] within the sentence.
    """
    lines = [json.loads(line)["text"] for line in texts.read_text(encoding="utf-8").splitlines()]
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        spans = tuple((start, end, label) for start, end, label in row["spans"])
        yield Item(lines[row["line"]][row["start"] : row["end"]], spans)
