"""The chooser of citation styles and formats, with a live preview."""

from __future__ import annotations

import re
from html import unescape
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reader.cite import STYLES, Citation, cite_as, formats, render
from reader.ui.screens.window import Window
from reader.ui.widgets.choices import Choices


class CiteScreen(Window[tuple[str, str] | None]):
    """Returns the chosen format's id and the citation in it, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "Never mind"),
        Binding("j", "move('cursor_down')", "Down"),
        Binding("k", "move('cursor_up')", "Up"),
    ]

    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-narrow"), (66, "-normal")]  # noqa: RUF012 - as Textual has it

    def __init__(self, citation: Citation, last: str) -> None:
        super().__init__()
        self._citation = citation
        self._last = last
        self._formats = formats()

    def compose(self) -> ComposeResult:
        with Horizontal(id="cite") as box:
            box.border_title = "Cite"
            box.border_subtitle = "enter copy · esc close"
            yield Choices(*(Option(Content(each.name), id=each.id) for each in self._formats), id="formats")
            with VerticalScroll(id="preview-box", can_focus=False):
                yield Static(id="preview")

    def on_mount(self) -> None:
        options = self.query_one("#formats", OptionList)
        ids = [each.id for each in self._formats]
        options.highlighted = ids.index(self._last) if self._last in ids else 0
        options.focus()

    def action_move(self, action: str) -> None:
        getattr(self.query_one("#formats", OptionList), f"action_{action}")()

    @on(OptionList.OptionHighlighted)
    def preview(self, event: OptionList.OptionHighlighted) -> None:
        self.query_one("#preview", Static).update(self._preview(event.option.id or self._last))

    def _preview(self, format_id: str) -> Content:
        """What would be copied, with the italics of a style, and below it what stands in the text or the note."""
        if format_id not in STYLES:
            return Content(cite_as(self._citation, format_id))
        entry = _slanted(render(self._citation, format_id, "entry", "html"))
        cite = _slanted(render(self._citation, format_id, "note", "html"))
        return Content("\n\n").join([entry, Content.styled("In the text", "$text-muted"), cite])

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        format_id = event.option.id or self._last
        self.dismiss((format_id, cite_as(self._citation, format_id)))


def _slanted(html: str) -> Content:
    """The HTML of a printed citation as text with its italics; other tags leave nothing."""
    pieces = re.split(r"(</?i>)", html)
    slanted, parts = False, []
    for piece in pieces:
        if piece in ("<i>", "</i>"):
            slanted = piece == "<i>"
        else:
            text = unescape(re.sub(r"<[^>]*>", "", piece))
            parts.append(Content.styled(text, "italic" if slanted else ""))
    return Content("").join(parts)
