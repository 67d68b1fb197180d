"""The filter language against the cache: every key, together and turned around, and any line at all."""

from datetime import UTC, datetime, timedelta

import pytest
from cachekit import add, annotate, article, teaser, titles
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.errors import QueryError
from reader.model.article import ListQuery
from reader.model.quote import NewQuote
from reader.query import parse
from reader.query.fields import KEYS
from reader.store import conditions, listing, search, selection
from reader.store.marking import marks, quotes

ALL = ["Sun", "Rain", "Fog", "Storm", "Ice"]


@pytest.fixture
def five(db):
    add(
        db,
        article(
            "Storm", "Wind over Norwich. Boats sank.", published="2024-03-01", source="Wire Nine", url="http://a/1"
        ),
        article(
            "Sun", "Calm in Norwich.", published="2024-03-03T09:00:00Z", source="World Desk", authors=("Ada Çelik",)
        ),
        article("Rain", "Boats in Norwich and Lowestoft.", published="2024-03-03", source="Wire Ten", lang="de"),
        article(
            "Fog", "Nothing seen, no storm.", published="2024-03-03", source="Ünited Press", section="Weather News"
        ),
        article("Ice", "S-400 icebreaker, air defence.", published="2023-01-01"),
    )
    for number in (1, 2, 3):
        annotate(db, number, ("Norwich", None if number == 1 else 1))
    marks.change(db, [1, 4], "read", True)
    marks.change(db, [4], "starred", True)
    quotes.add(db, NewQuote(2, 0, 4))
    db.execute("INSERT INTO tag VALUES (5, 'later'), (2, 'for the blog')")
    db.execute("INSERT INTO feed (id, url, title, folder) VALUES (1, 'http://a', 'Planet A', 'World')")
    db.execute("INSERT INTO feed (id, url, title, tags) VALUES (2, 'http://b', 'Planet B', '[\"ice\"]')")
    db.execute("INSERT INTO feed_article VALUES (1, 'a', 4, x'00', 1), (2, 'b', 5, x'00', 1)")
    return db


def found(db, line, **fields):
    query = ListQuery(filter=parse(line), **fields)
    shown = titles(db, query)
    assert listing.count(db, query) == len(shown)
    ids = [row.id for row in listing.rows(db, query, 0, 99)]
    assert [listing.position(db, query, number) for number in ids] == list(range(len(ids)))
    assert [listing.position(db, query, number) for number in {1, 2, 3, 4, 5} - set(ids)] == [None] * (5 - len(ids))
    assert [titles(db, query, offset, 1) for offset in range(len(ids))] == [[title] for title in shown]
    return shown


CASES = [
    ("", ALL),
    ("norwich", ["Sun", "Rain", "Storm"]),
    ("norwich -boats", ["Sun"]),
    ('"air defence"', ["Ice"]),
    ("defence air", ["Ice"]),
    ('"defence air"', []),
    ("norw*", ["Sun", "Rain", "Storm"]),
    ("title:storm", ["Storm"]),
    ("text:storm", ["Fog"]),
    ("storm", ["Fog", "Storm"]),
    ("-storm", ["Sun", "Rain", "Ice"]),
    ("calm OR icebreaker", ["Sun", "Ice"]),
    ("calm OR source:wire", ["Sun", "Rain", "Storm"]),
    ("norwich (calm OR lowestoft)", ["Sun", "Rain"]),
    ("norwich -(calm OR lowestoft)", ["Storm"]),
    ("norwich -(calm OR source:ten)", ["Storm"]),
    ("-(boats norwich)", ["Sun", "Fog", "Ice"]),
    ("source:wire", ["Rain", "Storm"]),
    ("source:WIRE source:nine", ["Storm"]),
    ('source:"world desk"', ["Sun"]),
    ("source:united", ["Fog"]),
    ("source:zebra", []),
    ("-source:wire", ["Sun", "Fog", "Ice"]),
    ("author:celik", ["Sun"]),
    ("has:author", ["Sun"]),
    ("has:address", ["Storm"]),
    ("feed:planet", ["Fog", "Ice"]),
    ("-feed:planet", ["Sun", "Rain", "Storm"]),
    ("folder:WORLD", ["Fog"]),
    ("folder:ice", ["Ice"]),
    ("folder:nowhere", []),
    ("section:weather", ["Fog"]),
    ("-section:weather", ["Sun", "Rain", "Storm", "Ice"]),
    ("lang:de", ["Rain"]),
    ("entity:norwich", ["Sun", "Rain", "Storm"]),
    ("entity:norwich boats", ["Rain", "Storm"]),
    ("entity:nowhere", []),
    ("-entity:nowhere", ALL),
    ("-entity:norwich", ["Fog", "Ice"]),
    ("has:entity", ["Sun", "Rain", "Storm"]),
    ("has:quote", ["Sun"]),
    ("-has:quote is:unread", ["Rain", "Ice"]),
    ("has:tag", ["Sun", "Ice"]),
    ("tag:LATER", ["Ice"]),
    ('tag:"for the blog"', ["Sun"]),
    ("is:unread", ["Sun", "Rain", "Ice"]),
    ("is:read", ["Fog", "Storm"]),
    ("is:starred", ["Fog"]),
    ("is:starred is:unread", []),
    ("-is:unread", ["Fog", "Storm"]),
    ("is:teaser", []),
    ("after:2024-03-03", ["Sun", "Rain", "Fog"]),
    ("after:2024-03-02 before:2024-03-04", ["Sun", "Rain", "Fog"]),
    ("before:2024-03-03", ["Storm", "Ice"]),
    ("on:2023", ["Ice"]),
    ("on:2024-03-03 norwich", ["Sun", "Rain"]),
    ("after:7d", []),
    ("sort:oldest", ALL[::-1]),
    ("norwich sort:oldest", ["Storm", "Rain", "Sun"]),
    ("storm sort:rank", ["Storm", "Fog"]),
    ("norwich source:wire sort:rank", ["Rain", "Storm"]),
]


