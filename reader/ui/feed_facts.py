"""What is said of a feed below the list of feeds: when it was asked and will be, and what is set for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from reader.model.feed import Feed
from reader.net.schedule import due, must_wait
from reader.ui.wording import age, clock, parse_date


def facts(feed: Feed, now: datetime, *, signed_in: bool) -> list[str]:
    """Two lines: when, and where; then what is set, each behind the key that changes it."""
    settings = (
        f"f whole articles: {'yes' if feed.full_text else 'no'}",
        f"T tags: {', '.join(feed.tags) or 'none'}",
        f"p password: {'kept' if signed_in else 'none'}",
    )
    return [f"{_asked(feed, now)} · {feed.url}", " · ".join(settings)]


def _asked(feed: Feed, now: datetime) -> str:
    if feed.resting is not None:
        return "not asked any more; r asks it again"
    if feed.checked is None:
        return "not asked yet; r asks it"
    said = age(feed.checked, now)
    asked = f"asked {said} ago" if said[:1].isdigit() and said[-1] in "mhd" else f"asked {said}"
    if must_wait(feed, now.astimezone(UTC)):
        return f"{asked}, its server wants to be left alone until {_moment(feed.not_before or '', now)}"
    return f"{asked}, {_due(feed, now)}"


def _due(feed: Feed, now: datetime) -> str:
    when = parse_date(feed.next_fetch or "")
    if not isinstance(when, datetime) or due([feed], now.astimezone(UTC)):
        return "due"
    minutes = -int((now - when) / timedelta(minutes=1)) or 1
    if minutes < 100:
        return f"due in {minutes}m"
    hours = round(minutes / 60)
    return f"due in {hours}h" if hours < 48 else f"due in {round(hours / 24)}d"


def _moment(value: str, now: datetime) -> str:
    """A moment to come: its time of day, with the day where it is another one."""
    when = parse_date(value)
    if not isinstance(when, datetime):
        return value
    local = when.astimezone(now.tzinfo)
    return clock(value, now) if local.date() == now.date() else f"{local:%a} {local.day} {local:%b %H:%M}"
