"""A scrolling pane in a frame: what is written in the frame, and how little is drawn again when that changes."""

from __future__ import annotations

from textual.content import Content
from textual.css.styles import RenderStyles
from textual.dom import DOMNode
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

_RULES = ("border_top", "border_right", "border_bottom", "border_left", "border_title_color")


class FramedPane(ScrollView):
    """The pane that one is in has the frame that the style sheets give to "pane--front"."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._framed = False

    def render_lines(self, crop: Region) -> list[Strip]:
        if not self._framed:
            self._put_in_frame()
        return super().render_lines(crop)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """The pane that one is in has another frame and another cursor.

        In Textual's own way, by the style sheet, every style of the pane and its scrollbar would be looked up again.
        """
        self._framed = False

    def _put_in_frame(self) -> None:
        for rule in _RULES:
            self.styles.inline.clear_rule(rule)
        if self.has_focus:
            self.styles.inline.merge(self.part("front").base)
        self._framed = True

    def part(self, name: str) -> RenderStyles:
        """What the style sheets say of a part of the pane, which is of the class "pane--name".

        Textual's COMPONENT_CLASSES would look up every part of every pane three times before the first frame.
        """
        part = DOMNode(classes=f"pane--{name}")
        part._attach(self)  # as Textual does it
        self.app.stylesheet.apply(part)
        return part.styles

    @property
    def title(self) -> str:
        """What the frame says above; Textual's `border_title` would give it as markup."""
        return "" if self._border_title is None else self._border_title.plain

    @property
    def title_room(self) -> int:
        """The cells that the frame has above, between its corners."""
        return self.outer_size.width - 6

    def set_title(self, title: str) -> None:
        """Say something in the frame above; Textual's `border_title` would draw the whole pane again."""
        said = Content(title)
        if said != self._border_title:
            self._border_title = said
            self.refresh(Region(0, -1, self.outer_size.width, 1))

    def set_subtitle(self, subtitle: str) -> None:
        """Say something in the frame below."""
        said = Content(subtitle)
        if said != self._border_subtitle:
            self._border_subtitle = said
            self.refresh(Region(0, self.outer_size.height - 2, self.outer_size.width, 1))

    def notify_style_update(self) -> None:
        self._framed = False
        super().notify_style_update()

    def set_height(self, lines: int) -> None:
        """Say how many lines there are; the pane scrolls over them.

        Assigning `virtual_size` would lay out and draw the whole screen again. Only the scrollbar has to know, and
        Textual lays out by itself where that appears or goes.
        """
        size = Size(0, lines)
        if size != self.virtual_size:
            self.set_reactive(Widget.virtual_size, size)
            self._scroll_update(size)

    def scroll_home_to(self, row: float) -> None:
        """Bring a row to the top, at once: also before the pane's scrollbar has been laid out, unlike scroll_to."""
        self.scroll_target_y = row
        self.scroll_y = row

    def keep_visible(self, first: int, last: int, *, margin: int = 0) -> None:
        """Scroll as little as it takes to show the rows from `first` to `last`."""
        top, height = self.scroll_offset.y, self.size.height
        if first - margin < top:
            self.scroll_home_to(max(0, first - margin))
        elif last + margin >= top + height:
            self.scroll_home_to(last + margin + 1 - height)
