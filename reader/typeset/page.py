"""A typeset page: its lines, and the way between offsets in the text and places on the page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple, overload

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


Row = Line | tuple[int, int]
"""A line, or the half-open offsets of the words that are all there is on it: a long article has thousands of those."""


class Lines(Sequence[Line]):
    """The lines of a page, made from its rows when they are looked at; `text` is what the offsets of rows count in."""

    def __init__(self, rows: Sequence[Row], text: str) -> None:
        self._rows, self._text = rows, text

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Line]: ...
    def __getitem__(self, at: int | slice) -> Line | Sequence[Line]:
        if isinstance(at, slice):
            return Lines(self._rows[at], self._text)
        row = self._rows[at]
        return row if isinstance(row, Line) else Line(LineKind.TEXT, self._text[row[0] : row[1]], *row)


class Layout:
    """A page of `lines`, top to bottom, set for a measure; `widest` is the width of its widest table, in cells."""

    def __init__(self, rows: Sequence[Row], measure: int, text: str = "") -> None:
        self.lines = Lines(rows, text)
        self.measure = measure
        self._starts, self._rows, tables = list[int](), list[int](), list[tuple[int, int]]()
        for at, row in enumerate(rows):
            if row is BLANK:
                continue
            if not isinstance(row, Line):
                self._starts.append(row[0])
                self._rows.append(at)
            elif row.cells:
                tables += [(run.start, at) for run in row.cells]
            elif row.start >= 0:
                self._starts.append(row.start)
                self._rows.append(at)
        if tables:
            places = sorted([*zip(self._starts, self._rows, strict=True), *tables])
            self._starts, self._rows = [start for start, _ in places], [row for _, row in places]
        self.widest = max((cells(self.lines[row].text) for row in {row for _, row in tables}), default=0)

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
        for at in range(max(0, row), len(self.lines)):
            if self.lines[at].start >= 0:
                return self.lines[at].start
        return max((run.end for run in self.lines[self._rows[-1]].runs), default=0) if self._rows else 0

    def anchor(self, row: int) -> Anchor:
        """What is needed to find a row again when the page has been set anew."""
        offset = self.first_offset_from(row)
        return offset, self.row_of(offset) - row

    def row_at(self, anchor: Anchor) -> int:
        """The row of an anchor on this page."""
        offset, above = anchor
        return max(0, self.row_of(offset) - above)
