"""Dates, authors and addresses are read as they stand or not at all."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.ingest import fields
from reader.ingest.fields import language, parse_date, split_authors, stable_guid, web_address


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2019-10-25", "2019-10-25"),
        (" 2019-10-25 ", "2019-10-25"),
        ("2019-10-25T14:10:00+03:00", "2019-10-25T11:10:00Z"),
        ("2019-10-25T11:10:00Z", "2019-10-25T11:10:00Z"),
        ("2019-10-25 23:30:15.123-05:00", "2019-10-26T04:30:15Z"),
        ("2019-10-25T14:10", "2019-10-25"),
        ("Fri, 25 Oct 2019 14:10:00 +0300", "2019-10-25T11:10:00Z"),
        ("25 Oct 2019 11:10:00 GMT", "2019-10-25T11:10:00Z"),
        ("Fri, 25 Oct 2019 11:10:00 -0000", "2019-10-25T11:10:00Z"),
        ("Fri, 25 Oct 2019 14:10:00", "2019-10-25"),
        ("25 Oct 2019", "2019-10-25"),
        ("Friday, 25-Oct-19 11:10:00 GMT", "2019-10-25T11:10:00Z"),
        ("Fri, 25 October 2019 07:10 EDT", "2019-10-25T11:10:00Z"),
        ("Fri, 25 Oct 2019 11:10:60 GMT", "2019-10-25T11:10:59Z"),
    ],
)
def test_dates_that_are_read(text: str, date: str) -> None:
    assert parse_date(text) == date


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2019-13-01",
        "2019-02-30",
        "25/10/2019",
        "10-25-2019",
        "2019",
        "2019-10",
        "0001-01-01T00:00:00+14:00",
        "32 Oct 2019",
        "25 Okt 2019 11:10",
    ],
)
def test_what_is_no_date_is_not_guessed(text: str) -> None:
    assert parse_date(text) is None


@given(st.text())
def test_no_text_breaks_the_fields(text: str) -> None:
    date = parse_date(text)
    assert date is None or parse_date(date) == date
    address = web_address(text)
    assert address is None or web_address(address) == address
    assert language(text) in (None, language(text))
    assert all(name == name.strip() and name for name in split_authors(text))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ()),
        ("Jane Doe", ("Jane Doe",)),
        ("By Jane Doe", ("Jane Doe",)),
        ("A and B", ("A", "B")),
        ("A, B and C", ("A", "B", "C")),
        ("A, B, and C", ("A", "B", "C")),
        ("Jane Doe & John Roe", ("Jane Doe", "John Roe")),
        ("Jane Doe, John Roe", ("Jane Doe", "John Roe")),
        ("Jane Doe, Jane Doe", ("Jane Doe",)),
        ("Doe, Jane; Roe, Richard", ("Doe, Jane", "Roe, Richard")),
        ("Doe, Jane", ("Doe, Jane",)),
        ("John Roe, Jr. and Jane Doe", ("John Roe, Jr.", "Jane Doe")),
        ("Ministry of Trade and Industry", ("Ministry of Trade and Industry",)),
        ("Bylan Anderson", ("Bylan Anderson",)),
    ],
)
def test_authors(text: str, names: tuple[str, ...]) -> None:
    assert split_authors(text) == names


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://News.Example/a?b=C#d", "https://news.example/a?b=C#d"),
        ("HTTP://news.example", "http://news.example"),
        ("https://[2001:db8::1]:8080/x", "https://[2001:db8::1]:8080/x"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("ftp://news.example/a", None),
        ("https://", None),
        ("https://news.example/a b", None),
        ("https://news.example:port/", None),
        ("https://[broken/", None),
        ("news.example/a", None),
        ("https://news.example/" + "a" * 3000, None),
    ],
)
def test_addresses_are_of_the_web_or_none(text: str, address: str | None) -> None:
    assert web_address(text) == address


def test_a_language_has_the_shape_of_one() -> None:
    assert [language(text) for text in ("en", "EN-GB", "pt_BR", "English!", "")] == [
        "en",
        "en-gb",
        "pt-br",
        None,
        None,
    ]


def test_a_guid_depends_on_every_part_and_on_their_order() -> None:
    assert stable_guid("a", "b") == stable_guid("a", "b")
    assert len({stable_guid("a", "b"), stable_guid("b", "a"), stable_guid("ab", ""), stable_guid("ab")}) == 4


@pytest.mark.parametrize(
    "address",
    ["http://a", "https://a.example/b/c.html?d=1&e=%20", "http://a:80/;x", "http://a.example//b", "http://1.2.3.4/~u/"],
)
def test_a_plain_address_is_left_as_it_is(address: str):
    assert web_address(address) == address == urlsplit(address).geturl()


@pytest.mark.parametrize(
    "address", ["http://a/b?", "http://a/b#", "HTTP://A/b", "http://a/\n", " http://a", "http://a:99999/"]
)
def test_what_only_looks_plain_is_looked_at(address: str):
    assert web_address(address) != address


@given(st.from_regex(fields._PLAIN_ADDRESS, fullmatch=True))
def test_an_address_that_is_taken_at_a_glance_is_what_taking_it_apart_gives(address: str) -> None:
    parts = urlsplit(address)
    assert parts.hostname
    assert parts.geturl() == web_address(address) == address
