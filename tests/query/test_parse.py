"""The filter language: what lines mean, what they are written as, and what is said of mistakes."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import QueryError
from reader.model.query import AllOf, AnyOf, Field, Filter, Not, Sort, Words, all_of, any_of
from reader.query import parse, write
from reader.query.fields import KEYS


def meant(*parts, sort=None):
    return Filter(all_of(parts), sort)


@pytest.mark.parametrize(
    ("line", "filter_"),
    [
        ("", Filter()),
        (" \t\n", Filter()),
        ("turkey", meant(Words("turkey"))),
        ("turkey S-400", meant(Words("turkey"), Words("S-400"))),
        ('turkey "air  defence"', meant(Words("turkey"), Words("air defence"))),
        ("“air defence”", meant(Words("air defence"))),
        ("turk*", meant(Words("turk", prefix=True))),
        ('"air def"*', meant(Words("air def", prefix=True))),
        ("-cyprus", meant(Not(Words("cyprus")))),
        ('-"north cyprus"', meant(Not(Words("north cyprus")))),
        ("NOT cyprus", meant(Not(Words("cyprus")))),
        ("-source:wire", meant(Not(Field("source", "wire")))),
        ('source:"World Desk"', meant(Field("source", "World Desk"))),
        ("SOURCE:Wire", meant(Field("source", "Wire"))),
        ('entity:"S-400"', meant(Field("entity", "S-400"))),
        ("title:storm text:wind*", meant(Words("storm", "title"), Words("wind", "text", prefix=True))),
        ("after:2019-10-01", meant(Field("after", "2019-10-01"))),
        ("after:2019/1/5 before:2019.11", meant(Field("after", "2019-01-05"), Field("before", "2019-11"))),
        ("on:yesterday after:7D", meant(Field("on", "yesterday"), Field("after", "7d"))),
        ("is:Unread has:quote", meant(Field("is", "unread"), Field("has", "quote"))),
        ("sort:oldest", Filter(sort=Sort.OLDEST)),
        ("sort:newest", Filter(sort=Sort.NEWEST)),
        ("turkey sort:rank", meant(Words("turkey"), sort=Sort.RANK)),
        ("a OR b", meant(AnyOf((Words("a"), Words("b"))))),
        ("a b OR c", meant(Words("a"), AnyOf((Words("b"), Words("c"))))),
        ("(a b) OR -c", meant(AnyOf((AllOf((Words("a"), Words("b"))), Not(Words("c")))))),
        ("a AND b", meant(Words("a"), Words("b"))),
        ("-(a OR b)", meant(Not(AnyOf((Words("a"), Words("b")))))),
        ("Turkey - Russia & Syria", meant(Words("Turkey"), Words("Russia"), Words("Syria"))),
        ("https://example.org/a", meant(Words("https://example.org/a"))),
        ("at 12:30", meant(Words("at"), Words("12:30"))),
        ('"sorce:wire"', meant(Words("sorce:wire"))),
        ('"OR"', meant(Words("OR"))),
        ("Brexit: what now?", meant(Words("Brexit:"), Words("what"), Words("now?"))),
    ],
)
def test_a_line_means_what_it_says(line, filter_):
    assert parse(line) == filter_
    assert parse(write(filter_)) == filter_


@pytest.mark.parametrize(
    ("line", "where", "said", "repaired"),
    [
        ("turkey sorce:wire", "sorce:", "did you mean “source:”?", "turkey source:wire"),
        ('x entty:"S-400"', "entty:", "did you mean “entity:”?", 'x entity:"S-400"'),
        ("Brexit:what", "brexit:", "in quotation marks", '"Brexit:what"'),
        ("is:unred", "unred", "did you mean “unread”?", "is:unread"),
        ("is:purple", "purple", "unread, read, starred", None),
        ("has:quotes x", "quotes", "did you mean “quote”?", "has:quote x"),
        ("sort:olddest", "olddest", "did you mean “oldest”?", "sort:oldest"),
        ("after:soon", "soon", "after:2019-10-01", None),
        ("after:2019-13", "2019-13", "wants a day", None),
        ("after:2019-02-30", "2019-02-30", "wants a day", None),
        ("before: is:unread", "before:", "missing behind “before:”", None),
        ("source:", "source:", "source:wire", None),
        ('source:""', 'source:""', "source:wire", None),
        ('turkey "air def', '"air def', "not closed", 'turkey "air def"'),
        ("(a OR b", "(a OR b", "not closed", "(a OR b)"),
        ("a OR b)", ")", "never opened", "a OR b"),
        ("a OR", "OR", "between two things", "a "),
        ("OR a", "OR", "between two things", " a"),
        ("a -(&)", "-", "missing behind", "a (&)"),
        ("--x", "-", "missing behind", "-x"),
        ("&", "&", "no word", None),
        ("is:unread sort:rank", "sort:rank", "Only words have a rank", "is:unread "),
        ("a (sort:oldest b)", "sort:oldest", "stands alone", None),
        ("a -sort:oldest", "sort:oldest", "stands alone", None),
        ("(" * 30 + "a", "(", "too deep", None),
        ("a " * 200, "a", "More than 100", None),
    ],
)
def test_a_mistake_is_pointed_at(line, where, said, repaired):
    with pytest.raises(QueryError) as caught:
        parse(line)
    mistake = caught.value
    assert line[mistake.start : mistake.end].casefold() == where.casefold()
    assert said in str(mistake)
    assert mistake.repaired == repaired


def test_every_example_is_one():
    for key in KEYS.values():
        parse(f"word {key.example}")


PIECES = st.one_of(
    st.sampled_from([f"{name}:" for name in KEYS]),
    st.sampled_from(["-", "(", ")", '"', "“", "*", " ", " OR ", " AND ", " NOT ", ":", "is:unread", "7d", "2019-10"]),
    st.text(max_size=6),
    st.sampled_from(["turkey", "S-400", "\0", "\ud800", "é", "東京", "_", "sort:rank"]),
)


@settings(max_examples=500)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_any_line_is_read_or_is_a_mistake_with_a_place(line):
    try:
        found = parse(line)
    except QueryError as mistake:
        assert 0 <= mistake.start <= mistake.end <= len(line)
    else:
        assert parse(write(found)) == found


def conditions():
    text = st.text(st.sampled_from(string.ascii_letters + "-'*:éß東4. "), min_size=1, max_size=12)
    words = text.map(lambda raw: " ".join(raw.split())).filter(lambda raw: any(map(str.isalnum, raw)))
    leaves = st.one_of(
        st.builds(Words, words, st.sampled_from(["", "title", "text"]), st.booleans()),
        st.builds(Field, st.sampled_from(["source", "entity", "tag", "author"]), words),
        st.sampled_from([Field("is", "unread"), Field("after", "2019-10"), Field("has", "quote"), Field("on", "3w")]),
    )

    def joined(inner):
        parts = st.lists(inner, min_size=2, max_size=3).map(tuple)
        negated = inner.filter(lambda of: not isinstance(of, Not)).map(Not)
        return st.one_of(parts.map(all_of), parts.map(any_of), negated)

    return st.recursive(leaves, joined, max_leaves=8)


@settings(max_examples=300)
@given(conditions(), st.sampled_from([None, Sort.NEWEST, Sort.OLDEST]))
def test_what_is_written_is_read_the_same(condition, sort):
    assert parse(write(Filter(condition, sort))) == Filter(condition, sort)
