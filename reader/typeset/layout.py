"""An article as lines of a given measure, and the way between offsets in its text and places on the page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from reader.model.structure import Span, SpanKind, Structure
from reader.typeset.cells import cells, column_to_index
from reader.typeset.wrap import wrap


class LineKind(StrEnum):
    """What a line is, which decides how it looks."""

    TITLE = "title"
    BYLINE = "byline"
    TEXT = "text"
    BLANK = "blank"
    NOTE = "note"
    HEADING = "heading"
    QUOTE = "quote"
    ITEM = "item"
    CODE = "code"
    TABLE = "table"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page; `start` and `end` are its offsets in the article's text, -1 where it is not of it.

    `lead` stands before the text and is not of it: the mark of a list, the bar of a quotation, their indent.
    """

    kind: LineKind
    text: str = ""
    start: int = -1
    end: int = -1
    lead: str = ""


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
        return cells(line.lead) + cells(line.text[: max(0, offset - line.start)]) if line.start >= 0 else 0

    def offset_at(self, row: int, column: int) -> int | None:
        """The offset of the text under a cell, or None where no text stands."""
        if not 0 <= row < len(self.lines):
            return None
        line = self.lines[row]
        column -= cells(line.lead)
        if line.start < 0 or not 0 <= column < cells(line.text):
            return None
        return line.start + column_to_index(line.text, column)

    def first_offset_from(self, row: int) -> int:
        """The first offset of the text at or below a row; the end of the text below its last line."""
        for line in self.lines[max(0, row) :]:
            if line.start >= 0:
                return line.start
        return self.lines[self._rows[-1]].end if self._rows else 0


def typeset(title: str, byline: str, text: str, measure: int, *, note: str = "", structure: Structure = ()) -> Layout:
    """Set an article: title, byline, a blank line, then paragraphs with space between them.

    `text` holds a paragraph a line, and `structure` says what some of them are; `note` is a last line that is not of
    the text. `measure` is in cells.
    """
    measure = max(1, measure)
    lines = [*_set(title, LineKind.TITLE, measure), *_set(byline, LineKind.BYLINE, measure), BLANK]
    lines += set_paragraphs(text, measure, structure)
    if note:
        lines += _set(note, LineKind.NOTE, measure)
    while len(lines) > 1 and lines[-1] is BLANK:
        lines.pop()
    rows = tuple(row for row, line in enumerate(lines) if line.start >= 0)
    return Layout(tuple(lines), measure, tuple(lines[row].start for row in rows), rows)


_SET_CLOSE = frozenset({LineKind.CODE, LineKind.TABLE, LineKind.ITEM})
_KINDS = {
    SpanKind.HEADING: LineKind.HEADING,
    SpanKind.CODE: LineKind.CODE,
    SpanKind.TABLE: LineKind.TABLE,
    SpanKind.CAPTION: LineKind.CAPTION,
    SpanKind.ITEM: LineKind.ITEM,
    SpanKind.QUOTE: LineKind.QUOTE,
}
_MOST_LEVELS, _LEAST_TEXT = 4, 12


def set_paragraphs(text: str, measure: int, structure: Structure = ()) -> list[Line]:
    """Paragraphs with a blank line between them; the lines of a list, a table or of code stand close."""
    spans: dict[int, list[Span]] = {}
    for span in structure:
        if span.kind in _KINDS:
            spans.setdefault(span.start, []).append(span)
    lines: list[Line] = []
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        kind, first, rest = _look(spans.get(start, ()), measure)
        body = _body(text, start, end, kind, measure - cells(first))
        if body:
            if lines and not (kind in _SET_CLOSE and lines[-1].kind is kind):
                lines.append(BLANK)
            leads = [first, *[rest] * (len(body) - 1)]
            lines += [Line(kind, text[a:b], a, b, lead) for (a, b), lead in zip(body, leads, strict=True)]
        start = end + 1
    return [*lines, BLANK] if lines else []


def _look(spans: Sequence[Span], measure: int) -> tuple[LineKind, str, str]:
    """What a paragraph is, and what stands before its first line and before the others."""
    kind, first, rest = LineKind.TEXT, "", ""
    for span in spans:
        level = min(span.level, _MOST_LEVELS)
        if span.kind is SpanKind.QUOTE:
            first, rest = first + "│ " * level, rest + "│ " * level
        elif span.kind is SpanKind.ITEM:
            indent = "  " * (level - 1)
            mark = f"{span.value} " if span.value else "  "
            first, rest = f"{first}{indent}{mark}", rest + indent + " " * cells(mark)
        kind = _KINDS[span.kind]
    return (kind, first, rest) if cells(first) + _LEAST_TEXT <= measure else (kind, "", "")


def _body(text: str, start: int, end: int, kind: LineKind, measure: int) -> list[tuple[int, int]]:
    """The lines of a paragraph as offsets; code keeps its indent and is cut where it is too wide."""
    if kind is not LineKind.CODE:
        return wrap(text, start, end, measure)
    if cells(text[start:end]) <= measure:
        return [(start, end)]
    return [(at, min(at + measure, end)) for at in range(start, end, measure)]


def _set(text: str, kind: LineKind, measure: int) -> list[Line]:
    return [Line(kind, text[a:b]) for a, b in wrap(text, 0, len(text), measure)]
