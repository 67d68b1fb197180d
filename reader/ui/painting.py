"""Laying styles over the text of a line, and showing a part of a line that is wider than its pane."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from reader.typeset.cells import cells, clusters, is_plain
from reader.ui.widgets.pane import Piece

if TYPE_CHECKING:
    from reader.model.entity import Mention

Span = tuple[int, int]
_START, _END = itemgetter(0), itemgetter(1)


class Layer:
    """Stretches of a text, in order and one after the other, each with a style that may change with the selection."""

    def __init__(self, spans: Sequence[Span | Mention], style: Callable[[int], str]) -> None:
        self.spans = spans
        self._style = style

    def between(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """What lies within a stretch of the text, cut at its borders, with its styles."""
        for index in range(bisect_right(self.spans, start, key=_END), self.first_from(end)):
            left, right, *_ = self.spans[index]
            if left < right:
                yield max(left, start), min(right, end), self._style(index)

    def at(self, offset: int) -> int | None:
        """The index of the stretch that holds an offset."""
        index = bisect_right(self.spans, offset, key=_START) - 1
        return index if index >= 0 and offset < self.spans[index][1] else None

    def first_from(self, offset: int) -> int:
        """The index of the first stretch that begins at an offset or after it; past the last where there is none."""
        return bisect_left(self.spans, offset, key=_START)


def paint(text: str, start: int, layers: Iterable[Layer], ground: str = "") -> list[Piece]:
    """A stretch of text that begins at offset `start`, cut where a layer begins or ends; later layers lie above."""
    end = start + len(text)
    laid = [found for layer in layers for found in layer.between(start, end)]
    if not laid:
        return [(text, ground)]
    edges = sorted({start, end, *(edge for left, right, _ in laid for edge in (left, right))})
    return [
        (
            text[a - start : b - start],
            " ".join([ground, *(style for left, right, style in laid if left <= a and b <= right)]).strip(),
        )
        for a, b in pairwise(edges)
    ]


def shifted(pieces: Sequence[Piece], shift: int, room: int) -> list[Piece]:
    """The part of a line from cell `shift` on, `room` cells wide; arrows at its ends say where there is more."""
    total = sum(cells(text) for text, _ in pieces)
    if total <= room:
        return [*pieces]
    before, after = shift > 0, shift + room < total
    left, right = shift + before, shift + room - after
    shown: list[Piece] = [("‹", "accent")] if before else []
    at = 0
    for text, style in pieces:
        shown.append((_between(text, left - at, right - at), style))
        at += cells(text)
    return [*shown, ("›", "accent")] if after else shown


def _between(text: str, left: int, right: int) -> str:
    """The cells of a text from `left` to `right`; what is left of a character that is cut in half is blank."""
    if is_plain(text):
        return text[max(0, left) : max(0, right)]
    shown, at = "", 0
    for cluster in clusters(text):
        start, at = at, at + cells(cluster)
        whole = left <= start and at <= right
        shown += cluster if whole else " " * max(0, min(at, right) - max(start, left))
    return shown
