"""Marks and tags: what a change changed, so that it can be taken back."""

import pytest
from cachekit import add, article, titles

from reader.model.article import ListQuery
from reader.query import parse
from reader.store.marking import marks, tags


@pytest.fixture
def four(db):
    add(db, *(article(f"Number {n}", f"Text {n}.", published=f"2024-01-0{n}") for n in range(1, 5)))
    return db


def test_a_change_says_what_it_changed(four):
    assert marks.change(four, [2, 1, 2, 99, 10**30], "read", True) == (1, 2)
    assert marks.change(four, [1, 2, 3], "read", True) == (3,)
    assert marks.change(four, [3, 4], "read", False) == (3,)
    assert marks.change(four, [3], "starred", True) == (3,)
    assert titles(four, ListQuery(filter=parse("is:starred is:unread"))) == ["Number 3"]


def test_all_of_a_list_up_to_an_article(four):
    marks.change(four, [2], "read", True)
    assert marks.last(four) == 4
    assert marks.read_all(four, ListQuery(filter=parse("-4 sort:oldest")), 2) == (1,)
    assert marks.read_all(four, ListQuery(unread=True, kept=(1, 2)), 4) == (3, 4)
    assert marks.read_all(four, ListQuery(), 4) == ()


def test_tags_replace_those_before(four):
    assert tags.replace(four, 1, ["Later", " for  the\nblog ", '"', ""]) == ()
    assert tags.replace(four, 1, ["later"]) == ("for the blog", "later")
    assert tags.of(four, [1, 2, 10**30]) == {1: ("later",)}
    tags.replace(four, 2, ["later", "LATER"])
    assert tags.counted(four) == [("later", 2)]
    assert tags.replace(four, 99, ["x"]) == ()
    assert tags.of(four, [99]) == {}
    four.execute("DELETE FROM article WHERE id = 2")
    assert tags.counted(four) == [("later", 1)]


@pytest.mark.parametrize("name", ["a\0b", "\ud800", "é" * 300, "a, b", "#x", "'", "sort:rank", "-x"])
def test_any_name_can_be_a_tag_and_is_found_again(four, name):
    tags.replace(four, 1, [name])
    for kept in tags.of(four, [1]).get(1, ()):
        assert tags.normal(kept) == kept
        assert titles(four, ListQuery(filter=parse(f'tag:"{kept}"'))) == ["Number 1"]
