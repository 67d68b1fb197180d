"""The days of the filter language."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.query.days import normal, period

TODAY = date(2020, 3, 31)


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2019", ("2019-01-01", "2020-01-01")),
        ("2019-10", ("2019-10-01", "2019-11-01")),
        ("2019-12", ("2019-12-01", "2020-01-01")),
        ("2020-02-28", ("2020-02-28", "2020-02-29")),
        ("today", ("2020-03-31", "2020-04-01")),
        ("yesterday", ("2020-03-30", "2020-03-31")),
        ("7d", ("2020-03-24", "2020-03-25")),
        ("2w", ("2020-03-17", "2020-03-18")),
        ("1m", ("2020-02-29", "2020-03-01")),
        ("3m", ("2019-12-31", "2020-01-01")),
        ("1y", ("2019-03-31", "2019-04-01")),
        ("9999y", ("0001-01-01", "0001-01-02")),
        ("9999", ("9999-01-01", "9999-99")),
        ("9999-12", ("9999-12-01", "9999-99")),
        ("9999-12-31", ("9999-12-31", "9999-99")),
    ],
)
def test_a_day_month_or_year_begins_and_ends(value, days):
    assert period(value, TODAY) == days


@pytest.mark.parametrize(
    "value", ["", "0000", "20", "2019-", "2019-1-", "2019-00", "1-2-2019", "d", "٢٠١٩", "2019-10-1x"]
)
def test_what_is_no_day_is_none(value):
    assert normal(value) is None


@given(st.text(max_size=10) | st.from_regex(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,4}[dwmy]", fullmatch=True))
def test_what_is_normal_stays_so_and_ends_after_it_begins(value):
    found = normal(value)
    if found is not None:
        assert normal(found) == found
        first, end = period(found, TODAY)
        assert first < end
