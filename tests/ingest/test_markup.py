"""The quick way through markup finds what the careful one finds."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.ingest.markup import RAW, Tag, step_by_step, tokens

PIECES = [
    *("<p>", "</p>", "<P class=x>", "<br/>", "<a href='x>y'>", '<img alt="a<b">', "</ul >", "<b\x00c>", "<i/ >"),
    *("text", " ", "a < b", "&amp;", "<", ">", "'", '"', "</", "</ p>", "<a", "<a '", "<a \"", "<!", "<?", "/>"),
    *("<!-- x -->", "<!-->", "<!--", "-->", "<![CDATA[<p>]]>", "<title>", "<x=1 'y'>"),
    *("<script>", "</script>", "<SCRIPT a='>'>", "</Scripts", "<script/>", "<scripts>"),
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join), st.sampled_from([RAW, frozenset({"script"})]))
@example('<a"b c"d>e', RAW)
def test_all_at_once_is_the_same_as_step_by_step(markup: str, raw: frozenset[str]):
    assert list(tokens(markup, raw=raw)) == list(step_by_step(markup, raw))


@pytest.mark.parametrize(
    "markup",
    ["<p>One <b>bold</b></p>", "3 < 4 > 2 <5> </ p>", "<a href='x>y' B=\"'\">z</a>", "", "a<!-- <b -->b",
     "<iframe src=x></iframe>a<script>1 < 2 '</script>"],
)  # fmt: skip
def test_whole_tags_are_taken_at_once(markup: str):
    assert isinstance(tokens(markup), list)


def test_tags_keep_what_they_say():
    assert tokens("<A Href=x>y</A><br>") == [Tag("a", " Href=x"), "y", Tag("a", "", end=True), Tag("br")]
