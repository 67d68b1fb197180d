"""What the three panes share: lines drawn one by one from pieces of styled text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from textwrap import wrap

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from reader.typeset.cells import cells, fit
from reader.ui.widgets.frame import FramedPane

MARGIN = 2
"""Cells beside what is set in a pane."""
Spot = tuple[int, int, Callable[[], object]]
"""A place on the screen, x and y in the pane's content, and how to go to what stands there."""
Piece = tuple[str, str]
"""A text and the name of its style: of parts of the pane, as the style sheets know them; "" for plain text."""
Look = tuple[tuple[Piece, ...], str, tuple[tuple[int, str], ...]]
"""All that a line is drawn from: its pieces, its ground and the hints over it."""


class LinePane(FramedPane, can_focus=True):
    """A scrolling pane that draws only the lines on the screen.

    A pane of its own kind says what stands on a line (`pieces`) and on which ground (`ground`). `words` are said
    where it has nothing to show.
    """

    words = ""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._styles_by_name: dict[str, Style] = {}
        self._hints: Mapping[int, Sequence[tuple[int, str]]] = {}
        self._drawn: dict[int, tuple[Look, Strip]] = {}

    def pieces(self, row: int) -> Sequence[Piece]:
        raise NotImplementedError

    def ground(self, row: int) -> str:  # noqa: ARG002 - most panes have one ground for all lines
        """The style name of what lies behind a line."""
        return ""

    def render_line(self, y: int) -> Strip:
        look = self._look_of(y)
        drawn = self._drawn.get(y)
        if drawn is None or drawn[0] != look or drawn[1].cell_length != self.room:
            drawn = self._drawn[y] = (look, self._draw(look))
        return drawn[1]

    def _look_of(self, y: int) -> Look:
        row = y + self.scroll_offset.y
        ground = self.ground(row)
        if ground == "cursor" and not self.has_focus:
            ground = "cursor-blurred"
        pieces = self._words_on(row) if self.words else self.pieces(row)
        return tuple(pieces), ground, tuple(self._hints.get(y, ()))

    def _words_on(self, row: int) -> Sequence[Piece]:
        room = max(1, self.room - 2 * MARGIN)
        lines = [line for each in self.words.split("\n") for line in wrap(each, room) or [""]]
        return ((" " * MARGIN + lines[row - 1], "muted"),) if 0 < row <= len(lines) else ()

    def say_instead(self, words: str) -> None:
        """Say something in place of what the pane would show; "" ends it."""
        if words != self.words:
            self.words = words
            self.refresh()

    def _draw(self, look: Look) -> Strip:
        pieces, lies_on, hints = look
        ground = self.style_named("") + self.style_named(lies_on)
        segments = [Segment(text, ground + self.style_named(name) if name else ground) for text, name in pieces if text]
        strip = Strip(segments).adjust_cell_length(self.room, ground)
        for x, letters in hints:
            hint = Strip([Segment(letters, ground + self.style_named("hint"))])
            strip = Strip.join([strip.crop(0, x), hint, strip.crop(x + hint.cell_length)])
        return strip.adjust_cell_length(self.room, ground) if hints else strip

    def refresh_changed(self) -> None:
        """Draw again the lines that have something else to say than what stands there, which may be none."""
        changed = [y for y, (look, _) in self._drawn.items() if y < self.size.height and look != self._look_of(y)]
        if changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))

    def show_hints(self, hints: Mapping[int, Sequence[tuple[int, str]]]) -> None:
        """Draw letters over what stands on the screen: by line of the screen, each with its cell."""
        self._hints = hints
        self.refresh()

    def spots(self) -> list[Spot]:
        """What can be gone to of that which stands on the screen."""
        return []

    @property
    def room(self) -> int:
        """The cells of a line, without the scrollbar."""
        return self.scrollable_content_region.width

    def style_named(self, name: str) -> Style:
        """What the style sheets add to the pane's own style, which is ""; looked up once a theme."""
        style = self._styles_by_name.get(name)
        if style is None:
            style = self._look_up(name)
            self._styles_by_name[name] = style
        return style

    def _look_up(self, name: str) -> Style:
        if not name:
            return self.rich_style
        first, *others = name.split()
        if not others:
            return self.part(first).partial_rich_style
        return Style.combine(map(self.style_named, (first, *others)))

    def notify_style_update(self) -> None:
        self._styles_by_name.clear()
        self._drawn.clear()
        self.refresh()
        super().notify_style_update()

    def move(self, step: int) -> None:
        """Move by lines; panes with a cursor move that."""
        self.scroll_home_to(self.scroll_offset.y + step)

    def move_page(self, share: float) -> None:
        """Move by a share of the pane's height; negative is up."""
        step = max(1, int(self.size.height * abs(share)) - (abs(share) == 1))
        self.move(step if share > 0 else -step)

    def move_to_end(self, *, end: bool) -> None:
        """Go to the last line, or to the first."""
        self.scroll_home_to(self.virtual_size.height if end else 0)

    def activate(self) -> None:
        """Do what Enter does on this pane."""


def aligned(left: Sequence[Piece], right: Sequence[Piece], width: int) -> list[Piece]:
    """Two groups of pieces at the two ends of a line; the left one's last piece gives way where both do not fit."""
    right_cells = sum(cells(text) for text, _ in right)
    fixed = sum(cells(text) for text, _ in left[:-1])
    if fixed + right_cells >= width:
        right, right_cells = (), 0
    room = max(0, width - fixed - right_cells - (1 if right else 0))
    last_text, last_style = left[-1] if left else ("", "")
    shown = fit(last_text, room)
    space = width - fixed - cells(shown) - right_cells
    return [*left[:-1], (shown, last_style), (" " * max(0, space), ""), *right]
