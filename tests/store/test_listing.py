"""The list: its order, windows of it, filters, and any words a reader may type."""

import contextlib

import pytest
from cachekit import EVERYTHING, add, annotate, article, entity_id, titles
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.errors import NotFoundError
from reader.model.article import Anchor, ListQuery
from reader.model.query import Filter, Sort
from reader.store import articles, conditions, listing, newest, selection
from reader.store.marking import marks


@pytest.fixture
def five(db):
    add(
        db,
        article("Storm", "Wind over Norwich. Boats sank.", published="2024-03-01"),
        article("Sun", "Calm in Norwich.", published="2024-03-03T09:00:00Z"),
        article("Rain", "Boats in Norwich and Lowestoft.", published="2024-03-03"),
        article("Fog", "Nothing seen, no boat.", published="2024-03-03"),
        article("Ice", "S-400 icebreaker.", published="2023-01-01"),
    )
    return db


def test_newest_first_then_by_id(five):
    assert titles(five) == ["Sun", "Rain", "Fog", "Storm", "Ice"]


def test_an_article_without_a_date_stands_where_it_was_fetched(five):
    add(five, article("Undated", "Just now."))
    assert titles(five)[0] == "Undated"


def test_a_corrected_date_moves_an_article(five):
    annotate(five, 1, ("Norwich", None))
    add(five, article("Storm", "Wind over Norwich. Boats sank.", published="2024-03-09"))
    assert titles(five)[0] == "Storm"
    assert titles(five, ListQuery(entity_id=1)) == ["Storm"]
    assert listing.position(five, ListQuery(entity_id=1), 1) == 0


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (EVERYTHING, ["Sun", "Rain", "Fog", "Storm", "Ice"]),
        (ListQuery(oldest=True), ["Ice", "Storm", "Fog", "Rain", "Sun"]),
        (ListQuery(text="norwich"), ["Sun", "Rain", "Storm"]),
        (ListQuery(text="boat"), ["Rain", "Fog", "Storm"]),
        (ListQuery(text="NORWICH boats"), ["Rain", "Storm"]),
        (ListQuery(text="s-400"), ["Ice"]),
        (ListQuery(text="storm"), ["Storm"]),
        (ListQuery(unread=True), ["Sun", "Rain", "Ice"]),
        (ListQuery(starred=True), ["Fog", "Storm"]),
        (ListQuery(starred=True, unread=True), []),
        (ListQuery(entity_id=1), ["Sun", "Rain", "Storm"]),
        (ListQuery(entity_id=1, unread=True, text="boats"), ["Rain"]),
        (ListQuery(entity_id=99), []),
    ],
)
def test_a_query_holds_what_it_says(five, query, expected):
    for number in (1, 2, 3):
        annotate(five, number, ("Norwich", None if number == 1 else 1))
    marks.change(five, [1, 4], "read", True)
    marks.change(five, [1, 4], "starred", True)
    assert titles(five, query) == expected
    assert listing.count(five, query) == len(expected)
    ids = [row.id for row in listing.rows(five, query, 0, 9)]
    assert [listing.position(five, query, article_id) for article_id in ids] == list(range(len(expected)))
    for absent in {1, 2, 3, 4, 5} - set(ids):
        assert listing.position(five, query, absent) is None
    for offset in range(len(expected) + 1):
        assert titles(five, query, offset, 2) == expected[offset : offset + 2]


def test_a_word_of_many_articles_finds_the_same_in_the_same_order(five, monkeypatch):
    few = [titles(five, ListQuery(text="norwich")), listing.position(five, ListQuery(text="norwich"), 1)]
    monkeypatch.setattr(selection, "FEW_MATCHES", 1)
    steps: list[str] = []
    five.set_trace_callback(steps.append)
    assert [titles(five, ListQuery(text="norwich")), listing.position(five, ListQuery(text="norwich"), 1)] == few
    five.set_trace_callback(None)
    assert any("+d.id IN" in step for step in steps)
    assert listing.count(five, ListQuery(text="norwich")) == 3


def test_a_window_beyond_the_list_is_empty(five):
    assert titles(five, offset=5) == []
    assert titles(five, offset=-3, limit=2) == ["Sun", "Rain"]
    assert titles(five, limit=-1) == []


AWKWARD = ['"', "*", "NEAR(", "a AND", "title:storm", "-", "^x", "()", "a\0b", "\ud800", "{a b}:c", "x" * 10_000]


@pytest.mark.parametrize("text", [*AWKWARD, "word " * 2000, " ".join(map(str, range(3000)))])
def test_awkward_words_find_nothing_and_break_nothing(five, text):
    assert titles(five, ListQuery(text=text)) == []
    assert listing.count(five, ListQuery(text=text)) == 0
    with pytest.raises(NotFoundError):
        articles.find(five, f"{text} zzz")


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_any_text_may_be_searched_for(five, text):
    listing.rows(five, ListQuery(text=text), 0, 5)


def test_blanks_alone_are_no_search(five):
    assert len(titles(five, ListQuery(text="  \t"))) == 5


@pytest.mark.parametrize("ref", ["3", "guid of Rain", "Rain", "rain", "RAIN!"])
def test_an_article_answers_to_what_it_is_called(five, ref):
    assert articles.find(five, ref).id == 3


