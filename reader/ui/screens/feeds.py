"""The shelves that articles can be listed from, with what is unread in each, and the looking after of feeds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from reader.library import Library
from reader.model.article import ListQuery
from reader.ui import saving, shelves
from reader.ui.lookup import Lookup
from reader.ui.screens.listed import ListScreen
from reader.ui.shelves import Counts, Shelf
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
        Binding("d", "remove", "Remove"),
        Binding("n", "rename", "Rename"),
        Binding("m", "move_to", "Move to a folder"),
        Binding("exclamation_mark", "next_error", "The next one that went wrong"),
    ]
    heading = "Feeds and lists"
    keys: ClassVar[str] = "enter list · h l fold · r reload · n name · m folder · d remove · a add"

    def __init__(self) -> None:
        super().__init__()
        self._shelves: dict[str, Shelf] = {}
        self._counts: Counts = {}
        self._asked: str | None = None

    def begin(self) -> None:
        self._lookup = Lookup[Counts](self, self._counted)
        self._count()
        self.note(_health(self._shelves.values()))

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
    def _shelf(self) -> Shelf | None:
        return self._shelves.get(self.chosen or "")

    def choose(self, row_id: str) -> None:
        if row_id == "group:saved":
            self._fold(row_id, fold=row_id not in self._folded)
        else:
            self.dismiss(self._shelves[row_id].query)

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
        self.note(self._shelves[following].note, mistake=True)

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

    def action_remove(self) -> None:
        """Remove a feed when asked twice; let go of a saved search, or of a watch, at once: each can be undone."""
        shelf = self._shelf
        if shelf is None or shelf.kind not in ("feed", "saved", "watched"):
            self.note("d removes a feed, a saved search or a watch; M has the mute rules.")
        elif shelf.feed is not None and self._asked != shelf.id:
            self._asked = shelf.id
            self.note(f"d again lets go of {shelf.name}; its articles stay.")
        else:
            self._asked = None
            self._do(lambda library: _let_go(self, library, shelf))

    def action_rename(self) -> None:
        shelf = self._shelf
        if shelf is None or shelf.kind not in ("feed", "saved"):
            self.note("n names a feed or a saved search; x on the main screen renames an entity.")
            return
        empty = "; none: what it calls itself" if shelf.feed is not None else ""

        def renamed(line: str) -> str | None:
            if shelf.feed is None and not line:
                return "It needs a name."
            return self._answered(lambda library: _rename(self, library, shelf, line))

        self.ask(f"The name of it{empty}:", shelf.name, renamed)

    def _answered(self, work: Callable[[Library], str]) -> str | None:
        """Do what a line was asked for; nothing is wrong with it."""
        self.stop_asking()
        self._do(work)
        return None

    def action_move_to(self) -> None:
        shelf = self._shelf
        if shelf is None or shelf.feed is None:
            self.note("m moves a feed to a folder.")
            return
        known = ", ".join(
            each.name for each in self._shelves.values() if each.kind == "folder" and each.id != "folder:"
        )
        there = f" (there are {known})" if known else ""

        def moved(line: str) -> str | None:
            return self._answered(lambda library: _move(self, library, shelf, line))

        self.ask(f"Its folder{there}; none: no folder:", shelf.feed.folder or "", moved)

    def _do(self, work: Callable[[Library], str]) -> None:
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


def _let_go(screen: FeedsScreen, library: Library, shelf: Shelf) -> str:
    undo = screen.app.undo
    if shelf.kind == "saved":
        return saving.forget(library, undo, shelf.name)
    if shelf.feed is not None:
        gone = library.subscriptions.let_go(shelf.feed.id)
        undo.push(f"removed {shelf.name}", lambda again: again.subscriptions.bring_back(gone))
        return f"{shelf.name} is removed, its articles stay · U brings it back"
    entity_id = shelf.query.entity_id or 0
    library.watches.set(entity_id, False)
    undo.push(f"no longer watched {shelf.name}", lambda again: again.watches.set(entity_id, True))
    return f"{shelf.name} is no longer watched · U watches it again"


def _rename(screen: FeedsScreen, library: Library, shelf: Shelf, name: str) -> str:
    if shelf.feed is None:
        return saving.rename(library, screen.app.undo, shelf.name, name)
    feed_id = shelf.feed.id
    before = library.subscriptions.rename(feed_id, name or None)
    screen.app.undo.push(f"renamed {shelf.name}", lambda again: again.subscriptions.rename(feed_id, before))
    return f"{shelf.name} is called {name}" if name else f"{shelf.name} is called as it calls itself"


def _move(screen: FeedsScreen, library: Library, shelf: Shelf, folder: str) -> str:
    feed_id = shelf.feed.id if shelf.feed is not None else 0
    before = library.subscriptions.move(feed_id, folder or None)
    screen.app.undo.push(f"moved {shelf.name}", lambda again: again.subscriptions.move(feed_id, before))
    return f"{shelf.name} is in {folder}" if folder else f"{shelf.name} is in no folder"
