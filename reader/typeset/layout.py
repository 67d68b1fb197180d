"""An article as lines of a given measure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.model.structure import HEADER, Span, SpanKind, Structure
from reader.typeset.cells import cells
from reader.typeset.page import BLANK, Layout, Line, LineKind, Row
from reader.typeset.table import set_table
from reader.typeset.wrap import cut, wrap

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
_BAR, _GOES_ON, _PICTURE = "│ ", "↪ ", "▣ "
_CELL = " | "
_Cells = dict[int, list[Span]]


class _Block(NamedTuple):
    """A paragraph: what it is, its offsets, what stands before its first line and before the others."""

    kind: LineKind
    start: int
    end: int
    first: str = ""
    rest: str = ""
    quoted: str = ""
    continued: bool = False
    level: int = 0


DOT = " · "
"""What parts the parts of a byline."""


def typeset(
    title: str,
    byline: str,
    text: str,
    measure: int,
    *,
    note: str = "",
    structure: Structure = (),
    reach: int | None = None,
) -> Layout:
    """Set an article: title, byline, a blank line, then paragraphs with space between them.

    `text` holds a paragraph a line, and `structure` says what some of them are; `note` is a last line that is not of
    the text. `measure` is in cells; tables may be as wide as `reach`, which is the measure where it is not given.
    """
    measure = max(1, measure)
    text = text.replace("\t", " ")  # one cell, as long as before
    rows: list[Row] = [*_set(title, LineKind.TITLE, measure), *_byline(byline, measure), BLANK]
    rows += set_paragraphs(text, measure, structure, reach=reach)
    if note:
        rows += _set(note, LineKind.NOTE, measure)
    while len(rows) > 1 and _is_blank(rows[-1]):
        rows.pop()
    return Layout(rows, measure, text)


def _is_blank(row: Row) -> bool:
    return isinstance(row, Line) and row.kind is LineKind.BLANK


def set_paragraphs(text: str, measure: int, structure: Structure = (), *, reach: int | None = None) -> list[Row]:
    """Paragraphs with a blank line between them; the lines of a list or of code and the rows of a table stand close.

    The text has no tabs.
    """
    reach = reach or measure
    figures, cells_at = _by_start(structure, SpanKind.FIGURE), _cells_of_rows(structure)
    breaks = {span.start for span in structure if span.kind is SpanKind.BREAK}
    lines: list[Row] = []
    before: _Block | None = None
    table: list[_Block] = []
    for block in _blocks(text, structure, measure):
        if table and (block.kind is not LineKind.TABLE or block.level != table[0].level):
            lines += _table(text, table, cells_at, reach)
            table = []
        if not (block.start in breaks and before and before.kind is block.kind and before.rest == block.rest):
            lines += _between(before, block)
        if figures:
            lines += _figures(block, figures.pop(block.start, ()), measure)
        if block.kind is LineKind.TABLE:
            table.append(block)
        else:
            lines += _lines(text, block, measure, reach)
        before = block
    lines += _table(text, table, cells_at, reach)
    last = [span for left in figures.values() for span in left]
    lines += [BLANK, *_figures(_Block(LineKind.CAPTION, 0, 0), last, measure)] if last else []
    return [*lines, BLANK] if lines else []


def _by_start(structure: Structure, *kinds: SpanKind) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = {}
    for span in structure:
        if span.kind in kinds:
            found.setdefault(span.start, []).append(span)
    return found


def _cells_of_rows(structure: Structure) -> _Cells:
    """The cells of each row of a table, by the start of the row."""
    found: _Cells = {}
    row, end = -1, -1
    for span in structure:
        if span.kind is SpanKind.TABLE:
            row, end = span.start, span.end
        elif span.kind is SpanKind.CELL and row <= span.start <= span.end <= end:
            found.setdefault(row, []).append(span)
    return found


def _blocks(text: str, structure: Structure, measure: int) -> Iterator[_Block]:
    """The paragraphs of a text; blank ones are left out, but for those of code."""
    spans = _by_start(structure, *_KINDS)
    start = code = 0
    marks = [2] * _MOST_LEVELS
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        own = spans.get(start, ())
        code = max(code, *(span.end + 1 for span in own if span.kind is SpanKind.CODE), 0) if own else code
        if start < code:
            yield _block(own, start, end, measure, marks, LineKind.CODE)
        elif paragraph and not paragraph.isspace():
            yield _block(own, start, end, measure, marks)
        start = end + 1


def _block(
    own: Sequence[Span], start: int, end: int, measure: int, marks: list[int], kind: LineKind = LineKind.TEXT
) -> _Block:
    """What a paragraph is, from the spans that begin with it.

    `marks` are the widths of the last marks of lists at each level: what lies deeper stands under the text above it.
    """
    if not own:
        return _Block(kind, start, end)
    first = rest = quoted = ""
    continued, rank = False, 0
    for span in own:
        level = min(max(1, span.level), _MOST_LEVELS)
        if span.kind is SpanKind.QUOTE:
            first, rest, quoted = first + _BAR * level, rest + _BAR * level, quoted + _BAR * level
        elif span.kind is SpanKind.ITEM:
            indent, continued = " " * sum(marks[: level - 1]), not span.value
            mark = f"{span.value} " if span.value else " " * marks[level - 1]
            marks[level - 1 :] = [cells(mark), *[2] * (_MOST_LEVELS - level)]
            first, rest = f"{first}{indent}{mark}", rest + indent + " " * cells(mark)
        elif span.kind in (SpanKind.HEADING, SpanKind.TABLE):
            rank = span.level
        kind = _KINDS[span.kind]
    if rank > 2 and kind is LineKind.HEADING:
        kind = LineKind.SUBHEADING
    if cells(first) + _LEAST_TEXT > measure:
        first = rest = quoted = ""
    return _Block(kind, start, end, first, rest, quoted, continued, rank)


def _between(before: _Block | None, block: _Block) -> list[Line]:
    """The blank lines between two paragraphs: more above a heading, none within what is set close."""
    if before is None:
        return []
    alike = before.kind is block.kind and before.level == block.level  # of two tables the levels differ
    if block.kind is LineKind.CODE:
        alike = alike and before.rest == block.rest  # code in a quotation after code in a list is other code
    if alike and block.kind in _SET_CLOSE and not (block.continued and block.kind is LineKind.ITEM):
        return []
    if before.kind is LineKind.SUBHEADING and block.kind is LineKind.TEXT:
        return []
    shared = before.quoted if block.quoted.startswith(before.quoted) else block.quoted
    bar = Line(LineKind.BLANK, lead=shared.rstrip()) if shared and before.quoted else BLANK
    return [bar, bar] if block.kind is LineKind.HEADING and before.kind is not LineKind.HEADING else [bar]


def _lines(text: str, block: _Block, measure: int, reach: int) -> Sequence[Row]:
    """The lines of a paragraph; code keeps its blanks, and goes on in the next line where it is wider than `reach`."""
    kind, start, end, room = block.kind, block.start, block.end, measure - cells(block.first)
    first, rest = block.first, block.rest
    if kind is LineKind.CODE:
        room += reach - measure
        spans = cut(text, start, end, room)
        if len(spans) > 1 and room > _LEAST_TEXT:
            spans = [spans[0], *cut(text, spans[0][1], end, room - cells(_GOES_ON))]
            rest += _GOES_ON
        if not spans:
            return [Line(LineKind.BLANK, lead=first.rstrip())]
    else:
        spans = wrap(text, start, end, room)
    if not first and not rest:
        if kind is LineKind.TEXT:
            return spans
        return [Line(kind, text[a:b], a, b) for a, b in spans]
    leads = [first, *[rest] * (len(spans) - 1)]
    return [Line(kind, text[a:b], a, b, lead) for (a, b), lead in zip(spans, leads, strict=True)]


def _table(text: str, blocks: Sequence[_Block], cells_at: _Cells, room: int) -> list[Line]:
    """A table, a row a block; the first rows that hold nothing but headings are its head."""
    if not blocks:
        return []
    rows, heads = [], 0
    for block in blocks:
        found = cells_at.get(block.start)
        if found is None:
            rows.append(_parted(text, block.start, block.end))
            continue
        row = [(block.start, block.start)] * max(span.level for span in found)
        for span in found:
            row[span.level - 1] = (span.start, span.end)
        heads += heads == len(rows) and all(span.value == HEADER for span in found)
        whole = len(row) == 1 and _CELL not in text[block.start : block.end]
        rows.append([(block.start, block.end)] if whole else row)
    return set_table(text, rows, room, head=heads if cells_at else None)


def _parted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The cells of a row of which no more is known than the bars between them."""
    row, at = [], start
    for cell in text[start:end].split(_CELL):
        blanks = len(cell) - len(cell.lstrip())
        row.append((at + blanks, max(at + blanks, at + len(cell.rstrip()))))
        at += len(cell) + len(_CELL)
    return row


def _figures(block: _Block, figures: Sequence[Span], measure: int) -> list[Line]:
    """What the pictures before a paragraph show, in words; those that nothing is said of are left out."""
    lines: list[Line] = []
    for figure in figures:
        for index, (a, b) in enumerate(wrap(figure.note, 0, len(figure.note), max(1, measure - 2))):
            lines.append(Line(LineKind.FIGURE, figure.note[a:b], lead="  " if index else _PICTURE))
    return [*lines, BLANK] if lines and block.kind is not LineKind.CAPTION else lines


def _byline(text: str, measure: int) -> list[Line]:
    """Set a byline; a line ends between what is parted by dots, so that no date is torn, where its parts have room."""
    filled: list[str] = []
    for part in text.split(DOT):
        longer = f"{filled[-1]}{DOT}{part}" if filled else part
        if filled and cells(longer) <= measure:
            filled[-1] = longer
        else:
            filled.append(part)
    return [line for part in filled for line in _set(part, LineKind.BYLINE, measure)]


def _set(text: str, kind: LineKind, measure: int) -> list[Line]:
    return [Line(kind, text[a:b]) for a, b in wrap(text, 0, len(text), measure)]
