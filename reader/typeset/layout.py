"""An article as lines of a given measure, and the way between offsets in its text and places on the page."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum

from reader.typeset.cells import cells, column_to_index
from reader.typeset.wrap import wrap


class LineKind(StrEnum):
    """What a line is, which decides how it looks."""

    TITLE = "title"
    BYLINE = "byline"
    TEXT = "text"
    BLANK = "blank"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page; `start` and `end` are its offsets in the article's text, -1 where it is not of it."""

    kind: LineKind
    text: str = ""
    start: int = -1
    end: int = -1


BLANK = Line(LineKind.BLANK)


@dataclass(frozen=True)
class Layout:
    """A typeset page: its lines, top to bottom, and the measure in cells they were set for."""

    lines: tuple[Line, ...]
    measure: int
    _starts: tuple[int, ...] = field(repr=False, compare=False)
    _rows: tuple[int, ...] = field(repr=False, compare=False)

    def row_of(self, offset: int) -> int:
        """The line that holds an offset of the text; the nearest one before it where none does."""
        index = bisect_right(self._starts, offset) - 1
        return self._rows[index] if index >= 0 else 0

    def column_of(self, offset: int) -> int:
        """The cell, counted from the start of its line, where an offset of the text stands."""
        line = self.lines[self.row_of(offset)]
        return cells(line.text[: max(0, offset - line.start)]) if line.start >= 0 else 0

    def offset_at(self, row: int, column: int) -> int | None:
        """The offset of the text under a cell, or None where no text stands."""
        if not 0 <= row < len(self.lines):
            return None
        line = self.lines[row]
        if line.start < 0 or not 0 <= column < cells(line.text):
            return None
        return line.start + column_to_index(line.text, column)

    def first_offset_from(self, row: int) -> int:
        """The first offset of the text at or below a row; the end of the text below its last line."""
        for line in self.lines[max(0, row) :]:
            if line.start >= 0:
                return line.start
        return self.lines[self._rows[-1]].end if self._rows else 0


def typeset(title: str, byline: str, text: str, measure: int, *, note: str = "") -> Layout:
    """Set an article: title, byline, a blank line, then paragraphs with space between them.

    `text` holds a paragraph a line; `note` is a last line that is not of the text. `measure` is in cells.
    """
    measure = max(1, measure)
    lines = [*_set(title, LineKind.TITLE, measure), *_set(byline, LineKind.BYLINE, measure), BLANK]
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        body = [Line(LineKind.TEXT, text[a:b], a, b) for a, b in wrap(text, start, end, measure)]
        if body:
            lines += [*body, BLANK]
        start = end + 1
    if note:
        lines += _set(note, LineKind.NOTE, measure)
    while len(lines) > 1 and lines[-1] is BLANK:
        lines.pop()
    rows = tuple(row for row, line in enumerate(lines) if line.start >= 0)
    return Layout(tuple(lines), measure, tuple(lines[row].start for row in rows), rows)


def _set(text: str, kind: LineKind, measure: int) -> list[Line]:
    return [Line(kind, text[a:b]) for a, b in wrap(text, 0, len(text), measure)]