def test_an_article_answers_to_its_address_and_parts_of_its_title(db):
    add(db, article("Harbour wall cracked by the storm", url="https://example.org/wall"), article("Harbour open"))
    for ref in ("https://example.org/wall", "harbour wall", "storm cracked"):
        assert articles.find(db, ref).id == 1
    with pytest.raises(
        NotFoundError, match=r"may be any of several articles: 2 “Harbour open”; 1 “Harbour wall .*”; name"
    ):
        articles.find(db, "harbour")
    with pytest.raises(NotFoundError, match=r"No article is called “tide cracked”; the nearest are 1 “Harbour wall"):
        articles.find(db, "tide cracked")


@pytest.mark.parametrize("ref", ["3", "Rain", "RAIN!", "no such thing"])
def test_what_looks_for_an_article_never_walks_through_all(five, ref):
    asked = []
    five.set_trace_callback(asked.append)
    with contextlib.suppress(NotFoundError):
        articles.find(five, ref)
    five.set_trace_callback(None)
    selects = [statement for statement in asked if statement.startswith("SELECT")]
    plans = [row[3] for statement in selects for row in five.execute(f"EXPLAIN QUERY PLAN {statement}")]
    assert plans
    assert not {"SCAN article", "SCAN a"}.intersection(plans)


@pytest.mark.parametrize("ref", ["", "0", "99", "9" * 40, "no such thing"])
def test_an_article_that_is_not_there_is_told(five, ref):
    with pytest.raises(NotFoundError, match="No article is called"):
        articles.find(five, ref)


@pytest.mark.parametrize("article_id", [0, -1, 99, 10**30])
def test_an_id_without_an_article(five, article_id):
    with pytest.raises(NotFoundError, match="There is no article"):
        articles.article(five, article_id)
    assert listing.position(five, EVERYTHING, article_id) is None
    marks.change(five, [article_id], "read", True)
    assert five.execute("SELECT count(*) FROM status").fetchone() == (0,)


def test_marks_are_apart_from_each_other_and_can_be_taken_back(five):
    marks.change(five, [1, 2], "read", True)
    marks.change(five, [2], "starred", True)
    marks.change(five, [1, 2], "read", False)
    rows = {row.id: (row.read, row.starred) for row in listing.rows(five, EVERYTHING, 0, 9)}
    assert (rows[1], rows[2]) == ((False, False), (False, True))


def test_rows_say_how_many_entities_were_found(five):
    annotate(five, 3, ("Norwich", None), ("Lowestoft", None))
    row = next(row for row in listing.rows(five, EVERYTHING, 0, 9) if row.id == 3)
    assert (row.entities, row.annotated) == (2, True)
    assert entity_id(five, "Lowestoft") == 2


QUERIES = (
    EVERYTHING,
    ListQuery(unread=True),
    ListQuery(unread=True, kept=(1, 7, 20)),
    ListQuery(filter=Filter(sort=Sort.OLDEST)),
    ListQuery(unread=True, kept=(1, 7, 20), oldest=True),
    ListQuery(text="word", filter=Filter(sort=Sort.RANK), oldest=True),
    ListQuery(text="word"),
    ListQuery(text="word", filter=Filter(sort=Sort.OLDEST), unread=True),
    ListQuery(text="word", filter=Filter(sort=Sort.RANK)),
)


@pytest.mark.parametrize("query", QUERIES)
def test_a_window_is_the_same_from_wherever_it_is_read(db, monkeypatch, query):
    monkeypatch.setattr(listing, "RANKED", 9)
    days = ("2024-03-01", "2024-03-02T10:00:00Z", "2024-03-02", "2023-01-05")
    add(db, *(article(f"Title {n}", "A word. " * (n % 5 + 1), published=days[n % 4]) for n in range(24)))
    marks.change(db, range(1, 24, 3), "read", True)
    whole = [(row.id, row.listed) for row in listing.rows(db, query, 0, 99)]
    assert listing.count(db, query) == len(whole) == len(set(whole))
    assert [listing.position(db, query, article_id) for article_id, _ in whole] == list(range(len(whole)))
    for at, (article_id, listed) in enumerate(whole):
        for offset in range(len(whole) + 1):
            near = Anchor(at, listed, article_id)
            found = listing.rows(db, query, offset, 4, near=near, total=len(whole))
            assert [row.id for row in found] == [each for each, _ in whole[offset : offset + 4]]


@pytest.mark.parametrize("late", [False, True])
def test_a_common_word_is_looked_for_among_the_newest_and_found_as_everywhere(db, late, monkeypatch):
    """Also where many articles came at one moment, and where old ones came last."""
    days = [f"2024-01-{1 + number // 8:02}" for number in range(160)]
    every = [
        article(f"Title {number}", "Boats." if number % 3 else "Sun.", published=day) for number, day in enumerate(days)
    ]
    if late:
        every += [article(f"Old {number}", "Boats.", published="2001-01-01") for number in range(80)]
    add(db, *every)
    query, known = ListQuery(text="boats"), {}
    for size in (never := 10**6, 40, 100):
        monkeypatch.setattr(newest, "NEWEST", size)
        monkeypatch.setattr(newest, "SPREAD", 2)
        monkeypatch.setattr(conditions, "FEW", 10)
        monkeypatch.setattr(selection, "FEW_MATCHES", 10)
        assert (newest.selection(db, query, 0, 9) is None) == (size == never)
        known[size] = [[row.id for row in listing.rows(db, query, *window)] for window in ((0, 9), (4, 9), (0, 200))]
    assert known[never] == known[40] == known[100]
    assert [len(each) for each in known[never]] == [9, 9, 186 if late else 106]
