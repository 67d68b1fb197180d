"""The shelves that articles can be listed from, with what is unread in each, and the looking after of feeds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from reader.library import Library
from reader.model.article import ListQuery
from reader.ui import shelves
from reader.ui.feed_facts import facts
from reader.ui.lookup import Lookup
from reader.ui.screens.listed import ListScreen
from reader.ui.shelves import Counts, Shelf
from reader.ui.tending import OF_A_FEED, OF_A_SHELF
from reader.ui.widgets.rows import Row
from reader.ui.wording import counted

NO_FEEDS = "There are no feeds yet: a adds one, I imports OPML or newsboat's urls."


class FeedsScreen(ListScreen[ListQuery]):
    """Returns what to list, or None; counts come in the background, so that five hundred feeds open at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("L", "close", "Close", show=False),
        Binding("h,left", "fold", "Fold"),
        Binding("l,right", "unfold", "Unfold"),
        Binding("r", "reload", "Reload"),
        Binding("a", "elsewhere('add_feed')", "Add a feed"),
        Binding("I", "elsewhere('import')", "Import"),
        Binding("d", "tend('remove')", "Remove"),
        Binding("n", "tend('rename')", "Rename"),
        Binding("m", "tend('move')", "Move to a folder"),
        Binding("T", "tend('tag')", "Tags"),
        Binding("f", "tend('full_text')", "Whole articles, always or no longer"),
        Binding("p", "tend('sign_in')", "User and password"),
        Binding("exclamation_mark", "next_error", "The next one that went wrong"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (38, "-high")]  # noqa: RUF012 - as Textual has it
    heading = "Feeds and lists"
    keys: ClassVar[str] = "enter list · h l fold · r reload · n name · m folder · d remove · a add"

    def __init__(self) -> None:
        super().__init__()
        self._shelves: dict[str, Shelf] = {}
        self._counts: Counts = {}
        self._asked: str | None = None
        self._signed_in: frozenset[int] = frozenset()

    def begin(self) -> None:
        if any(shelf.feed for shelf in self._shelves.values()):
            self.query_one(".listed").mount(Static(classes="facts"), before=".note")
        self._lookup = Lookup[Counts](self, self._counted)
        self._count()
        self.note(_health(self._shelves.values()))

    def rows(self) -> Sequence[Row]:
        self._shelves = {shelf.id: shelf for shelf in shelves.shelves(self.app.library)}
        self._signed_in = self.app.library.subscriptions.signing_in()
        return shelves.rows(list(self._shelves.values()), self._counts, self._folded)

    @property
    def _folded(self) -> set[str]:
        return self.app.memory.folded

    def _count(self) -> None:
        found = list(self._shelves.values())
        self._lookup.want(lambda library: shelves.count(library, found))

    def _counted(self, counts: Counts) -> None:
        """The rows with their counts; what is being said stays."""
        self._counts = counts
        if self.is_current:
            self.fill(quiet=True)

    @property
    def _shelf(self) -> Shelf | None:
        return self._shelves.get(self.chosen or "")

    def choose(self, row_id: str) -> None:
        if row_id == "group:saved":
            self._fold(row_id, fold=row_id not in self._folded)
        else:
            self.dismiss(self._shelves[row_id].query)

    @on(OptionList.OptionHighlighted)
    def show_facts(self) -> None:
        """Say below what is known of the feed under the cursor; the lines stay, so that nothing jumps."""
        feed = self._shelf.feed if self._shelf is not None else None
        known = [] if feed is None else facts(feed, self.app.now(), signed_in=feed.id in self._signed_in)
        for line in self.query(".facts").results(Static):
            line.update(Content("\n".join(known)))

    # -- folding

    def action_fold(self) -> None:
        """Fold the group of the shelf under the cursor."""
        shelf = self._shelf
        if shelf is not None:
            self._fold(shelf.within or shelf.id, fold=True)

    def action_unfold(self) -> None:
        if self.chosen is not None:
            self._fold(self.chosen, fold=False)

    def _fold(self, group: str, *, fold: bool) -> None:
        if group.startswith(("folder:", "group:")):
            (self._folded.add if fold else self._folded.discard)(group)
            self.fill(group, quiet=True)

    def action_undo(self) -> None:
        super().action_undo()
        self._count()

    def action_next_error(self) -> None:
        """Go to the next feed that went wrong, unfolding its folder."""
        wrong = [shelf for shelf in self._shelves.values() if shelf.feed is not None and shelf.note]
        if not wrong:
            self.note("Every feed is well.")
            return
        ids = [shelf.id for shelf in wrong]
        following = ids[(ids.index(self.chosen) + 1) % len(ids)] if self.chosen in ids else ids[0]
        self._folded.discard(self._shelves[following].within)
        self.fill(following, quiet=True)

    # -- looking after them

    def action_reload(self) -> None:
        """Reload the feed, or all of the folder."""
        shelf = self._shelf
        feeds = shelf.query.feeds if shelf is not None else ()
        if not feeds:
            self.note("r reloads a feed or a folder of feeds; R on the main screen all of them.")
        elif self.app.feeding.busy:
            self.note("A reload is under way.")
        else:
            self.app.feeding.reload([str(feed) for feed in feeds], total=len(feeds))
            self.dismiss(None)

    def action_elsewhere(self, command: str) -> None:
        """Close, and run a command of the main screen."""
        self.dismiss(None)
        self.app.main.action_run(command)

    def action_tend(self, deed: str) -> None:
        """Do something to the shelf under the cursor, where it is one for that."""
        shelf = self._shelf
        if shelf is None:
            self.note(NO_FEEDS)
        elif deed in OF_A_SHELF:
            OF_A_SHELF[deed](self, shelf)
        else:
            do, of_feeds_only = OF_A_FEED[deed]
            if shelf.feed is not None:
                do(self, shelf.feed)
            else:
                self.note(of_feeds_only)

    def asked_twice(self, shelf: Shelf) -> bool:
        """Whether this is the second time in a row; the first is remembered."""
        twice, self._asked = self._asked == shelf.id, shelf.id
        if twice:
            self._asked = None
        return twice

    def answered(self, work: Callable[[Library], str]) -> str | None:
        """Do what a line was asked for; nothing is wrong with it."""
        self.stop_asking()
        self.do(work)
        return None

    def do(self, work: Callable[[Library], str]) -> None:
        """Write, and say what was done."""
        at, text = self.chosen, self.write(work)
        self.fill(at)
        self.note(text)
        self._count()
        self.app.main.list_pane.reload()


def _health(found: Iterable[Shelf]) -> str:
    """What to say when the screen opens: that there are no feeds, or that some went wrong."""
    feeds = [shelf.feed for shelf in found if shelf.feed is not None]
    wrong = sum(bool(feed.error or feed.resting) for feed in feeds)
    if not feeds:
        return NO_FEEDS
    return f"{counted(wrong, 'feed')} went wrong · ! goes to the next one" if wrong else ""
