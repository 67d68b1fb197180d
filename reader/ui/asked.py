"""How a feed is fetched, in a line: when it was asked, when it is asked again, and whether its pages are fetched."""

from __future__ import annotations

from datetime import datetime

from reader.model.feed import Feed
from reader.ui.widgets.status import shortened
from reader.ui.wording import clock, full_date, parse_date

_LEAST = 20  # letters of an address by which it can be told from others


def how_asked(feed: Feed, now: datetime, room: int, *, scheduled: bool) -> str:
    """What there is to know, the address cut to what `room` is left; the time to come only where there is a clock."""
    asked = f"asked {moment(feed.checked, now)}" if feed.checked else "not asked yet"
    whole = "f no longer fetches its pages" if feed.full_text else "f fetches its pages"
    said = " · ".join(part for part in (asked, _again(feed, now) if scheduled else "", whole) if part) + " · "
    return said + shortened(feed.url.removeprefix("https://"), max(_LEAST, room - len(said)))


def _again(feed: Feed, now: datetime) -> str:
    if feed.resting or not feed.next_fetch:
        return ""
    when = parse_date(feed.next_fetch)
    if not isinstance(when, datetime) or when <= now:
        return "due"
    return f"{'in peace until' if feed.not_before else 'again'} {moment(feed.next_fetch, now)}"


def moment(value: str, now: datetime) -> str:
    """A stored moment: the time of day where it is today's, else with its date."""
    when = parse_date(value)
    today = isinstance(when, datetime) and when.astimezone(now.tzinfo).date() == now.date()
    return clock(value, now) if today else full_date(value, now)
