"""Tables: columns that stand under each other, within the width there is where their words allow it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from reader.typeset.cells import cells
from reader.typeset.page import BLANK, Line, LineKind, Run
from reader.typeset.wrap import Span, wrap

Row = Sequence[Span]
"""The cells of a row, as half-open offsets into the text; an empty cell is an empty stretch."""

GAP = 2
_LONGEST_WORD, _WIDEST_COLUMN, _NARROWEST = 24, 48, 6
_NUMBER = re.compile(
    r"[-+−–±~<>≈$€£¥]{0,2}\s?\d[\d.,:/\s]*\s?(?:[%‰°]\w?|[a-zA-Z$€£¥]{1,3})?|[-–—]|n/?a", re.IGNORECASE
)
_WORD = re.compile(r"\S+")


def set_table(text: str, rows: Sequence[Row], room: int, *, head: int | None = None) -> list[Line]:
    """Set a table to at most `room` cells where that can be; else it is wider, and has to be scrolled sideways.

    Columns of long texts are broken within their cells. Numbers stand to the right. `head` is how many rows are
    headings of columns; None leaves that to the look of the rows.
    """
    count = max(map(len, rows), default=0)
    if count < 2:
        return [_line(text, [(0, span)]) for row in rows for cell in row for span in wrap(text, *cell, room)]
    widths = _widths(text, rows, count, room)
    numeric = _numeric(text, rows, count)
    heads = _heads(text, rows, numeric) if head is None else head
    lines: list[Line] = []
    tall = False
    for index, row in enumerate(rows):
        kind = LineKind.TABLE_HEAD if index < heads else LineKind.TABLE
        body = _row(text, row, widths, numeric, kind)
        if lines and (tall or len(body) > 1) and index != heads:
            lines.append(BLANK)
        lines += body
        tall = len(body) > 1
        if index == heads - 1:
            lines.append(Line(LineKind.RULE, "─" * (sum(widths) + GAP * (count - 1))))
    return lines


def _widths(text: str, rows: Sequence[Row], count: int, room: int) -> list[int]:
    """The widths of the columns: what they hold, or less where that is too wide and words can go to a next line."""
    natural, least = [1] * count, [1] * count
    for row in rows:
        if len(row) == 1:
            continue
        for column, (start, end) in enumerate(row):
            natural[column] = max(natural[column], cells(text[start:end]))
            longest = max((cells(word) for word in _WORD.findall(text, start, end)), default=0)
            least[column] = max(least[column], min(longest, _LONGEST_WORD))
    room -= GAP * (count - 1)
    if sum(natural) <= room:
        return natural
    least = [min(wide, max(few, _NARROWEST)) for wide, few in zip(natural, least, strict=True)]
    if sum(least) > room:
        return [min(wide, max(few, _WIDEST_COLUMN)) for wide, few in zip(natural, least, strict=True)]
    return _shared(natural, least, room)


def _shared(natural: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Widths that fill the room: the widest columns give way first, none below its least."""
    low, high = 1, max(natural)
    while low < high:
        level = (low + high + 1) // 2
        if sum(_capped(natural, least, level)) <= room:
            low = level
        else:
            high = level - 1
    widths = _capped(natural, least, low)
    spare = room - sum(widths)
    for column, width in enumerate(widths):
        if spare > 0 and width < natural[column]:
            widths[column] += 1
            spare -= 1
    return widths


def _capped(natural: Sequence[int], least: Sequence[int], level: int) -> list[int]:
    return [max(few, min(wide, level)) for wide, few in zip(natural, least, strict=True)]


def _numeric(text: str, rows: Sequence[Row], count: int) -> list[bool]:
    """Which columns hold numbers, whatever their first row says."""
    found = []
    for column in range(count):
        held = [text[slice(*row[column])] for row in rows[1:] if column < len(row) and row[column][0] < row[column][1]]
        found.append(bool(held) and all(_NUMBER.fullmatch(cell) for cell in held))
    return found


def _heads(text: str, rows: Sequence[Row], numeric: Sequence[bool]) -> int:
    """1 where the first row of a table with numbers has none, else 0."""
    first = [text[slice(*cell)] for cell in rows[0]]
    return int(
        len(rows) > 1 and len(first) > 1 and any(numeric) and not any(map(_NUMBER.fullmatch, filter(None, first)))
    )


def _row(text: str, row: Row, widths: Sequence[int], numeric: Sequence[bool], kind: LineKind) -> list[Line]:
    """The lines of a row; a row of one cell goes over all columns."""
    if len(row) == 1:
        whole = sum(widths) + GAP * (len(widths) - 1)
        return [_line(text, [(0, span)], kind) for span in wrap(text, *row[0], whole)]
    columns = [sum(widths[:column]) + GAP * column for column in range(len(row))]
    broken = [wrap(text, *cell, width) for cell, width in zip(row, widths, strict=False)]
    lines = []
    for spans in zip_longest(*broken):
        placed = [
            (columns[index] + (widths[index] - cells(text[slice(*span)]) if numeric[index] else 0), span)
            for index, span in enumerate(spans)
            if span is not None
        ]
        lines.append(_line(text, placed, kind))
    return lines


def _line(text: str, placed: Sequence[tuple[int, Span]], kind: LineKind = LineKind.TABLE) -> Line:
    """A line with stretches of the text at their columns."""
    runs = tuple(Run(column, start, end, text[start:end]) for column, (start, end) in placed)
    shown, used = "", 0
    for run in runs:
        shown += " " * (run.column - used) + run.text
        used = run.column + cells(run.text)
    return Line(kind, shown, min(run.start for run in runs), max(run.end for run in runs), cells=runs)
