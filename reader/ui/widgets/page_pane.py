"""A pane that shows one typeset page: where it stands in the pane, and where the reader stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import events

from reader.typeset.cells import cells
from reader.typeset.page import Anchor, Layout, Line, LineKind
from reader.ui.painting import Layer, paint, shifted
from reader.ui.widgets.pane import MARGIN, LinePane, Piece

_KINDS = {
    LineKind.TITLE: "title",
    LineKind.BYLINE: "muted",
    LineKind.NOTE: "note",
    LineKind.RULE: "faint",
    LineKind.FIGURE: "note",
}
_GROUNDS = {
    LineKind.HEADING: "headline",
    LineKind.SUBHEADING: "headline",
    LineKind.CODE: "code",
    LineKind.CAPTION: "note",
    LineKind.QUOTE: "quote",
    LineKind.TABLE_HEAD: "strong",
}
_BARRED = frozenset({LineKind.QUOTE, LineKind.BLANK})
SIDEWAYS = 8


class PagePane(LinePane):
    """A page set to a measure, in the middle of the pane; what is to be set (`compose_page`) the pane's kind says."""

    def __init__(self, *, measure: int, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.measure = measure
        self._layout = Layout.blank(measure)
        self._shift = 0
        self._held: tuple[Anchor, int] | None = None

    def compose_page(self, measure: int, reach: int) -> Layout:
        raise NotImplementedError

    def laid(self) -> Iterable[Layer]:
        """What is laid over the text, the lowest first."""
        return ()

    def set_page(self) -> None:
        """Set the page for the width there is."""
        measure = min(self.measure, max(1, self.room - 2 * MARGIN))
        self._layout = self.compose_page(measure, self._reach_beside(measure))
        self.set_height(len(self._layout.lines) + 1)
        self.refresh()

    def set_measure(self, measure: int) -> None:
        """Set the page to another measure; the words at the top stay at the top."""
        self.measure = measure
        self.on_resize()

    def on_resize(self) -> None:
        """Set the page to the new width; the words at the top stay at the top."""
        top = self.top
        self.set_page()
        self.go_to(top)

    @property
    def set_width(self) -> int:
        """The width that the page is set to: the measure, or what there is room for."""
        return self._layout.measure

    @property
    def top(self) -> Anchor:
        """The line at the top, said so that it is found again at any width.

        Where one has not moved since the page was set anew, it is what stood there before: so words do not wander
        when the width changes again and again.
        """
        row = self.scroll_offset.y
        return self._held[0] if self._held is not None and self._held[1] == row else self._layout.anchor(row)

    def go_to(self, top: Anchor) -> None:
        """Bring a line to the top."""
        self.scroll_home_to(self._layout.row_at(top))
        self._held = (top, self.scroll_offset.y)

    def reveal(self, start: int, end: int) -> None:
        """Bring a stretch of the text into view, with a little of what stands around it."""
        self.keep_visible(self._layout.row_of(start), self._layout.row_of(max(start, end - 1)), margin=3)

    @property
    def percent(self) -> int:
        """How far down the page one is; 100 where all of it is on the screen."""
        bottom = self.virtual_size.height - self.size.height
        return 100 if bottom <= 0 else round(100 * min(self.scroll_offset.y, bottom) / bottom)

    @property
    def in_view(self) -> tuple[int, int]:
        """The stretch of the text that is on the screen, as half-open offsets."""
        top = self.scroll_offset.y
        return self._layout.first_offset_from(top), self._layout.first_offset_from(top + self.size.height)

    def move_sideways(self, step: int) -> bool:
        """Move tables that are wider than the pane to the left or to the right; False where there are none."""
        most = max(0, self._layout.widest - self._reach_beside(self._layout.measure))
        self._shift = max(0, min(self._shift + step * SIDEWAYS, most))
        self.refresh()
        return most > 0

    def place_of(self, offset: int) -> tuple[int, int]:
        """The cell of the pane's content, x and y, where an offset of the text stands; y may be out of view."""
        row = self._layout.row_of(offset)
        shift = self._shift_of(self._layout.lines[row])
        return self.left + self._layout.column_of(offset) - shift, row - self.scroll_offset.y

    def offset_under(self, event: events.MouseEvent, *, nearest: bool = False) -> int | None:
        """The offset of the text under the mouse; where none stands there None, or with `nearest` the closest one."""
        place = event.get_content_offset_capture(self) if nearest else event.get_content_offset(self)
        if place is None:
            return None
        row = place.y + self.scroll_offset.y
        line = self.line(row)
        column = place.x - self.left + (self._shift_of(line) if line else 0)
        return self._layout.nearest_offset(row, column) if nearest else self._layout.offset_at(row, column)

    def line(self, row: int) -> Line | None:
        """A line of the page; None below its end."""
        return self._layout.lines[row] if 0 <= row < len(self._layout.lines) else None

    @property
    def left(self) -> int:
        """The blank columns left of the text: the column of text stands in the middle of a wide pane."""
        return _left_of(self._layout.measure, self.room)

    def pieces(self, row: int) -> Sequence[Piece]:
        line = self.line(row)
        if line is None:
            return ()
        margin, body = (" " * self.left, ""), _painted(line, tuple(self.laid()))
        return (
            margin,
            *(
                shifted(body, self._shift_of(line), self._reach_beside(self._layout.measure))
                if _is_wide(line)
                else body
            ),
        )

    def _shift_of(self, line: Line) -> int:
        """How far a line has been moved to the left: only one that is wider than its room, and not past its end."""
        if not self._shift or not _is_wide(line):
            return 0
        return max(0, min(self._shift, cells(line.text) - self._reach_beside(self._layout.measure)))

    def _reach_beside(self, measure: int) -> int:
        """How wide a table can be: it may stand out to the right of the column of text."""
        return max(measure, self.room - _left_of(measure, self.room) - 1)


def _left_of(measure: int, room: int) -> int:
    return max(MARGIN, (room - measure) // 2)


def _is_wide(line: Line) -> bool:
    """Whether a line is of a table, and may be wider than the measure."""
    return bool(line.cells) or line.kind is LineKind.RULE


def _painted(line: Line, layers: Sequence[Layer]) -> list[Piece]:
    """A line of the page with its lead, its text and what is laid over that."""
    if line.start < 0:
        return [(line.lead, "faint"), (line.text, _KINDS.get(line.kind, ""))]
    ground = _GROUNDS.get(line.kind, "")
    if not line.cells:
        lead = (line.lead, "faint" if line.kind in _BARRED else "muted")
        return [lead, *paint(line.text, line.start, layers, ground)]
    pieces: list[Piece] = []
    used = 0
    for run in line.cells:
        pieces += [(" " * (run.column - used), ""), *paint(run.text, run.start, layers, ground)]
        used = run.column + cells(run.text)
    return [*pieces, (" " * (cells(line.text) - used), "")]
