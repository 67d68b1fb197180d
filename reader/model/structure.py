"""What an article's text is made of: headings, links, quotations, lists, code, tables, pictures, as spans of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SpanKind(StrEnum):
    """What a stretch of text is; LINK and CELL lie within a line, FIGURE and BREAK before one, the others are lines."""

    HEADING = "heading"
    QUOTE = "quote"
    ITEM = "item"
    CODE = "code"
    TABLE = "table"
    CELL = "cell"
    CAPTION = "caption"
    FIGURE = "figure"
    LINK = "link"
    BREAK = "break"


HEADER = "header"
LONGEST_VERSE = 100  # characters; what is longer is a paragraph, however it was ended


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch of the text.

    `value` is the address of a LINK or a FIGURE, the mark of an ITEM ("•", "3."; "" for its further paragraphs), and
    "header" for a CELL that heads a column or a row. `level` is the rank of a HEADING (1 to 6), how deep an ITEM or a
    QUOTE lies, the number of the TABLE that a row belongs to, and the column of a CELL (all from 1). `note` says what a
    FIGURE shows, in words.

    A TABLE is a line for each row: its cells parted by " | ", of which the empty ones have no CELL. A FIGURE is empty:
    it stands before the line that begins there, which is a CAPTION where it has one. CODE may be an empty line.
    A BREAK is empty: the line that begins there goes on with what the one before it says, as one of a verse does.
    """

    kind: SpanKind
    start: int
    end: int
    value: str = ""
    level: int = 0
    note: str = ""


Structure = tuple[Span, ...]
