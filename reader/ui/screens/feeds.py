"""The places that articles can be listed from, with what is unread in each, and the looking after of feeds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from reader.library import Library
from reader.model.article import ListQuery
from reader.ui import places, saving
from reader.ui.lookup import Lookup
from reader.ui.places import Counts, Place
from reader.ui.screens.listed import ListScreen
from reader.ui.widgets.rows import Row
from reader.ui.wording import counted

NO_FEEDS = "There are no feeds yet: a adds one, `tidewire import` takes OPML and newsboat's urls."


class FeedsScreen(ListScreen[ListQuery]):
    """Returns what to list, or None; counts come in the background, so that five hundred feeds open at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("L", "close", "Close", show=False),
        Binding("h,left", "fold", "Fold"),
        Binding("l,right", "unfold", "Unfold"),
        Binding("r", "reload", "Reload"),
        Binding("a", "add", "Add a feed"),
        Binding("d", "remove", "Remove"),
        Binding("n", "rename", "Rename"),
        Binding("m", "move_to", "Move to a folder"),
        Binding("exclamation_mark", "next_error", "The next one that went wrong"),
    ]
    heading = "Feeds and lists"
    keys: ClassVar[str] = "enter list · h l fold · r reload · n name · m folder · d remove · a add"

    def __init__(self) -> None:
        super().__init__()
        self._places: dict[str, Place] = {}
        self._counts: Counts = {}
        self._asked: str | None = None

    def begin(self) -> None:
        self._lookup = Lookup[Counts](self.app, self._counted)
        self._count()
        self.note(_health(self._places.values()))

    def rows(self) -> Sequence[Row]:
        self._places = {place.id: place for place in places.places(self.app.library)}
        return places.rows(list(self._places.values()), self._counts, self._folded)

    @property
    def _folded(self) -> set[str]:
        return self.app.memory.folded

    def _count(self) -> None:
        found = list(self._places.values())
        self._lookup.want(lambda library: places.count(library, found))

    def _counted(self, counts: Counts) -> None:
        """The rows with their counts; what is being said stays."""
        self._counts = counts
        if self.is_current:
            self.fill(quiet=True)

    @property
    def _place(self) -> Place | None:
        return self._places.get(self.chosen or "")

    def choose(self, row_id: str) -> None:
        if row_id == "group:saved":
            self._fold(row_id, fold=row_id not in self._folded)
        else:
            self.dismiss(self._places[row_id].query)

    # -- folding

    def action_fold(self) -> None:
        """Fold the group of the place under the cursor."""
        place = self._place
        if place is not None:
            self._fold(place.within or place.id, fold=True)

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
        wrong = [place for place in self._places.values() if place.feed is not None and place.note]
        if not wrong:
            self.note("Every feed is well.")
            return
        ids = [place.id for place in wrong]
        following = ids[(ids.index(self.chosen) + 1) % len(ids)] if self.chosen in ids else ids[0]
        self._folded.discard(self._places[following].within)
        self.fill(following, quiet=True)
        self.note(self._places[following].note, mistake=True)

    # -- looking after them

    def action_reload(self) -> None:
        """Reload the feed, or all of the folder."""
        place = self._place
        feeds = place.query.feeds if place is not None else ()
        if not feeds:
            self.note("r reloads a feed or a folder of feeds; R on the main screen all of them.")
        elif self.app.feeding.busy:
            self.note("A reload is under way.")
        else:
            self.app.feeding.reload([str(feed) for feed in feeds], total=len(feeds))
            self.dismiss(None)

    def action_add(self) -> None:
        self.dismiss(None)
        self.app.main.action_run("add_feed")

    def action_remove(self) -> None:
        """Remove a feed when asked twice; let go of a saved search, or of a watch, at once: each can be undone."""
        place = self._place
        if place is None or place.kind not in ("feed", "saved", "watched"):
            self.note("d removes a feed, a saved search or a watch; M has the mute rules.")
        elif place.feed is not None and self._asked != place.id:
            self._asked = place.id
            self.note(f"d again lets go of {place.name}; its articles stay.")
        else:
            self._asked = None
            self._do(lambda library: _let_go(self, library, place))

    def action_rename(self) -> None:
        place = self._place
        if place is None or place.kind not in ("feed", "saved"):
            self.note("n names a feed or a saved search; x on the main screen renames an entity.")
            return
        empty = "; none: what it calls itself" if place.feed is not None else ""

        def renamed(line: str) -> str | None:
            if place.feed is None and not line:
                return "It needs a name."
            return self._answered(lambda library: _rename(self, library, place, line))

        self.ask(f"The name of it{empty}:", place.name, renamed)

    def _answered(self, work: Callable[[Library], str]) -> str | None:
        """Do what a line was asked for; nothing is wrong with it."""
        self.stop_asking()
        self._do(work)
        return None

    def action_move_to(self) -> None:
        place = self._place
        if place is None or place.feed is None:
            self.note("m moves a feed to a folder.")
            return
        known = ", ".join(each.name for each in self._places.values() if each.kind == "folder" and each.id != "folder:")
        there = f" (there are {known})" if known else ""

        def moved(line: str) -> str | None:
            return self._answered(lambda library: _move(self, library, place, line))

        self.ask(f"Its folder{there}; none: no folder:", place.feed.folder or "", moved)

    def _do(self, work: Callable[[Library], str]) -> None:
        at, text = self.chosen, self.write(work)
        self.fill(at)
        self.note(text)
        self._count()
        self.app.main.list_pane.reload()


def _health(found: Iterable[Place]) -> str:
    """What to say when the screen opens: that there are no feeds, or that some went wrong."""
    feeds = [place.feed for place in found if place.feed is not None]
    wrong = sum(bool(feed.error or feed.resting) for feed in feeds)
    if not feeds:
        return NO_FEEDS
    return f"{counted(wrong, 'feed')} went wrong · ! goes to the next one" if wrong else ""


def _let_go(screen: FeedsScreen, library: Library, place: Place) -> str:
    undo = screen.app.undo
    if place.kind == "saved":
        return saving.forget(library, undo, place.name)
    if place.feed is not None:
        gone = library.subscriptions.let_go(place.feed.id)
        undo.push(f"removed {place.name}", lambda again: again.subscriptions.bring_back(gone))
        return f"{place.name} is removed, its articles stay · U brings it back"
    entity_id = place.query.entity_id or 0
    library.watches.set(entity_id, False)
    undo.push(f"no longer watched {place.name}", lambda again: again.watches.set(entity_id, True))
    return f"{place.name} is no longer watched · U watches it again"


def _rename(screen: FeedsScreen, library: Library, place: Place, name: str) -> str:
    if place.feed is None:
        return saving.rename(library, screen.app.undo, place.name, name)
    feed_id = place.feed.id
    before = library.subscriptions.rename(feed_id, name or None)
    screen.app.undo.push(f"renamed {place.name}", lambda again: again.subscriptions.rename(feed_id, before))
    return f"{place.name} is called {name}" if name else f"{place.name} is called as it calls itself"


def _move(screen: FeedsScreen, library: Library, place: Place, folder: str) -> str:
    feed_id = place.feed.id if place.feed is not None else 0
    before = library.subscriptions.move(feed_id, folder or None)
    screen.app.undo.push(f"moved {place.name}", lambda again: again.subscriptions.move(feed_id, before))
    return f"{place.name} is in {folder}" if folder else f"{place.name} is in no folder"
