"""Who may ask when: the gate by the moment, the schedule by the hour."""

import asyncio
from datetime import UTC, datetime

import pytest

from reader.model.feed import Feed
from reader.net.gate import Gate
from reader.net.schedule import due, moment_in, must_wait, next_after_trouble, next_interval


def test_two_a_host_and_some_in_all():
    async def crowd() -> tuple[int, int]:
        gate = Gate(total=3, per_host=2, patience=60)
        running: dict[str, int] = {}
        most_here = most = 0

        async def ask(host: str) -> None:
            nonlocal most_here, most
            async with gate.permit(host):
                running[host] = running.get(host, 0) + 1
                most_here, most = max(most_here, running[host]), max(most, sum(running.values()))
                await asyncio.sleep(0)
                running[host] -= 1

        await asyncio.gather(*(ask(host) for host in ["a"] * 9 + ["b"] * 9 + ["c"] * 9))
        return most_here, most

    assert asyncio.run(crowd()) == (2, 3)


def test_a_slow_answer_stops_counting():
    async def crowd() -> list[str]:
        gate = Gate(total=2, per_host=2, patience=0.01)
        done: list[str] = []
        end = asyncio.Event()

        async def slow() -> None:
            async with gate.permit("a"):
                await end.wait()
                done.append("slow")

        async def quick() -> None:
            async with gate.permit("a"):
                done.append("quick")

        slows = [asyncio.create_task(slow()) for _ in range(4)]
        await asyncio.wait_for(asyncio.gather(*(quick() for _ in range(5))), 10)
        end.set()
        await asyncio.gather(*slows)
        return done

    assert asyncio.run(crowd()) == ["quick"] * 5 + ["slow"] * 4


def test_one_that_gives_up_waiting_holds_nobody():
    async def crowd() -> None:
        gate = Gate(total=1, per_host=1, patience=60)
        async with gate.permit("a"):
            waiting = asyncio.create_task(gate.enter("a"))
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
        async with asyncio.timeout(10), gate.permit("a"):
            pass

    asyncio.run(crowd())


@pytest.mark.parametrize(
    ("interval", "news", "wishes", "expected"),
    [
        (None, True, {}, 36), (60, False, {}, 84), (15, True, {}, 15), (1400, False, {}, 1440),
        (60, True, {"ttl": 120}, 120), (60, True, {"max_age": 7200}, 120), (60, True, {"ttl": 999999}, 1440),
    ],
)  # fmt: skip
def test_news_brings_the_next_look_nearer(interval, news, wishes, expected):
    assert next_interval(Feed(1, "u", interval=interval), news=news, **wishes) == expected


def test_trouble_doubles_the_wait_and_the_server_has_the_last_word():
    waits = [next_after_trouble(Feed(1, "u", failures=failures)) for failures in (0, 1, 2, 99)]
    assert waits == [15, 30, 60, 1440]
    assert next_after_trouble(Feed(1, "u"), wait=86401 * 2) > 2 * 1440


def test_without_a_network_the_wait_does_not_grow():
    assert next_after_trouble(Feed(1, "u", failures=9), offline=True) == 15


@pytest.mark.parametrize(
    ("interval", "failures", "expected"), [(None, 0, 120), (60, 1, 240), (15, 0, 30), (900, 0, 1440)]
)
def test_a_server_that_refuses_is_asked_less_often_than_before(interval, failures, expected):
    feed = Feed(1, "u", interval=interval, failures=failures)
    assert next_after_trouble(feed, refused=True) == expected
    assert next_after_trouble(feed, refused=True, wait=3600 * 48) == 48 * 60


def test_a_clock_that_was_years_ahead_puts_nothing_off():
    now = datetime(2026, 1, 6, 12, 0, tzinfo=UTC)
    then = moment_in(20 * 365 * 24 * 60, now)
    assert [feed.id for feed in due([Feed(1, "u", next_fetch=then)], now)] == [1]
    assert not must_wait(Feed(1, "u", not_before=then), now)
    week = moment_in(7 * 24 * 60, now)
    assert due([Feed(1, "u", next_fetch=week)], now) == []
    assert must_wait(Feed(1, "u", not_before=week), now)


def test_what_is_due():
    now = datetime(2026, 1, 6, 12, 0, tzinfo=UTC)
    feeds = [
        Feed(1, "never asked"),
        Feed(2, "past", next_fetch=moment_in(-1, now)),
        Feed(3, "later", next_fetch=moment_in(1, now)),
        Feed(4, "resting", resting="gone"),
    ]
    assert [feed.id for feed in due(feeds, now)] == [1, 2]
    assert must_wait(Feed(5, "u", not_before=moment_in(5, now)), now)
    assert not must_wait(Feed(5, "u", not_before=moment_in(-5, now)), now)
