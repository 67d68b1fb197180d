"""Where articles can be listed from: all of them, feeds in their folders, saved searches, watched entities, muted."""

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
class Place:
    """One of them: what enter lists, and what it stands for.

    `id` is "kind:…"; `within` is the id of the place under which it is folded away. `feed` is set for a feed, and
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
"""By the id of a place, how many of its articles are unread, and how many it has."""


def places(library: Library) -> list[Place]:
    """All places in their order, without counting anything."""
    return [
        Place("all:", "All articles", ListQuery()),
        Place("unread:", "Unread", ListQuery(unread=True)),
        Place("starred:", "Starred", ListQuery(starred=True, name="Starred")),
        *_feeds(library),
        *_saved(library),
        *_watched(library),
        *_muted(library),
    ]


def _feeds(library: Library) -> list[Place]:
    """Folders by name with their feeds in them; what is in none stands last."""
    found = []
    feeds = sorted(library.subscriptions.feeds(), key=lambda feed: (feed.folder is None, feed.folder or ""))
    for folder, group in groupby(feeds, key=lambda feed: feed.folder):
        members = list(group)
        within = f"folder:{folder or ''}"
        name = folder or NO_FOLDER
        found.append(Place(within, name, ListQuery(feeds=tuple(feed.id for feed in members), name=name)))
        found += [
            Place(
                f"feed:{feed.id}", feed.name, ListQuery(feeds=(feed.id,), name=feed.name), within, feed, _trouble(feed)
            )
            for feed in members
        ]
    return found


def _trouble(feed: Feed) -> str:
    return f"Not asked any more: {feed.resting}" if feed.resting else feed.error or ""


def _saved(library: Library) -> list[Place]:
    queries = saved_queries(library)
    head = [Place("group:saved", "Saved searches", ListQuery())] if queries else []
    return head + [
        Place(f"saved:{name}", name, replace(query, name=name), "group:saved", note=said(query))
        for name, query in queries.items()
    ]


def _watched(library: Library) -> list[Place]:
    found = library.watches.listed()
    head = [Place("group:watched", "Watched", ListQuery(watched=True))] if found else []
    return head + [
        Place(
            f"watched:{each.entity.id}",
            each.entity.name,
            ListQuery(entity_id=each.entity.id),
            "group:watched",
            note=f"{counted(each.new_articles, 'new article')}" if each.new_articles else "",
        )
        for each in found
    ]


def _muted(library: Library) -> list[Place]:
    return (
        [Place("muted:", "Muted", ListQuery(filter=parse("is:muted"), name="Muted"))] if library.mutes.count() else []
    )


def count(library: Library, found: Sequence[Place]) -> Counts:
    """How many articles each place has, those of feeds and folders in one go; saved searches have no sum."""
    counts = {f"feed:{feed.id}": (feed.unread, feed.articles) for feed in library.subscriptions.feeds(counts=True)}
    counts |= {f"folder:{name}": numbers for name, numbers in library.subscriptions.folder_counts().items()}
    for place in found:
        if place.kind in ("folder", "feed"):
            counts.setdefault(place.id, (0, 0))
        elif place.id != "group:saved":
            counts[place.id] = (library.count(replace(place.query, unread=True)), library.count(place.query))
    return counts


def rows(found: Sequence[Place], counts: Counts, folded: Set[str]) -> list[Row]:
    """What is shown of the places that are not folded away."""
    return [_row(place, counts, folded) for place in found if place.within not in folded]


def _row(place: Place, counts: Counts, folded: Set[str]) -> Row:
    unread, total = counts.get(place.id, (0, 0))
    facts = "" if place.id not in counts else f"{total:,}" if place.query.unread else f"{unread:,} of {total:,}"
    below, loud = place.note, bool(unread)
    if place.kind in ("folder", "group"):
        name = f"{'▸' if place.id in folded else '▾'} {place.name}"
        return Row(place.id, name, facts, below, "bold", loud=loud)
    return Row(
        place.id, place.name, facts, below, depth=int(bool(place.within)), alarm=place.feed is not None, loud=loud
    )
