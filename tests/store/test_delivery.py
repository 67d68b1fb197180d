"""What a feed brings, again and again: which article each item is, whatever its feed does to its names."""

from dataclasses import replace

import pytest

from reader.errors import CacheError
from reader.model.article import ListQuery, ParsedArticle
from reader.model.feed import FeedState, Moved, Subscription
from reader.store import articles, feeds, listing, subscriptions
from reader.store.arrival import delivery, intake
from reader.store.connection import Connection
from reader.store.database import connect
from reader.store.marking import marks
from reader.store.transactions import transaction

LONG = "The harbour of Skarholm was closed for nine hours on Tuesday while divers looked for a lost anchor. " * 3
STATE = FeedState(title="The Wire", interval=60, next_fetch="2026-01-01T00:00:00Z", idle_interval=60)


def item(guid: str = "g1", **other) -> ParsedArticle:
    said = {
        "title": "Harbour closed",
        "text": LONG,
        "url": f"https://wire.example/{guid}",
        "published": "2026-01-06T08:30:00Z",
    }
    return ParsedArticle(guid=guid, **(said | other))


@pytest.fixture
def feed(db: Connection) -> int:
    return subscriptions.subscribe(db, [Subscription("https://wire.example/feed")])[0][0]


@pytest.fixture
def other(db: Connection) -> int:
    return subscriptions.subscribe(db, [Subscription("https://far.example/feed")])[0][0]


def deliver(db: Connection, feed_id: int, *items: ParsedArticle, state: FeedState = STATE):
    return delivery.deliver(db, feed_id, [delivery.incoming(each) for each in items], state)


def ids(db: Connection) -> list[int]:
    return [row[0] for row in db.execute("SELECT id FROM article ORDER BY id")]


def test_what_comes_again_unchanged_touches_no_article(db: Connection, feed: int):
    assert deliver(db, feed, item("a"), item("b", title="Another", text=LONG + "x")).new == ("a", "b")
    before = db.execute("SELECT * FROM article").fetchall()
    again = deliver(db, feed, item("a"), item("b", title="Another", text=LONG + "x"))
    assert (again.new, again.changed) == ((), ())
    assert db.execute("SELECT * FROM article").fetchall() == before


def test_an_edited_article_is_one_marked_and_annotated_again(db: Connection, feed: int):
    deliver(db, feed, item())
    (article_id,) = ids(db)
    marks.change(db, [article_id], "read", True)
    marks.change(db, [article_id], "starred", True)
    db.execute("DELETE FROM outbox")
    assert deliver(db, feed, item(title="Harbour opens", text=LONG + "It opened.")).changed == ("g1",)
    found = articles.article(db, article_id)
    assert (found.title, found.row.read, found.row.starred, found.revised is not None) == (
        "Harbour opens",
        True,
        True,
        True,
    )
    assert db.execute("SELECT article_id FROM outbox").fetchall() == [(article_id,)]
    assert ids(db) == [article_id]


def test_a_feed_that_redates_everything_changes_nothing(db: Connection, feed: int):
    deliver(db, feed, item())
    again = deliver(db, feed, item(published="2026-02-01T00:00:00Z", updated="2026-02-02T00:00:00Z"))
    assert (again.new, again.changed) == ((), ())


@pytest.mark.parametrize(
    "renamed",
    [
        {"guid": "new"},
        {"guid": "new", "url": "https://wire.example/g1", "title": "Harbour shut"},
        {"guid": "new", "url": "https://wire.example/elsewhere"},
    ],
    ids=["guid", "guid and title", "guid and address"],
)
def test_an_item_under_a_new_name_is_the_same_article(db: Connection, feed: int, renamed: dict):
    deliver(db, feed, item())
    (article_id,) = ids(db)
    marks.change(db, [article_id], "starred", True)
    deliver(db, feed, replace(item(), **renamed))
    assert ids(db) == [article_id]
    assert articles.article(db, article_id).row.starred


def test_an_article_is_edited_under_its_newest_name(db: Connection, feed: int):
    deliver(db, feed, item())
    deliver(db, feed, item("new", url="https://wire.example/g1"))
    assert deliver(db, feed, item("new", title="Harbour opens", text=LONG + "It opened.")).changed == ("new",)
    (article_id,) = ids(db)
    assert articles.article(db, article_id).title == "Harbour opens"


