"""Several instances at once: three readers, a reload, an import and an annotation on one cache."""

from __future__ import annotations

import json
from pathlib import Path

from reader.library import Library
from reader.model.article import ListQuery
from reader.model.feed import Subscription
from tests.faults.ground import Ground, Told, Verdict, screen
from tests.faults.random_cache import Maker
from tests.loopback import Loopback, rss


def instances(folder: Path, seed: int) -> Verdict:
    """All that anybody told is there in the end, and nobody met anything but sentences."""
    ground, verdict, maker = Ground(folder), Verdict(), Maker(seed)
    server = Loopback()
    try:
        server.pages["/feed"] = rss(*(f"{seed} {n}" for n in range(30)), base=server.base, body="News of Ankara. " * 40)
        with Library.open(ground.cache) as library:
            library.add([maker.article(number) for number in range(20)])
            library.subscriptions.subscribe([Subscription(f"{server.base}/feed")])
        lines = [json.dumps({"id": f"im {seed} {n}", "title": "T", "text": maker.sentence() * 9}) for n in range(80)]
        (folder / "new.jsonl").write_text("\n".join(lines), "utf-8")
        with screen(ground) as one, screen(ground) as two, screen(ground) as three:
            readers = (one, two, three)
            others = [
                ground.start("reload", "--json"),
                ground.start("import", folder / "new.jsonl", "--json"),
                ground.start("annotate", "--recogniser", "fake"),
                ground.start("backup"),
            ]
            stars = 0
            for number, shown in enumerate(readers):
                if not shown.until("unread"):
                    verdict.silent.append("a reader never opened")
                    continue
                shown.press("G" if number == 1 else "j" * (3 * number + 1))
                shown.settle()
                since = len(shown.seen)
                shown.press("s")
                if not shown.until("Starred", "taken away", since=since, patience=20):
                    verdict.silent.append("a mark was not shown")
                # two readers may have come to the same article
                stars += 1 if b"Starred" in shown.seen[since:] else -1
            told = [Told(process.wait(), *process.communicate()) for process in others]
            for shown in readers:
                shown.press("q")
                if not shown.wait(20):
                    verdict.half.append("q does not end a reader")
                if b"Traceback" in shown.seen:
                    verdict.tracebacks.append(shown.seen[-300:].decode("utf-8", "replace"))
    finally:
        server.close()
    there = ground.guids()
    for each in told:
        ground.judge(verdict, each)
        if each.status:
            verdict.lost.append(f"status {each.status}: {each.err[-300:]}")
        verdict.lost += [guid for row in each.rows for guid in row.get("stored", []) if guid not in there]
    with Library.open(ground.cache) as library:
        if library.count(ListQuery(starred=True)) != stars:
            verdict.lost.append(f"{stars} stars were shown, {library.count(ListQuery(starred=True))} are there")
    ground.inspect(verdict)
    return verdict