@pytest.mark.parametrize(("line", "expected"), CASES)
@pytest.mark.parametrize("few", [1000, 0])
def test_a_line_finds_what_it_says(five, monkeypatch, line, expected, few):
    monkeypatch.setattr(selection, "FEW_MATCHES", few)
    shown = found(five, line)
    assert sorted(shown) == sorted(expected) if "sort:rank" in line else shown == expected


def test_a_word_in_the_title_ranks_first(five):
    assert found(five, "storm sort:rank") == ["Storm", "Fog"]
    assert found(five, "norwich boats sort:rank", entity_id=1, unread=True) == ["Rain"]


def test_a_line_narrows_what_is_narrowed_otherwise(five):
    assert found(five, "norwich", unread=True) == ["Sun", "Rain"]
    assert found(five, "boats sort:oldest", entity_id=1) == ["Storm", "Rain"]
    assert found(five, "-boats", text="norwich") == ["Sun"]


def test_articles_that_were_just_read_stay_where_they_are_kept(five):
    assert found(five, "", unread=True, kept=(1,)) == ["Sun", "Rain", "Storm", "Ice"]
    assert found(five, "is:unread norwich", kept=(1, 4)) == ["Sun", "Rain", "Storm"]


def test_the_last_days_are_counted_from_today(five):
    now = datetime.now(UTC)
    add(five, article("Now", "x", published=now.strftime("%Y-%m-%dT%H:%M:%SZ")))
    add(five, article("Past", "x", published=(now - timedelta(days=5)).strftime("%Y-%m-%d")))
    assert titles(five, ListQuery(filter=parse("after:7d"))) == ["Now", "Past"]
    assert titles(five, ListQuery(filter=parse("after:2d"))) == ["Now"]
    assert titles(five, ListQuery(filter=parse("before:2d after:1w"))) == ["Past"]


def test_a_teaser_is_one(db):
    add(db, article("Whole", teasers=(teaser("Part", "of it"),)))
    assert titles(db, ListQuery(filter=parse("is:teaser"))) == ["Part"]
    assert titles(db, ListQuery(filter=parse("-is:teaser"))) == ["Whole"]


def test_what_was_found_is_shown_in_its_surroundings(five):
    match = conditions.match_of(parse("norwich -zebra is:unread").where)
    assert search.snippets(five, match, [2, 3]) == {
        2: (("Calm in ", False), ("Norwich", True), (".", False)),
        3: (("Boats in ", False), ("Norwich", True), (" and Lowestoft.", False)),
    }
    assert conditions.match_of(parse("-zebra is:unread").where) is None


PIECES = st.one_of(
    st.sampled_from([f"{name}:" for name in KEYS] + [f"-{key.example}" for key in KEYS.values()]),
    st.sampled_from([key.example for key in KEYS.values()]),
    st.sampled_from(
        ["-", "(", ")", '"', "*", " ", " OR ", "norwich", "S-400", "NEAR(a b)", "title : x", "{a}", "^x", "+"]
    ),
    st.text(max_size=8),
    st.sampled_from(["\0", "\ud800", "'", ";--", "é", "東京", "²", "\u0301", "ﬁ", "_", "%", "9" * 30]),
)


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=10).map(" ".join) | st.lists(PIECES, max_size=10).map("".join))
def test_any_line_finds_something_or_is_a_mistake(five, line):
    try:
        query = ListQuery(filter=parse(line))
    except QueryError:
        return
    shown = listing.rows(five, query, 0, 99)
    assert listing.count(five, query) == len(shown)
    for row in shown:
        assert listing.position(five, query, row.id) is not None
    match = conditions.match_of(query.filter.where)
    if match is not None:
        search.snippets(five, match, [row.id for row in shown])


def test_a_line_as_long_as_it_may_be(five):
    assert found(five, " ".join(f"-zebra{n}" for n in range(99)) + " norwich") == ["Sun", "Rain", "Storm"]
    assert found(five, " OR ".join(f"source:s{n}" for n in range(99)) + " OR calm") == ["Sun"]
    assert found(five, " OR ".join(["zebra"] * 99) + " OR calm") == ["Sun"]
    assert found(five, "(" * 12 + "calm" + ")" * 12) == ["Sun"]
    assert found(five, "-(x " * 12 + "calm" + ")" * 12) == ALL
    assert found(five, "(x " * 12 + "OR calm" + ") OR y" * 12) == []
