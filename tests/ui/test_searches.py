"""A slow search is broken off by the next one."""

from pathlib import Path

import pytest

from reader.errors import CacheError
from reader.library import Library
from reader.ui.searches import Searches

ENDLESS = "WITH RECURSIVE n (i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def test_a_search_without_end_gives_way_to_the_next(edition: Path):
    from threading import Event

    searches, begun = Searches(edition), Event()

    def endless(library: Library) -> None:
        from reader.store.connection import guard

        db = library.connections.mine()
        db.set_progress_handler(begun.set, 1000)
        with guard(db):
            db.execute(ENDLESS).fetchone()

    slow = searches.submit(endless)
    assert begun.wait(10)
    quick = searches.submit(Library.count)
    assert quick.result(timeout=10) > 0
    with pytest.raises(CacheError):
        slow.result()
    searches.close()


async def test_a_search_that_was_broken_off_says_nothing(opened):
    async with opened() as reader:
        await reader.press("/", *"ferry")
        await reader.until(lambda: "found" in reader.screen_text())
        assert "cannot be used" not in reader.screen_text()


async def test_a_line_that_was_closed_takes_what_still_comes_of_its_keys(opened):
    async with opened() as reader:
        await reader.press("/", *"ferry")
        line = reader.app.screen
        await reader.press("escape")
        await reader.until(lambda: not line.query("#hint"))
        line._check("bogus:x")
        line.hint("4 found")
        assert "4 found" not in reader.screen_text()
