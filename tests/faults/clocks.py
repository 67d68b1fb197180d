"""A clock that is twenty years ahead or behind for a while; needs libfaketime."""

from __future__ import annotations

from pathlib import Path

from reader.library import Library
from reader.model.article import ListQuery
from reader.model.feed import Subscription
from tests.faults.ground import Ground, Verdict
from tests.loopback import Loopback, rss

JUMPS = ("+20y", "-20y")


def faketime() -> Path | None:
    """The library that lets a program see another time, where it is installed."""
    return next(iter(sorted(Path("/usr/lib").glob("**/faketime/libfaketime.so.1"))), None)


def jumps(folder: Path, seed: int) -> Verdict:
    """Nothing is lost, feeds are asked again when the clock is right, and the doctor mends what it left."""
    ground, verdict = Ground(folder), Verdict()
    jump = JUMPS[seed % 2]
    server = Loopback()
    try:
        server.pages["/feed"] = rss("before", base=server.base)
        with Library.open(ground.cache) as library:
            library.subscriptions.subscribe([Subscription(f"{server.base}/feed")])
        ground.judge(verdict, ground.run("reload"))
        server.pages["/feed"] = rss("before", "meanwhile", base=server.base)
        right = dict(ground.env)
        ground.env |= {"LD_PRELOAD": str(faketime()), "FAKETIME": jump}
        for command in (["reload"], ["annotate", "--recogniser", "fake"], ["backup"], ["list"]):
            told = ground.run(*command)
            ground.judge(verdict, told)
            if told.status:
                verdict.lost.append(f"{command} at {jump}: {told.err[-200:]}")
        ground.env = right
        server.pages["/feed"] = rss("before", "meanwhile", "after", base=server.base)
        ground.judge(verdict, ground.run("reload", "--due" if jump == "+20y" else "--quiet"))
        _mended(ground, verdict)
    finally:
        server.close()
    return verdict


def _mended(ground: Ground, verdict: Verdict) -> None:
    missing = {"before", "meanwhile", "after"} - ground.guids()
    verdict.lost += [f"not there once the clock is right: {guid}" for guid in missing]
    told = ground.run("doctor", "--repair", "--recogniser", "fake")
    ground.judge(verdict, told)
    ground.inspect(verdict)
    with Library.open(ground.cache) as library:
        order = [row.guid for row in library.rows(ListQuery(), 0, 9)]
    if set(order) != {"before", "meanwhile", "after"}:
        verdict.lost.append(f"listed: {order}")
    if not list((ground.state / "backups").glob("*")):
        verdict.lost.append("there is no backup")
