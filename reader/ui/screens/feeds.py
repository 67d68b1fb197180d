"""The shelves that articles can be listed from, with what is unread in each, and the looking after of feeds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from reader.library import Library
from reader.model.article import ListQuery
from reader.ui import shelves
from reader.ui.asked import how_asked
from reader.ui.lookup import Lookup
from reader.ui.screens.listed import ListScreen
from reader.ui.shelves import Counts, Shelf
from reader.ui.tending import TENDING
from reader.ui.widgets.choices import Choices
from reader.ui.widgets.rows import Row
from reader.ui.wording import counted

NO_FEEDS = "There are no feeds yet: a adds one, I imports OPML or newsboat's urls."
LISTS = "enter lists its articles"
_KEYS = {
    "folder": f"{LISTS} · r reloads its feeds",
    "saved": f"{LISTS} · n names it · d lets go of it",
    "watched": f"{LISTS} · d watches it no longer",
}


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
        Binding("f", "tend('fetch_pages')", "Fetch the page of every new article"),
        Binding("exclamation_mark", "next_error", "The next one that went wrong"),
    ]
    heading = "Feeds and lists"
    keys: ClassVar[str] = "enter list · h l fold · r reload · n name · m folder · d remove · a add"

    def __init__(self) -> None:
        super().__init__()
        self._shelves: dict[str, Shelf] = {}
        self._counts: Counts = {}
        self.asked: str | None = None  # the shelf that goes when it is asked for once more

    def begin(self) -> None:
        self._lookup = Lookup[Counts](self, self._counted)
        self._count()
        self.note(_health(self._shelves.values()) or LISTS)

    def rows(self) -> Sequence[Row]:
        self._shelves = {shelf.id: shelf for shelf in shelves.shelves(self.app.library)}
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
    def shelf(self) -> Shelf | None:
        """The one under the cursor."""
        return self._shelves.get(self.chosen or "")

    @property
    def folders(self) -> list[str]:
        """The names of all folders."""
        return [each.name for each in self._shelves.values() if each.kind == "folder" and each.id != "folder:"]

    def choose(self, row_id: str) -> None:
        if row_id == "group:saved":
            self._fold(row_id, fold=row_id not in self._folded)
        else:
            self.dismiss(self._shelves[row_id].query)

    # -- folding

    def action_fold(self) -> None:
        """Fold the group of the shelf under the cursor."""
        shelf = self.shelf
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
        self.note(self._shelves[following].note, mistake=True)

    def action_move(self, action: str) -> None:
        """Move, and tell of what is under the cursor now."""
        super().action_move(action)
        self._tell()

    def _tell(self) -> None:
        shelf, scheduled = self.shelf, self.app.config.network.schedule
        if shelf is not None and shelf.feed is not None:
            room = self.query_one(Choices).content_size.width - 2  # as wide as the line below, but for its padding
            self.note(how_asked(shelf.feed, self.app.now(), room, scheduled=scheduled))
        else:
            self.note(_KEYS.get(shelf.kind if shelf is not None else "", LISTS))

    # -- looking after them

    def action_reload(self) -> None:
        """Reload the feed, or all of the folder."""
        shelf = self.shelf
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

    def action_tend(self, how: str) -> None:
        """Change a shelf, or say which ones can be."""
        TENDING[how](self)

    def do(self, work: Callable[[Library], str]) -> None:
        """Write, say what has come of it, and show the shelves anew."""
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
