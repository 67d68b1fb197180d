"""What an article's text is made of: headings, links, quotations, lists, code, tables and captions, as spans of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SpanKind(StrEnum):
    """What a stretch of text is; LINK lies within a line, the others are whole lines."""

    HEADING = "heading"
    QUOTE = "quote"
    ITEM = "item"
    CODE = "code"
    TABLE = "table"
    CAPTION = "caption"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch of the text.

    `value` is the address of a LINK and the mark of an ITEM ("•", "3."; "" for its further paragraphs); `level` is
    the rank of a HEADING (1 to 6) and how deep an ITEM or a QUOTE lies (from 1).
    """

    kind: SpanKind
    start: int
    end: int
    value: str = ""
    level: int = 0


Structure = tuple[Span, ...]
