"""One bad line never loses the others."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import ImportFailedError
from reader.ingest.jsonl import parse_jsonl
from reader.model.article import ParsedArticle


def line(**fields: object) -> bytes:
    return json.dumps(fields).encode()


def only(data: bytes) -> ParsedArticle:
    (found,) = parse_jsonl([data])
    assert isinstance(found, ParsedArticle)
    return found


def test_every_field() -> None:
    article = only(
        line(
            id="n-1",
            title=" Bridge\nreopens ",
            text="One.\r\n\r\nTwo.\x1b[31m",
            url="https://coast.example/1",
            source="Coast Post",
            published="2019-10-25T14:10:00+03:00",
            authors=["Ada Byrne", "Tom Vance"],
        )
    )
    assert article == ParsedArticle(
        guid="n-1",
        title="Bridge reopens",
        text="One.\nTwo.",
        url="https://coast.example/1",
        source="Coast Post",
        authors=("Ada Byrne", "Tom Vance"),
        published="2019-10-25T11:10:00Z",
    )


def test_the_least() -> None:
    article = only(line(id=7, text="It rained. It stopped.", authors="Ada Byrne and Tom Vance"))
    assert (article.guid, article.title) == ("7", "It rained")
    assert article.authors == ("Ada Byrne", "Tom Vance")


def test_a_headline_alone_is_an_article() -> None:
    article = only(line(id="h1", title="Bridge reopens", text=""))
    assert (article.title, article.text) == ("Bridge reopens", "")
    assert only(line(id="h1", title="Bridge reopens")) == article


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"{", "Line 2 is not JSON"),
        (b'{"id": "\xff"}', "Line 2 is not UTF-8"),
        (b"[1, 2]", "Line 2 is JSON, but not an object"),
        (b"[" * 100_000, "Line 2 is not JSON"),
        (line(text="No id."), 'Line 2 has no "id"'),
        (line(id=True, text="No id."), 'Line 2 has no "id"'),
        (line(id=" ", text="Blank id."), 'Line 2 has an empty "id"'),
        (line(id=1), 'Line 2 has no "text" and no "title"'),
        (line(id=1, text=["a"]), 'Line 2 has a "text" that is not a text'),
        (line(id=1, text="x", authors=[1]), "Line 2 has .authors. that are not"),
        (line(kind="article", id=1, guid="g", fetched="", listed="", text="x"), "Line 2 belongs to an export"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(data: bytes, says: str) -> None:
    before, bad, after = parse_jsonl([line(id="a", text="A."), data, b"\n", line(id="b", text="B.")])
    assert isinstance(before, ParsedArticle) and isinstance(after, ParsedArticle)
    assert (before.guid, after.guid) == ("a", "b")
    assert isinstance(bad, ImportFailedError)
    with pytest.raises(ImportFailedError, match=says):
        raise bad


def test_blank_lines_count_but_say_nothing() -> None:
    (error,) = parse_jsonl([b"\xef\xbb\xbf\n", b"\r\n", b"nonsense"])
    assert isinstance(error, ImportFailedError)
    assert str(error).startswith("Line 3 ")


@given(st.lists(st.binary(max_size=50)))
def test_any_bytes_are_articles_or_errors(lines: list[bytes]) -> None:
    assert len(list(parse_jsonl(lines))) <= len(lines)
