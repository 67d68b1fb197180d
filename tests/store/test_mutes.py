"""Mute rules: what they hide, from whom, until when, and that nothing is ever lost by one."""

from datetime import date, timedelta

import pytest

from reader.errors import NotFoundError, QueryError
from reader.model.article import ListQuery
from reader.query import parse
from reader.query.mute import parse_mute
from reader.store import listing, mentions
from reader.store.marking import marks, muted, mutes, tags
from tests.store.cachekit import add, annotate, article, entity_id, titles

TODAY = date(2026, 3, 31)


def mute(db, line, until=None):
    return mutes.add(db, parse(line), until)


def shown(db, line=""):
    return titles(db, ListQuery(filter=parse(line)))


@pytest.fixture
def three(db):
    """Three articles, the newest first in the list: fresh, storm, old."""
    add(db, article("old news", source="Wire", published="2019-01-01"))
    add(db, article("storm", source="World Desk", published="2019-01-02"))
    add(db, article("fresh news", source="Wire", published="2019-01-03"))
    return db


def test_what_matches_is_hidden_and_can_be_asked_for(three):
    rule = mute(three, "title:news")
    assert rule.articles == 2
    assert (shown(three), listing.count(three, ListQuery())) == (["storm"], 1)
    assert shown(three, "is:muted") == ["fresh news", "old news"]
    assert shown(three, "news") == []
    assert listing.count(three, ListQuery(filter=parse("news"))) == 0
    assert listing.count(three, ListQuery(filter=parse("-is:muted"))) == 1
    assert listing.position(three, ListQuery(), 1) is None


def test_removing_a_rule_shows_what_no_other_one_hides(three):
    first, second = mute(three, "news"), mute(three, "source:wire title:old")
    assert (first.articles, second.articles) == (2, 0)
    mutes.remove(three, first.id)
    assert shown(three) == ["fresh news", "storm"]
    assert [rule.articles for rule in mutes.listed(three)] == [1]
    mutes.remove(three, second.id)
    assert len(shown(three)) == 3
    with pytest.raises(NotFoundError):
        mutes.remove(three, second.id)


def test_what_comes_and_what_changes_is_looked_at(three):
    mute(three, "title:news OR title:gale")
    add(three, article("more news"), article("a calm"))
    assert shown(three) == ["a calm", "storm"]
    add(three, article("a gale", guid="guid of a calm"))
    assert shown(three) == ["storm"]
    add(three, article("quiet", guid="guid of more news"))
    assert shown(three) == ["quiet", "storm"]


def test_a_rule_about_an_entity_waits_for_the_annotation(three):
    add(three, article("Ankara says", "Ankara said so."))
    assert annotate(three, 4, ("Ankara", None))
    rule = mute(three, "entity:Ankara")
    assert rule.articles == 1
    add(three, article("again", "Ankara again.", published="2019-02-02"))
    assert "again" in shown(three)
    assert annotate(three, 5, ("Ankara", entity_id(three, "Ankara")))
    assert "again" not in shown(three)
    assert mentions.next_naming(three, entity_id(three, "Ankara"), 4) is None


def test_marks_count_where_a_rule_asks_for_them(three):
    mute(three, "source:wire -is:starred")
    assert shown(three) == ["storm"]
    marks.change(three, [1], "starred", True)
    assert shown(three) == ["storm", "old news"]
    mute(three, "tag:dull")
    tags.replace(three, 2, ["dull"])
    assert shown(three) == ["old news"]
    tags.replace(three, 2, [])
    assert shown(three) == ["storm", "old news"]


def test_a_rule_ends_after_its_last_day(three, monkeypatch):
    last = muted.today()
    rule = mute(three, "news", last.isoformat())
    mutes.keep_time(three)
    assert shown(three) == ["storm"]
    monkeypatch.setattr(muted, "today", lambda: last + timedelta(days=1))
    mutes.keep_time(three)
    assert len(shown(three)) == 3
    add(three, article("late news"))
    assert "late news" in shown(three)
    assert [(each.id, each.over, each.articles) for each in mutes.listed(three)] == [(rule.id, True, 0)]
    assert mute(three, "news").id == rule.id
    assert shown(three) == ["storm"]


def test_days_counted_from_today_move_on(three, monkeypatch):
    published = muted.today() - timedelta(days=5)
    add(three, article("recent", published=published.isoformat()))
    mute(three, "before:7d")
    assert shown(three) == ["recent"]
    three.execute("UPDATE mute SET matched = ?", (published.isoformat(),))
    three.execute("UPDATE article SET listed = '2019-01-01' WHERE title = 'recent'")
    mutes.keep_time(three)
    assert shown(three) == []


def test_a_rule_that_can_no_longer_be_read_hides_nothing_and_stops_nobody(three):
    mute(three, "news")
    three.execute("UPDATE mute SET query = 'nonsense:this'")
    add(three, article("more news"))
    assert "more news" in shown(three)
    assert mutes.listed(three) == []


@pytest.mark.parametrize(
    ("line", "query", "until"),
    [
        ("gossip", "gossip", None),
        ("gossip until:2026-05", "gossip", "2026-05-31"),
        ("until:2w source:wire", "source:wire", "2026-04-14"),
        ("a until:1m", "a", "2026-04-30"),
        ("a until:today", "a", "2026-03-31"),
        ("a until:2027", "a", "2027-12-31"),
    ],
)
def test_a_line_says_what_and_until_when(line, query, until):
    assert parse_mute(line, TODAY) == (parse(query), until)


@pytest.mark.parametrize(
    ("line", "part", "said"),
    [
        ("", "", "says which"),
        ("until:2w", "until:2w", "says which"),
        ("sort:oldest gossip", "sort:oldest gossip", "no order"),
        ("gossip is:muted", "gossip is:muted", "cannot ask"),
        ("gossip until:soon", "soon", "last day"),
        ("gossip until:", " ", "last day"),
        ("gossip until:2020", "2020", "passed"),
        ("sorce:wire until:2w", "sorce:", "source:"),
    ],
)
def test_a_mistake_in_a_rule_is_pointed_at(line, part, said):
    with pytest.raises(QueryError, match=said) as caught:
        parse_mute(line, TODAY)
    assert f"{line} "[caught.value.start : caught.value.end] == part
