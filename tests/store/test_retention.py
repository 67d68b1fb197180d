"""What a rule lets go of, and what it never does."""

from datetime import UTC, datetime, timedelta

import pytest
from cachekit import annotate, entity_id
from test_delivery import LONG, STATE, deliver, ids, item

from reader.config import Keep
from reader.model.article import ListQuery
from reader.model.feed import Subscription
from reader.model.quote import NewQuote
from reader.store import listing, subscriptions
from reader.store.arrival import retention
from reader.store.connection import Connection
from reader.store.marking import marks, quotes, tags, watches

LATER = datetime.now(UTC) + timedelta(days=40)


@pytest.fixture
def feed(db: Connection) -> int:
    feed_id = subscriptions.subscribe(db, [Subscription("https://wire.example/feed")])[0][0]
    days = {n: f"2026-01-0{n}T00:00:00Z" for n in range(1, 6)}
    items = [item(f"g{n}", title=f"Story {n}", text=f"{LONG}{n}", published=day) for n, day in days.items()]
    deliver(db, feed_id, *items)
    return feed_id


def titles(db: Connection) -> list[str]:
    return [row.title for row in listing.rows(db, ListQuery(), 0, 99)]


def test_all_is_kept_by_default_and_for_a_day_in_any_case(db: Connection, feed: int):
    assert retention.let_go(db, feed, Keep(), LATER) == 0
    assert retention.let_go(db, feed, Keep(days=1, count=1)) == 0
    assert len(ids(db)) == 5


def test_only_so_many_are_kept_and_the_starred_always(db: Connection, feed: int):
    marks.change(db, [1], "starred", True)
    assert retention.let_go(db, feed, Keep(count=2), LATER) == 2
    assert titles(db) == ["Story 5", "Story 4", "Story 1"]


def test_what_was_cited_stays(db: Connection, feed: int):
    marks.cite(db, [2, 99])
    assert retention.let_go(db, feed, Keep(days=1), LATER) == 4
    assert titles(db) == ["Story 2"]


def test_the_tagged_quoted_and_watched_stay_and_what_may_name_the_watched(db: Connection, feed: int):
    tags.replace(db, 1, ["later"])
    quotes.add(db, NewQuote(2, 0, 11))
    for article_id in (1, 2, 3, 5):  # nobody has looked at 4 yet
        annotate(db, article_id, *([("Skarholm", None)] if article_id == 3 else []))
    watches.watch(db, entity_id(db, "Skarholm"))
    assert retention.let_go(db, feed, Keep(days=1), LATER) == 1
    assert titles(db) == [f"Story {n}" for n in (4, 3, 2, 1)]


def test_only_so_old_ones_are_kept(db: Connection, feed: int):
    assert retention.let_go(db, feed, Keep(days=1), LATER) == 5


def test_what_went_does_not_come_back(db: Connection, feed: int):
    retention.let_go(db, feed, Keep(count=4), LATER)
    again = deliver(db, feed, item("g1", title="Story 1", text=f"{LONG}1"), item("new", title="New", text="n " * 99))
    assert again.new == ("new",)
    assert "Story 1" not in titles(db)


def test_what_another_feed_brought_too_stays(db: Connection, feed: int):
    other = subscriptions.subscribe(db, [Subscription("https://far.example/feed")])[0][0]
    deliver(db, other, item("g1", title="Story 1", text=f"{LONG}1"), state=STATE)
    retention.let_go(db, feed, Keep(days=1), LATER)
    assert titles(db) == ["Story 1"]
