"""A line of a text being written, and what is open within it: quotations, raised figures, readings of characters."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from reader.ingest.clean import spaced
from reader.ingest.markup import Tag

CELL: Final = " | "
_RAISED: Final = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_CAN_BE_RAISED: Final = re.compile(r"\s*[-+−=()n0-9]+\s*")


@dataclass(slots=True)
class Line:
    """The line being written: its pieces, its length, and whether a space is due before the next one."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    space: bool = False
    links: list[tuple[int, int, str]] = field(default_factory=list)
    cells: list[tuple[int, int, int, str]] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Write words, with one space where white space stands before them."""
        words = spaced(text)
        if not words:
            self.space = self.space or bool(text)
            return
        parted = self.length and self.pieces[-1] != CELL and (self.space or text[0].isspace())
        piece = f" {words}" if parted else words
        self.pieces.append(piece)
        self.length += len(piece)
        self.space = text[-1].isspace()

    def add_code(self, text: str) -> None:
        """Write a piece of a line of code, its spaces as they are."""
        text = text.expandtabs(4)
        if text:
            self.pieces.append(text)
            self.length += len(text)

    def end_code(self) -> None:
        """Take away the spaces at the end of a line of code."""
        text = "".join(self.pieces).rstrip()
        self.pieces, self.length = [text], len(text)
        self.links = [(start, min(end, len(text)), address) for start, end, address in self.links if start < len(text)]


@dataclass(slots=True)
class Inline:
    """What is open within the text, over the ends of lines."""

    raised: int = 0
    _quotes: int = 0
    _in_brackets: bool = False
    _noted: bool = False

    def quote(self, line: Line, tag: Tag) -> None:
        """A quotation within a line, in the marks that a browser would draw."""
        if not tag.end:
            line.add("‘" if self._quotes % 2 else "“")
            self._quotes += 1
        elif self._quotes:
            self._quotes -= 1
            line.space = False
            line.add("’" if self._quotes % 2 else "”")

    def raise_(self, tag: Tag) -> None:
        """Begin or end what stands above the line."""
        self.raised = max(0, self.raised + (-1 if tag.end else 1))

    def begin_note(self, line: Line) -> None:
        """Begin a link within the page; at the end of a word it is the number of a note."""
        self._noted = bool(line.length) and not line.space
        self.raised += self._noted

    def end_note(self) -> None:
        """End such a link, if there is one."""
        self.raised -= self._noted
        self._noted = False

    def written(self, text: str) -> str:
        """A piece of text as it can be written: raised figures as such, so that no power and no note joins a word."""
        return text.translate(_RAISED) if self.raised and _CAN_BE_RAISED.fullmatch(text) else text

    def reading(self, line: Line, tag: Tag) -> None:
        """How characters are read, in brackets, where the publisher wrote none for those who do not see it above."""
        if not tag.end:
            self._in_brackets = not (line.pieces and line.pieces[-1].endswith(("(", "（")))
            if self._in_brackets:
                line.add("(")
        elif self._in_brackets:
            self._in_brackets = line.space = False
            line.add(")")


def box(line: Line, tag: Tag) -> None:
    """A box that is ticked or not, before what is to be done."""
    attributes = tag.attributes
    if attributes.get("type", "").lower() == "checkbox":
        line.add("☑ " if "checked" in attributes else "☐ ")
