"""A feed that is let go of comes back as it was, and takes nothing from one that came later."""

import pytest
from test_delivery import deliver, item

from reader.model.feed import Secret, Subscription
from reader.store import feeds, subscriptions
from reader.store.arrival.unsubscribing import bring_back, let_go
from reader.store.connection import Connection

WIRE, GAZETTE = "https://wire.example/feed", "https://gazette.example/feed"


@pytest.fixture
def feed(db: Connection) -> int:
    feed_id = subscriptions.subscribe(db, [Subscription(WIRE, folder="North")])[0][0]
    subscriptions.keep_secret(db, feed_id, Secret("ida", "quiet"))
    deliver(db, feed_id, item("g1"), item("g2", title="Another", text="Of something else."))
    return feed_id


def counts(db: Connection) -> dict:
    return {url: (articles, unread) for url, articles, unread in db.execute("SELECT url, articles, unread FROM feed")}


def test_it_is_brought_back_as_it_was(db: Connection, feed: int):
    before, rows = feeds.feed(db, feed), counts(db)
    bring_back(db, let_go(db, feed))
    assert feeds.feed(db, feed) == before
    assert counts(db) == rows == {WIRE: (2, 2)}
    assert feeds.secrets(db) == {feed: Secret("ida", "quiet")}


def test_neither_articles_nor_the_password_go_to_the_feed_that_has_its_number_now(db: Connection, feed: int):
    gone = let_go(db, feed)
    later = subscriptions.subscribe(db, [Subscription(GAZETTE)])[0][0]
    assert later == feed
    bring_back(db, gone)
    again = feeds.find(db, WIRE)
    assert feeds.secrets(db) == {again.id: Secret("ida", "quiet")}
    assert counts(db) == {WIRE: (2, 2), GAZETTE: (0, 0)}
    assert again.folder == "North"


def test_an_address_that_is_subscribed_to_anew_stays_as_it_is(db: Connection, feed: int):
    gone = let_go(db, feed)
    subscriptions.subscribe(db, [Subscription(WIRE, folder="South")])
    bring_back(db, gone)
    assert [each.folder for each in feeds.feeds(db)] == ["South"]
    assert counts(db) == {WIRE: (0, 0)}
