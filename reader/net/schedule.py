"""When a feed is asked again: sooner where it brings news, later where it does not; pure arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from reader.model.feed import Feed

SHORTEST, LONGEST, FIRST = 15, 24 * 60, 60  # minutes
SOONER, LATER = 0.6, 1.4
FAR = 31 * 24 * 60  # minutes; a time further ahead was set while the clock was wrong
VERY_FAR = 366 * 24 * 60  # the same of what a server asked for


def next_interval(feed: Feed, *, news: bool, ttl: int | None = None, max_age: int | None = None) -> int:
    """The minutes until the next look after a good answer.

    `ttl` (minutes) is what the feed asks for, `max_age` (seconds) how long the server says that the answer holds.
    """
    interval = feed.interval or FIRST
    interval = round(interval * (SOONER if news else LATER))
    wanted = max(ttl or 0, (max_age or 0) // 60)
    return max(SHORTEST, min(LONGEST, max(interval, wanted)))


def next_after_trouble(feed: Feed, *, wait: int | None = None, refused: bool = False, offline: bool = False) -> int:
    """The minutes until the next try: twice as long for every failure in a row, never before the server allows it.

    A server that `refused` because it is asked too often, or not by us, is asked less often than before; where there
    was another trouble, a try may come sooner. Being `offline` is no trouble of the feed's.
    """
    if offline:
        return SHORTEST
    usual = 2 * max(SHORTEST, feed.interval or FIRST) if refused else SHORTEST
    interval: int = min(LONGEST, usual * 2 ** min(feed.failures, 10))
    return max(interval, -(-(wait or 0) // 60))


def moment_in(minutes: int, now: datetime | None = None) -> str:
    """The time so many minutes from now, ISO 8601 in UTC."""
    return ((now or datetime.now(UTC)) + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def due(feeds: list[Feed], now: datetime | None = None) -> list[Feed]:
    """The feeds whose time has come."""
    moment, far = moment_in(0, now), moment_in(FAR, now)
    return [
        feed
        for feed in feeds
        if feed.resting is None and (feed.next_fetch is None or not moment < feed.next_fetch < far)
    ]


def willing(feeds: Sequence[Feed], now: datetime | None = None) -> list[Feed]:
    """The feeds that a reload of all asks: those that do not rest, and whose server did not ask for patience."""
    return [feed for feed in feeds if feed.resting is None and not must_wait(feed, now)]


def must_wait(feed: Feed, now: datetime | None = None) -> bool:
    """Whether the server asked not to be asked yet."""
    return feed.not_before is not None and moment_in(0, now) < feed.not_before < moment_in(VERY_FAR, now)
