"""Dates of feeds as publishers write them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.ingest.dates import parse_feed_date
from reader.ingest.feed import parse_feed

NEW_YEAR = "2004-01-01T18:48:21Z"


@pytest.mark.parametrize(
    "text",
    [
        "Thu, 01 Jan 2004 19:48:21 +0100",
        "Thu, 01 Jan 2004 19:48:21 +01:00 (CET)",
        "Thu (eve), 01 Jan 2004 19:48:21 CET",
        "Thursday, 01-Jan-04 13:48:21 EST",
        "Thu 1 January 2004 19.48.21 GMT+1",
        "Thu, Jan 01 2004 18:48:21",
        "January 1st, 2004, 6:48:21 p.m.",
        "Do., 1. Jänner 2004 um 19:48:21 MEZ",
        "jeu., 01 janv. 2004 19:48:21 +0100",
        "1 de enero de 2004 19:48:21 +0100",
        "чт, 01 янв 2004 21:48:21 MSK",
        "1 stycznia 2004 19:48:21 CET",
        "Πέμ, 01 Ιαν 2004 20:48:21 EET",
        "2004-01-01T19:48:21.5+01:00",
        "2004/1/1 18:48:21",
        "20040101T184821Z",
        "Thu, 1 Jan 2004 - 18:48:21",
        "Thu, 01/01/2004 - 18:48:21",
        "01.01.2004 19:48:21 CET",
        "2004年1月1日 18:48:21",
        "2004년 1월 1일 오후 06:48:21",
        "1072982901",
        "1072982901000",
    ],
)
def test_one_moment_in_many_forms(text: str):
    assert parse_feed_date(text) == NEW_YEAR


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Thu, 01 Jan 98 00:00:00 GMT", "1998-01-01T00:00:00Z"),
        ("Thu, 01 Jan 2004 24:00:00 GMT", "2004-01-02T00:00:00Z"),
        ("Wed, 31 Dec 2003 23:59:60 GMT", "2003-12-31T23:59:59Z"),
        ("mar, 03 févr. 2004", "2004-02-03T00:00:00Z"),
        ("15 июля 2004", "2004-07-15T00:00:00Z"),
        ("12:30 AM", None),
        ("Thu, 01 Jan 2004 12:30 AM", "2004-01-01T00:30:00Z"),
        ("01/02/2004", None),
        ("Fri, 01/02/2004 - 09:30", "2004-01-02T09:30:00Z"),
        ("Sunday, 01/02/2004", "2004-02-01T00:00:00Z"),
        ("Monday, 01/02/2004", None),
        ("01/13/2004 09:30", "2004-01-13T09:30:00Z"),
        ("2004-335", "2004-11-30T00:00:00Z"),
        ("2004-W01-4", "2004-01-01T00:00:00Z"),
        ("Thu, 01 Foo 2004", None),
        ("Thu, 01 Jan 2004 10:00 XYZ", None),
        ("Thu, 01 Jan 2004 10:00 +9900", None),
        ("2004-02-30", None),
        ("2004", None),
        ("9" * 300, None),
        ("Mon, 01 Jan 0001 00:00:00 +1400", None),
    ],
)
def test_what_may_be_two_dates_is_none(text: str, date: str | None):
    assert parse_feed_date(text) == date


def test_rss_and_json_feed_say_the_same():
    said = "Do, 01 Jan 2004 19:48:21 CET"
    rss = f"<rss><channel><item><title>t</title><pubDate>{said}</pubDate></item></channel></rss>"
    listed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "t",
        "items": [{"id": "1", "date_published": said}],
    }
    assert parse_feed(rss.encode()).entries[0].published == NEW_YEAR
    assert parse_feed(json.dumps(listed).encode()).entries[0].published == NEW_YEAR


def test_figures_that_are_no_date_by_any_rule_are_not_taken_for_an_early_century():
    rss = "<rss><channel><item><title>t</title><pubDate>2004/01/05 10:00:00</pubDate></item></channel></rss>"
    assert parse_feed(rss.encode()).entries[0].published == "2004-01-05T10:00:00Z"


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str):
    found = parse_feed_date(text)
    assert found is None or parse_feed_date(found) == found
