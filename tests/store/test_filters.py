"""Searches kept by a name."""

from reader.model.article import ListQuery
from reader.query import parse
from reader.store.marking import filters


def test_a_search_is_kept_replaced_and_let_go(db):
    query = ListQuery(filter=parse('turkey -source:"World Desk" after:7d sort:oldest'), unread=True)
    filters.keep(db, "Türkiye", ListQuery(text="turkey", starred=True))
    filters.keep(db, "Türkiye", query)
    filters.keep(db, "words", ListQuery(text="a b"))
    assert filters.listed(db) == {"Türkiye": query, "words": ListQuery(text="a b")}
    filters.forget(db, "Türkiye")
    assert list(filters.listed(db)) == ["words"]


def test_one_that_cannot_be_read_costs_no_other(db):
    filters.keep(db, "good", ListQuery(filter=parse("storm")))
    db.execute('INSERT INTO saved_filter VALUES (\'old\', \'{"filter": "nokey:\\"x\\""}\')')
    db.execute('INSERT INTO saved_filter VALUES (\'before\', \'{"text": "x", "unread": false, "starred": false}\')')
    assert list(filters.listed(db)) == ["before", "good"]