def test_an_article_is_edited_and_named_anew_at_once(db: Connection, feed: int):
    deliver(db, feed, item())
    edited = item("new", url="https://wire.example/g1", text=LONG + "It opened.")
    assert deliver(db, feed, edited).changed == ("new",)
    assert deliver(db, feed, edited).changed == ()
    assert [articles.article(db, article_id).text for article_id in ids(db)] == [LONG + "It opened."]


def test_a_feed_that_names_its_articles_anew_each_time_leaves_one_name_each(db: Connection, feed: int):
    for number in range(3):
        deliver(db, feed, item(f"name-{number}", url="https://wire.example/g1"))
    assert db.execute("SELECT guid, owns FROM feed_article").fetchall() == [("name-2", 1)]


@pytest.mark.parametrize("text", [LONG, "Closed."])
def test_a_feed_that_moves_to_https_brings_nothing_twice(db: Connection, feed: int, text: str):
    before = [item(f"http://wire.example/{n}", url=f"http://wire.example/{n}", text=text) for n in range(3)]
    deliver(db, feed, *before)
    urls = [f"https://www.wire.example/{n}/" for n in range(3)]
    after = [replace(old, guid=url, url=url) for old, url in zip(before, urls, strict=True)]
    assert deliver(db, feed, *after).new == ()
    assert len(ids(db)) == 3


def test_two_items_of_one_feed_are_never_one(db: Connection, feed: int):
    assert deliver(db, feed, item("a"), item("b")).new == ("a", "b")
    assert deliver(db, feed, item("a"), item("b"), item("c", url="https://wire.example/a")).new == ("c",)
    assert len(ids(db)) == 3


def test_one_article_in_two_feeds_has_two_sources(db: Connection, feed: int, other: int):
    deliver(db, feed, item())
    assert deliver(db, other, item("its-own-guid", url="https://wire.example/g1")).new == ()
    (article_id,) = ids(db)
    assert len(feeds.sources(db, article_id)) == 2
    assert listing.count(db, ListQuery()) == 1


def test_very_many_articles_of_another_feed_are_not_each_looked_for_among_all_that_begin_alike(
    db, feed, other, monkeypatch
):
    deliver(db, feed, item("a"), item("b"))
    monkeypatch.setattr(delivery, "find_teaser", lambda *_: pytest.fail("looked for what cannot be there"))
    assert deliver(db, other, item("c", title="Another", text=LONG + "x")).new == ("c",)


def test_another_feeds_summary_does_not_replace_the_text_but_its_full_text_does(db: Connection, feed: int, other: int):
    deliver(db, feed, item(text="Short."))
    deliver(db, other, item(text=LONG))
    (article_id,) = ids(db)
    assert articles.article(db, article_id).text == LONG
    deliver(db, feed, item(text="Short, edited."))
    assert articles.article(db, article_id).text == LONG


def test_a_guid_of_another_publisher_means_nothing(db: Connection, feed: int, other: int):
    deliver(db, feed, item("1"))
    deliver(
        db, other, item("1", title="Something else", text="Quite another story. " * 10, url="https://far.example/1")
    )
    assert len(ids(db)) == 2


def test_an_article_that_leaves_its_feed_stays_and_removing_the_feed_keeps_it(db: Connection, feed: int):
    deliver(db, feed, item("a"), item("b", text="Other words. " * 20, title="Other"))
    deliver(db, feed, item("b", text="Other words. " * 20, title="Other"))
    assert len(ids(db)) == 2
    subscriptions.remove(db, feed)
    assert len(ids(db)) == 2
    again = subscriptions.subscribe(db, [Subscription("https://wire.example/feed")])[0][0]
    assert deliver(db, again, item("a")).new == ()


def test_removing_a_feed_with_its_articles_spares_the_starred_and_the_shared(db: Connection, feed: int, other: int):
    deliver(db, feed, item("a"), item("b", title="Shared", text="x " * 90), item("c", title="Starred", text="y " * 90))
    deliver(db, other, item("b", title="Shared", text="x " * 90))
    marks.change(db, [ids(db)[2]], "starred", True)
    assert subscriptions.remove(db, feed, with_articles=True) == 1
    assert [row.title for row in listing.rows(db, ListQuery(), 0, 9)] == ["Shared", "Starred"]


