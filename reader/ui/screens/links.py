"""The links and pictures of an article, in their order: open one, or copy its address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from reader.ui.browsing import open_address
from reader.ui.links import Link
from reader.ui.screens.window import Window

if TYPE_CHECKING:
    from reader.ui.app import TidewireApp


class LinksScreen(Window[None]):
    """Enter opens a link in the browser, y copies its address; the list stays open for the next one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "Close"),
        Binding("number_sign", "dismiss(None)", "Close", id="links"),
        Binding("j", "move('cursor_down')", "Down"),
        Binding("k", "move('cursor_up')", "Up"),
        Binding("g", "move('first')", "The first"),
        Binding("G", "move('last')", "The last"),
        Binding("y,c", "copy", "Copy the address"),
        *(Binding(str(number), f"go({number})", f"Go to number {number}") for number in range(1, 10)),
    ]
    app: TidewireApp

    def __init__(self, links: Sequence[Link]) -> None:
        super().__init__()
        self._links = links

    def compose(self) -> ComposeResult:
        with Vertical(id="links") as box:
            box.border_title = "Links"
            box.border_subtitle = "enter open · y copy the address · esc close"
            yield OptionList(*(self._line(number, link) for number, link in enumerate(self._links, 1)), id="links-list")

    def _line(self, number: int, link: Link) -> Option:
        mark = "▣ " if link.picture else ""
        return Option(
            Content.assemble((f"{number:>{len(str(len(self._links)))}} ", "$accent"), mark, link.words)
            .append(Content.styled(f"  {link.host}", "$text-muted"))
        )  # fmt: skip

    def on_mount(self) -> None:
        options = self.query_one(OptionList)
        options.focus()
        options.highlighted = 0

    def action_move(self, action: str) -> None:
        getattr(self.query_one(OptionList), f"action_{action}")()

    def action_go(self, number: int) -> None:
        if number <= len(self._links):
            self.query_one(OptionList).highlighted = number - 1

    def action_copy(self) -> None:
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self.app.copy(self._links[at].url, "Address of the link")

    @on(OptionList.OptionSelected)
    def open(self, event: OptionList.OptionSelected) -> None:
        open_address(self.app, self._links[event.option_index].url)
