"""The feeds: how many articles each brought, when it was asked, and what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reader.model.feed import Feed
from reader.ui.wording import age

if TYPE_CHECKING:
    from reader.ui.app import TidewireApp


class FeedsScreen(ModalScreen[None]):
    """A list to look after; those that went wrong stand first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,L", "dismiss", "Close"),
        Binding("j", "move(1)", "Down", show=False),
        Binding("k", "move(-1)", "Up", show=False),
        Binding("r", "reload", "Reload"),
        Binding("d", "remove", "Remove"),
    ]
    app: TidewireApp

    def __init__(self) -> None:
        super().__init__()
        self._asked: str | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="feeds") as box:
            box.border_title = "Feeds"
            box.border_subtitle = "r reload · d remove · esc close"
            yield OptionList(id="feed-list")
            yield Static("", id="feed-note")

    def on_mount(self) -> None:
        self._fill()

    def _fill(self) -> None:
        feeds = self.app.library.subscriptions.feeds(counts=True)
        feeds.sort(key=lambda feed: not (feed.error or feed.resting))
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(self._line(feed), id=str(feed.id)) for feed in feeds])
        self._note("" if feeds else "There are no feeds yet; a adds one, `tidewire import` takes OPML.")
        options.highlighted = 0 if feeds else None
        options.focus()

    def _line(self, feed: Feed) -> Content:
        when = age(feed.checked, self.app.now())
        facts = f"  {feed.unread}/{feed.articles}" + (f" · asked {when}" if when else " · not asked yet")
        parts: list[tuple[str, str] | str] = [(feed.name, "bold"), (facts, "$text-muted")]
        if feed.error:
            parts.append((f"\n  {feed.error}", "$error"))
        return Content.assemble(*parts)

    def _chosen(self) -> str | None:
        options = self.query_one(OptionList)
        at = options.highlighted
        return None if at is None else options.get_option_at_index(at).id

    def _note(self, text: str) -> None:
        self.query_one("#feed-note", Static).update(Content(text))

    def action_move(self, step: int) -> None:
        options = self.query_one(OptionList)
        (options.action_cursor_down if step > 0 else options.action_cursor_up)()

    def action_reload(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        if self.app.feeding.busy:
            self._note("A reload is under way.")
            return
        self.app.feeding.reload([chosen], total=1)
        self.dismiss()

    def action_remove(self) -> None:
        """Remove the feed when asked twice; its articles stay."""
        chosen = self._chosen()
        if chosen is None:
            return
        if self._asked != chosen:
            self._asked = chosen
            self._note("d again lets go of this feed; its articles stay.")
            return
        self._asked = None
        self.app.writer.submit(lambda library: library.subscriptions.remove(int(chosen))).result()
        self._fill()
        self._note("Removed; its articles stay.")