@pytest.mark.parametrize(
    ("published", "first"),
    [("2999-01-01T00:00:00Z", False), ("0001-01-01T00:00:00Z", False), (None, True)],
)
def test_impossible_dates_are_shown_as_given_and_sorted_with_sense(db: Connection, feed: int, published, first):
    deliver(db, feed, item("odd", published=published, title="Odd", text="z " * 90))
    (listed, kept, fetched) = db.execute("SELECT listed, published, fetched FROM article").fetchone()
    assert kept == published
    assert "1970-01-01" <= listed <= fetched
    assert (listed == fetched) is (first or published == "2999-01-01T00:00:00Z")


def test_an_imported_article_gains_its_feed(db: Connection, feed: int):
    intake.add(db, [item("imported", source="The Wire")])
    assert deliver(db, feed, item("g1", url="https://wire.example/imported")).new == ()
    assert len(ids(db)) == 1


def test_the_structure_comes_back(db: Connection, feed: int):
    from reader.ingest.prose_html import html_to_text

    text, structure = html_to_text("<h2>Head</h2><p>A <a href='https://a.example/'>link</a></p>" + "<p>More.</p>" * 3)
    deliver(db, feed, item(text=text, structure=structure))
    assert articles.article(db, ids(db)[0]).structure == structure


def test_a_feed_that_moves_has_a_new_address(db: Connection, feed: int):
    deliver(db, feed, item(), state=replace(STATE, moved=Moved("https://new.example/feed")))
    assert feeds.feed(db, feed).url == "https://new.example/feed"


def test_a_feed_that_moves_to_another_becomes_one_with_it(db: Connection, feed: int, other: int):
    (kept,) = subscriptions.subscribe(db, [Subscription("https://old.example/", "Mine", "World", ("daily",))])
    deliver(db, kept[0], item("both"), item("old", title="Old", text="Other words. " * 20, url="https://a.example/old"))
    deliver(db, other, item("both"))
    marks.change(db, [ids(db)[0]], "starred", True)
    before = ids(db)
    deliver(db, kept[0], item("both"), state=replace(STATE, moved=Moved("https://far.example/feed")))
    assert kept[0] not in [each.id for each in feeds.feeds(db)]
    joined = feeds.feed(db, other)
    assert (joined.url, joined.folder, joined.tags, joined.name) == (
        "https://far.example/feed",
        "World",
        ("daily",),
        "Mine",
    )
    assert (ids(db), joined.articles) == (before, 2)
    assert [row.starred for row in articles.rows_of(db, before)] == [True, False]
    edited = deliver(db, other, item("old", title="Old", text="New words. " * 20, url="https://a.example/old"))
    assert edited.changed == ("old",)


def test_a_feed_removed_meanwhile_stores_nothing(db: Connection, feed: int):
    subscriptions.remove(db, feed)
    assert deliver(db, feed, item()) is None
    assert ids(db) == []


def test_an_answer_is_stored_whole_or_not_at_all(db: Connection, feed: int):
    broken = delivery.Incoming(item("b"), None, b"", None)  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        delivery.deliver(db, feed, [delivery.incoming(item("a")), broken], STATE)
    assert ids(db) == []
    assert feeds.feed(db, feed).checked is None


def test_a_locked_cache_is_said_to_be_so(db: Connection, feed: int):
    rival = connect(db.path, create=False)
    db.execute("PRAGMA busy_timeout = 1")
    with transaction(rival), pytest.raises(CacheError, match="busy"):
        deliver(db, feed, item())
    rival.close()


def test_trouble_is_counted_and_forgotten(db: Connection, feed: int):
    subscriptions.trouble(db, feed, "It is gone.", next_fetch="2026-01-01T00:00:00Z", resting=True)
    assert (feeds.feed(db, feed).failures, feeds.feed(db, feed).resting) == (1, "It is gone.")
    subscriptions.trouble(db, feed, "No network.", next_fetch="2026-01-01T00:00:00Z", counts=False)
    assert (feeds.feed(db, feed).failures, feeds.feed(db, feed).error) == (1, "No network.")
    subscriptions.wake(db, [feed])
    deliver(db, feed, item())
    found = feeds.feed(db, feed)
    assert (found.failures, found.error, found.resting, found.articles, found.unread) == (0, None, None, 1, 1)
