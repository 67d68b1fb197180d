"""Newsboat, driven through the same terminal as ours, on a cache with the same number of articles of the same length.

Its cache is made by newsboat itself, by a reload of one article from a file, and filled by its own schema: a reload of
100,000 articles would take longer than all the rest.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from tests.bench.stock import Stock
from tests.bench.terminal import Terminal

FEEDS = 100
WORD = "needlefish"
_FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Source {n:03}</title><link>{url}</link>
<description>made up</description></channel></rss>"""


def installed() -> bool:
    return shutil.which("newsboat") is not None


class Newsboat:
    """A newsboat with its own files in a folder; `WORD` stands in a thousandth of the bodies."""

    def __init__(self, folder: Path, articles: int) -> None:
        self._folder = folder
        addresses = [self._feed(number) for number in range(FEEDS)]
        (folder / "urls").write_text("\n".join(addresses))
        (folder / "config").write_text("suppress-first-reload yes\nconfirm-exit no\n")
        made = Terminal([*self._argv, "-x", "reload"], HOME=str(folder))
        made.wait()
        with closing(sqlite3.connect(folder / "cache.db")) as db, db:
            db.executemany(
                "INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, enclosure_url,"
                " enclosure_type, enqueued, flags, base) VALUES (?, ?, '', ?, ?, ?, ?, 1, '', '', 0, '', '')",
                self._items(addresses, articles),
            )

    def _feed(self, number: int) -> str:
        path = self._folder / f"{number:03}.xml"
        path.write_text(_FEED.format(n=number, url=path.as_uri()))
        return path.as_uri()

    def _items(self, addresses: list[str], articles: int) -> Iterator[tuple[object, ...]]:
        for draft in islice(Stock(articles).drafts(articles, 20), articles):
            body = draft.text.replace("\n", "<p>") + (f" {WORD}" if draft.number % 1000 == 500 else "")
            address = addresses[draft.number % FEEDS]
            yield draft.number, draft.title, f"https://news.example/{draft.number}", address, draft.number, body

    @property
    def _argv(self) -> list[str]:
        parts = ("-u", "urls"), ("-C", "config"), ("-c", "cache.db")
        return ["newsboat", *(word for flag, name in parts for word in (flag, str(self._folder / name)))]

    def open(self) -> Terminal:
        return Terminal(self._argv, HOME=str(self._folder))
