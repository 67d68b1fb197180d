"""The tables of a page: which of them hold data, and in which column a cell of theirs stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from reader.ingest.markup import Tag

_WIDEST = 100


@dataclass(slots=True)
class Table:
    """A table being read; `data` is False for one that only lays out the page. Columns count from 1."""

    number: int
    data: bool
    _column: int = 0
    _below: dict[int, int] = field(default_factory=dict)

    def row(self) -> None:
        """Begin a row; cells of earlier rows may reach down into it."""
        self._column = 0
        self._below = {column: rows - 1 for column, rows in self._below.items() if rows > 1}

    def cell(self, tag: Tag) -> int:
        """Begin a cell; its first column."""
        self._skip()
        column = self._column + 1
        attributes = tag.attributes if "span" in tag.rest.lower() else {}
        wide, high = _count(attributes.get("colspan", "")), _count(attributes.get("rowspan", ""))
        self._column = min(self._column + wide, _WIDEST)
        if high > 1:
            # this row's own end takes one away
            self._below.update(dict.fromkeys(range(column, self._column + 1), high))
        return column

    def _skip(self) -> None:
        while self._column + 1 in self._below and self._column < _WIDEST:
            self._column += 1


def _count(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 3 else 1


def hold_data(page: Iterable[Tag | str]) -> list[bool]:
    """For each table of a page in order whether it holds data: several cells in a row, and no other table."""
    found: list[bool] = []
    open_: list[_Measured] = []
    for token in page:
        if isinstance(token, str):
            continue
        if token.name == "table" and not token.end:
            if open_:
                open_[-1].nests = True
            open_.append(_Measured(len(found)))
            found.append(False)
        elif not open_:
            continue
        elif token.name == "pre":  # code beside the numbers of its lines
            open_[-1].nests = True
        elif token.name in ("td", "th") and not token.end:
            open_[-1].cells += 1
            found[open_[-1].number] = found[open_[-1].number] or open_[-1].cells > 1
        elif token.name == "tr":
            open_[-1].cells = 0
        elif token.name == "table":
            found[open_[-1].number] &= not open_.pop().nests
    for unclosed in open_:
        found[unclosed.number] &= not unclosed.nests
    return found


@dataclass(slots=True)
class _Measured:
    number: int
    cells: int = 0
    nests: bool = False
