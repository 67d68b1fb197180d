"""A typeset page: its lines, and the way between offsets in the text and places on the page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from reader.typeset.cells import cells, column_to_index


class LineKind(StrEnum):
    """What a line is, which decides how it looks."""

    TITLE = "title"
    BYLINE = "byline"
    TEXT = "text"
    BLANK = "blank"
    NOTE = "note"
    HEADING = "heading"
    SUBHEADING = "subheading"
    QUOTE = "quote"
    ITEM = "item"
    CODE = "code"
    TABLE = "table"
    TABLE_HEAD = "table head"
    CAPTION = "caption"
    FIGURE = "figure"
    RULE = "rule"


class Run(NamedTuple):
    """A stretch of the text on a line: the cell it begins at, its half-open offsets, and its characters."""

    column: int
    start: int
    end: int
    text: str


class Line(NamedTuple):
    """One line of the page; `start` and `end` are its offsets in the article's text, -1 where it is not of it.

    `lead` stands before the text and is not of it: the mark of a list, the bar of a quotation, their indent. A row of
    a table shows several stretches of the text, its `runs`, and `text` has them in their places.
    """

    kind: LineKind
    text: str = ""
    start: int = -1
    end: int = -1
    lead: str = ""
    cells: tuple[Run, ...] = ()

    @property
    def runs(self) -> tuple[Run, ...]:
        """The stretches of the text on this line, from left to right; none where it is not of the text."""
        if self.cells or self.start < 0:
            return self.cells
        return (Run(cells(self.lead), self.start, self.end, self.text),)


BLANK = Line(LineKind.BLANK)
Anchor = tuple[int, int]
"""A row, said so that it is found again at any width: the first offset at or below it, and how many rows above that."""


class Layout:
    """A page of `lines`, top to bottom, set for a measure; `widest` is the width of its widest table, in cells."""

    def __init__(self, lines: Sequence[Line], measure: int) -> None:
        self.lines = tuple(lines)
        self.measure = measure
        places = [(line.start, row) for row, line in enumerate(self.lines) if line.start >= 0 and not line.cells]
        tables = [(run.start, row) for row, line in enumerate(self.lines) for run in line.cells]
        if tables:
            places = sorted([*places, *tables])
        self._starts = [start for start, _ in places]
        self._rows = [row for _, row in places]
        self.widest = max((cells(line.text) for line in self.lines if line.cells), default=0)

    @classmethod
    def blank(cls, measure: int) -> Layout:
        """A page on which nothing stands yet."""
        return cls((BLANK,), measure)

    def row_of(self, offset: int) -> int:
        """The line that holds an offset of the text; the nearest one before it where none does."""
        index = bisect_right(self._starts, offset) - 1
        return self._rows[index] if index >= 0 else 0

    def column_of(self, offset: int) -> int:
        """The cell, counted from the start of its line, where an offset of the text stands."""
        runs = self.lines[self.row_of(offset)].runs
        run = next((run for run in reversed(runs) if run.start <= offset), runs[0] if runs else None)
        return 0 if run is None else run.column + cells(run.text[: max(0, offset - run.start)])

    def offset_at(self, row: int, column: int) -> int | None:
        """The offset of the text under a cell, or None where no text stands."""
        if not 0 <= row < len(self.lines):
            return None
        for run in self.lines[row].runs:
            if 0 <= column - run.column < cells(run.text):
                return run.start + column_to_index(run.text, column - run.column)
        return None

    def nearest_offset(self, row: int, column: int) -> int:
        """The offset of the character under a cell; where none stands, of the one before it, or of the first of all."""
        row = min(max(0, row), len(self.lines) - 1)
        while row > 0 and not self.lines[row].runs:
            row, column = row - 1, self.measure
        runs = self.lines[row].runs
        for run in runs:
            if column < run.column + cells(run.text):
                return run.start + column_to_index(run.text, max(0, column - run.column))
        return max(runs[-1].start, runs[-1].end - 1) if runs else self.first_offset_from(row)

    def first_offset_from(self, row: int) -> int:
        """The first offset of the text at or below a row; the end of the text below its last line."""
        for line in self.lines[max(0, row) :]:
            if line.start >= 0:
                return line.start
        return max((run.end for run in self.lines[self._rows[-1]].runs), default=0) if self._rows else 0

    def anchor(self, row: int) -> Anchor:
        """What is needed to find a row again when the page has been set anew."""
        offset = self.first_offset_from(row)
        return offset, self.row_of(offset) - row

    def row_at(self, anchor: Anchor) -> int:
        """The row of an anchor on this page."""
        offset, above = anchor
        return max(0, self.row_of(offset) - above)
