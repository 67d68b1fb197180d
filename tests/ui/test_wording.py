from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from reader.model.article import ArticleRow
from reader.ui.wording import age, counted, full_date, heading_of, row_age, row_note, sparkline

NOW = datetime(2019, 10, 25, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2019-10-25T14:48:00Z", "12m"),
        ("2019-10-25T10:00:00Z", "5h"),
        ("2019-10-24T23:00:00Z", "yesterday"),
        ("2019-10-25", "today"),
        ("2019-10-24", "yesterday"),
        ("2019-10-22", "3d"),
        ("2019-09-22", "22 Sep"),
        ("2018-10-22", "22 Oct 2018"),
        ("2031-01-01", "1 Jan 2031"),
        ("2019-10-25T15:30:00Z", "today"),
        ("soon", ""),
        (None, ""),
    ],
)
def test_age(value, said):
    assert age(value, NOW) == said


def test_the_age_of_what_has_no_date_is_when_it_came_and_said_so():
    row = ArticleRow(
        1, "g", "T", None, "Wire", (), None, None, False, False, False, True, 0, fetched="2019-10-25T13:00:00Z"
    )
    assert row_age(row, NOW) == "came 2h"
    assert row_age(replace(row, published="2019-10-22"), NOW) == "3d"
    assert row_age(replace(row, source=None), NOW) == ""


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (60, "Atlas News Service · 22 Oct 2018 · story of 4 · 12 entities"),
        (44, "Atlas News Servi… · 22 Oct 2018 · story of 4"),
        (35, "Atlas N… · 22 Oct 2018 · story of 4"),
        (30, "Atlas News Serv… · 22 Oct 2018"),
        (19, "Atla… · 22 Oct 2018"),
    ],
)
def test_a_row_keeps_its_date_however_narrow_it_is(width, said):
    row = ArticleRow(
        1, "g", "t", None, "Atlas News Service", (), None, "2018-10-22", False, False, False, True, 12, 3, 4
    )
    assert row_note(row, NOW, width) == said


def test_a_date_is_as_precise_as_it_is_known():
    assert full_date("2019-10-25", NOW) == "Fri 25 Oct 2019"
    assert full_date("2019-10-25T14:10:00Z", NOW) == "Fri 25 Oct 2019 14:10"
    assert full_date("not a date", NOW) == ""


def test_counted():
    assert counted(1, "article") == "1 article"
    assert counted(1234, "entity", "entities") == "1,234 entities"


def test_a_sparkline_tells_nothing_from_little():
    assert sparkline([0, 1, 50, 100]) == "▁▂▅█"
    assert sparkline([0, 0]) == "▁▁"
    assert sparkline([]) == ""


def test_the_heading_of_a_day():
    days = (date(2019, 10, 25), date(2019, 10, 24), date(2019, 10, 22), date(2018, 10, 22), date(2019, 10, 26))
    assert [heading_of(day, NOW) for day in days] == [
        "Today", "Yesterday", "Tue 22 Oct", "Mon 22 Oct 2018", "Sat 26 Oct",
    ]  # fmt: skip
