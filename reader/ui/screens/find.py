"""A line at the foot of the article to find words in it; the places are shown as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static
from textual.widgets.input import Selection

from reader.ui.finding import Finder, Found
from reader.ui.screens.window import Window

if TYPE_CHECKING:
    from reader.ui.app import TidewireApp
    from reader.ui.widgets.quoting_pane import QuotingPane

NEXT = frozenset({"n", "enter", "down"})
PREVIOUS = frozenset({"N", "p", "shift+enter", "up"})


class FindScreen(Window[None]):
    """While one types, the first place is shown; enter goes to the next, and from then on n and N go on and back.

    Any other key then leaves and does what it does in the article, at the place that was found.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+f", "step(1)", "The next place", id="find", priority=True),
        Binding("shift+enter,up", "step(-1)", "The place before", priority=True),
        Binding("down", "step(1)", "The next place", priority=True),
        Binding("escape", "leave", "Leave, and stay there", priority=True),
    ]
    app: TidewireApp

    def __init__(self, pane: QuotingPane, offered: str = "") -> None:
        super().__init__()
        self._pane, self._offered = pane, offered
        self._finder: Finder | None = None
        self._words = ""

    def compose(self) -> ComposeResult:
        with Horizontal(id="find"):
            yield Input(self._offered, placeholder="Find in this article", select_on_focus=False, id="find-words")
            yield Static("", id="find-count")

    def on_mount(self) -> None:
        self._stand()
        self._input.selection = Selection(0, len(self._offered))

    def on_resize(self) -> None:
        self.call_after_refresh(self._stand)

    def _stand(self) -> None:
        """Stand on the last line within the article's frame."""
        region, bar = self._pane.region, self.query_one("#find")
        bar.styles.offset = (region.x + 1, max(0, region.bottom - 2))
        bar.styles.width = max(1, region.width - 2)

    @on(Input.Changed)
    def look(self, event: Input.Changed) -> None:
        """Show where the article has the words."""
        article = self._pane.article
        if article is None:
            return
        if self._finder is None:
            self._finder = Finder(article.text, self._pane.in_view[0])
        self._show(self._finder.look(event.value))

    def _show(self, found: Found) -> None:
        self._pane.show_found(found)
        said = f"{found.at + 1}/{len(found.spans)}" if found.spans else "none" if self._input.value.strip() else ""
        self.query_one("#find-count", Static).update(Content(f"{said} "))

    @property
    def _input(self) -> Input:
        return self.query_one("#find-words", Input)

    @on(Input.Submitted)
    def walk(self) -> None:
        """From now on keys walk through the places."""
        self.action_step(1)
        self.set_focus(None)

    def on_key(self, event: events.Key) -> None:
        if self.focused is not None:
            return
        event.stop()
        if event.key in NEXT or event.key in PREVIOUS:
            self.action_step(1 if event.key in NEXT else -1)
        elif event.key in ("backspace", "left", "right"):
            self._input.focus()
        else:
            self.action_leave()
            self.app.typing.put_back(event)

    def action_step(self, by: int) -> None:
        found = self._pane.found
        if found is not None:
            found.step(by)
            self._show(found)

    def action_leave(self) -> None:
        self._pane.show_found(None)
        self.dismiss(None)
