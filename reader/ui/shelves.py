"""The shelves that articles are listed from: all, feeds in their folders, saved searches, watched entities, muted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby

from reader.library import Library
from reader.model.article import ListQuery
from reader.model.feed import Feed
from reader.query import parse
from reader.ui.saving import said, saved_queries
from reader.ui.widgets.rows import Row
from reader.ui.wording import counted

NO_FOLDER = "Feeds in no folder"


@dataclass(frozen=True, slots=True)
class Shelf:
    """One of them: what enter lists, and what it stands for.

    `id` is "kind:…"; `within` is the id of the shelf under which it is folded away. `feed` is set for a feed, and
    `name` is what it is called by the reader.
    """

    id: str
    name: str
    query: ListQuery
    within: str = ""
    feed: Feed | None = None
    note: str = ""

    @property
    def kind(self) -> str:
        return self.id.partition(":")[0]


Counts = Mapping[str, tuple[int, int]]
"""By the id of a shelf, how many of its articles are unread, and how many it has."""


def shelves(library: Library) -> list[Shelf]:
    """All shelves in their order, without counting anything."""
    return [
        Shelf("all:", "All articles", ListQuery()),
        Shelf("unread:", "Unread", ListQuery(unread=True)),
        Shelf("starred:", "Starred", ListQuery(starred=True, name="Starred")),
        *_feeds(library),
        *_saved(library),
        *_watched(library),
        *_muted(library),
    ]


def _feeds(library: Library) -> list[Shelf]:
    """Folders by name with their feeds in them; what is in none stands last."""
    found = []
    feeds = sorted(library.subscriptions.feeds(), key=lambda feed: (feed.folder is None, feed.folder or ""))
    for folder, group in groupby(feeds, key=lambda feed: feed.folder):
        members = list(group)
        within = f"folder:{folder or ''}"
        name = folder or NO_FOLDER
        found.append(Shelf(within, name, ListQuery(feeds=tuple(feed.id for feed in members), name=name)))
        found += [
            Shelf(
                f"feed:{feed.id}", feed.name, ListQuery(feeds=(feed.id,), name=feed.name), within, feed, _trouble(feed)
            )
            for feed in members
        ]
    return found


def _trouble(feed: Feed) -> str:
    return f"Not asked any more: {feed.resting}" if feed.resting else feed.error or ""


def _saved(library: Library) -> list[Shelf]:
    queries = saved_queries(library)
    head = [Shelf("group:saved", "Saved searches", ListQuery())] if queries else []
    return head + [
        Shelf(f"saved:{name}", name, replace(query, name=name), "group:saved", note=said(query))
        for name, query in queries.items()
    ]


def _watched(library: Library) -> list[Shelf]:
    found = library.watches.listed()
    head = [Shelf("group:watched", "Watched", ListQuery(watched=True))] if found else []
    return head + [
        Shelf(
            f"watched:{each.entity.id}",
            each.entity.name,
            ListQuery(entity_id=each.entity.id),
            "group:watched",
            note=f"{counted(each.new_articles, 'new article')}" if each.new_articles else "",
        )
        for each in found
    ]


def _muted(library: Library) -> list[Shelf]:
    return (
        [Shelf("muted:", "Muted", ListQuery(filter=parse("is:muted"), name="Muted"))] if library.mutes.count() else []
    )


def count(library: Library, found: Sequence[Shelf]) -> Counts:
    """How many articles each shelf has, those of feeds and folders in one go; saved searches have no sum."""
    counts = {f"feed:{feed.id}": (feed.unread, feed.articles) for feed in library.subscriptions.feeds(counts=True)}
    counts |= {f"folder:{name}": numbers for name, numbers in library.subscriptions.folder_counts().items()}
    for shelf in found:
        if shelf.kind in ("folder", "feed"):
            counts.setdefault(shelf.id, (0, 0))
        elif shelf.id != "group:saved":
            counts[shelf.id] = (library.count(replace(shelf.query, unread=True)), library.count(shelf.query))
    return counts


def rows(found: Sequence[Shelf], counts: Counts, folded: Set[str]) -> list[Row]:
    """What is shown of the shelves that are not folded away."""
    return [_row(shelf, counts, folded) for shelf in found if shelf.within not in folded]


def _row(shelf: Shelf, counts: Counts, folded: Set[str]) -> Row:
    unread, total = counts.get(shelf.id, (0, 0))
    facts = "" if shelf.id not in counts else f"{total:,}" if shelf.query.unread else f"{unread:,} of {total:,}"
    below, loud = shelf.note, bool(unread)
    if shelf.kind in ("folder", "group"):
        name = f"{'▸' if shelf.id in folded else '▾'} {shelf.name}"
        return Row(shelf.id, name, facts, below, "bold", loud=loud)
    return Row(
        shelf.id, shelf.name, facts, below, depth=int(bool(shelf.within)), alarm=shelf.feed is not None, loud=loud
    )
