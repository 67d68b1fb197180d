"""Groups of a list: together they are the list, by day as it stands, by source or story in an order of their own."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from itertools import groupby

import pytest
from cachekit import add, annotate, article

from reader.model.article import ListQuery
from reader.model.query import Filter, Grouping, Sort
from reader.query import parse
from reader.store import grouping, listing, storylines
from reader.store.marking import marks, mutes

ZONES = (0, 120, 330, -300, 840, -660)
TIMES = (
    "2024-03-01", "2024-03-02", "2024-03-01T00:30:00Z", "2024-03-01T04:59:00Z", "2024-03-01T05:00:00Z", "2024-02-28",
    "2024-03-01T18:29:00Z", "2024-03-01T18:30:00Z", "2024-03-01T22:00:00Z", "2024-03-02T10:00:00Z", None,
)  # fmt: skip
SOURCES = ("beta", "Alpha", None, "Beta", "alpha wire")
QUERIES = (
    ListQuery(),
    ListQuery(unread=True),
    ListQuery(unread=True, kept=(1, 2)),
    ListQuery(entity_id=1),
    ListQuery(filter=parse("storm")),
    ListQuery(folded=True),
    ListQuery(filter=parse("is:muted")),
)


@pytest.fixture
def many(db):
    ids = add(
        db,
        *(
            article(
                f"{'Storm' if number % 3 else 'Calm'} {number}", f"Wind over Norwich, part {number}.",
                published=TIMES[number % len(TIMES)], source=SOURCES[number % len(SOURCES)],
            )
            for number in range(33)
        ),
    )  # fmt: skip
    for each in ids[::2]:
        annotate(db, each, ("Norwich", None if each == ids[0] else 1))
    for members in (ids[3:9], ids[12:14], ids[20:28:3]):
        storylines.put(db, storylines.found(db), members)
    marks.change(db, ids[:12], "read", True)
    return db


def each(kinds):
    """Every query in both directions."""
    return [
        replace(query, grouping=kind, oldest=oldest) for kind in kinds for query in QUERIES for oldest in (False, True)
    ]


def test_the_groups_are_the_list_in_another_order(many):
    for muting in (False, True):
        if muting:
            mutes.add(many, parse("calm"), None)
        for query in each((Grouping.SOURCE, Grouping.STORY)):
            flat = listing.rows(many, query, 0, 99)
            found = grouping.groups(many, query)
            for group in found:
                rows = listing.rows(many, replace(query, group=group), 0, 99, total=group.articles)
                key = "source" if group.grouping is Grouping.SOURCE else "storyline"
                assert rows == [row for row in flat if getattr(row, key) == group.key], (query, group)
                assert len(rows) == group.articles
                middle = rows[len(rows) // 2]
                assert listing.position(many, replace(query, group=group), middle.id) == len(rows) // 2
            assert sum(group.articles for group in found) == len(flat)
            assert len({group.key for group in found}) == len(found)


def test_sources_go_by_name_and_what_has_none_stands_last(many):
    found = grouping.groups(many, ListQuery(grouping=Grouping.SOURCE))
    assert [group.key for group in found] == ["Alpha", "alpha wire", "Beta", "beta", None]


def test_stories_go_by_their_newest_article_and_the_others_stand_last(many):
    for query in each((Grouping.STORY,))[:4]:
        newest = dict[int, str]()
        for row in listing.rows(many, query, 0, 99):
            if row.storyline is not None:
                newest[row.storyline] = max(row.listed, newest.get(row.storyline, ""))
        *stories, others = [group.key for group in grouping.groups(many, query)]
        assert sorted(stories) == sorted(newest)
        assert [newest[each] for each in stories] == sorted(newest.values(), reverse=not query.oldest)
        assert others is None


def test_days_are_those_of_the_readers_zone(many):
    for east in ZONES:
        zone = timezone(timedelta(minutes=east))

        def day_of(listed: str, zone=zone) -> str:
            known = len(listed) == 10
            return listed if known else datetime.fromisoformat(listed).astimezone(zone).date().isoformat()

        for query in each((Grouping.DAY,)):
            flat = [day_of(row.listed) for row in listing.rows(many, query, 0, 99)]
            found = [(group.key, group.articles) for group in grouping.groups(many, query, east)]
            assert found == [(day, len(list(rows))) for day, rows in groupby(flat)], (query, east)


def test_the_ends_of_the_calendar_have_days_too(db):
    add(db, article("Last", published="9999-12-31T23:00:00Z"), article("First", published="0001-01-01T01:00:00Z"))
    for east in (600, -600):
        assert [group.articles for group in grouping.groups(db, ListQuery(grouping=Grouping.DAY), east)] == [1, 1]


def test_a_list_by_rank_has_no_groups(many):
    ranked = ListQuery(filter=Filter(parse("storm").where, Sort.RANK))
    for kind in Grouping:
        assert grouping.groups(many, replace(ranked, grouping=kind)) == ()
