"""A cache of up to a million articles in minutes: `python -m tests.bench.mass FILE [--articles N] [--mentions N]`.

What import and annotation would have left is written straight into the tables, with their indexes and triggers put
aside meanwhile: articles in feeds, folders and stories, names with their mentions, the words for searching, marks and
related stories. Only the vectors that relating new articles needs are not made (`bulk` makes them, and takes longer).
The same numbers give the same cache.
"""

from __future__ import annotations

import argparse
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from reader.library import Library
from reader.relate import everyday
from reader.store.schema.counts import FILL
from tests.bench.stock import FEEDS, FOLDERS, Draft, Stock

BATCH = 2000
Row = tuple[object, ...]

_TABLES = {
    "article": "id, feed_id, guid, url, title, authors, source, section, lang, published, fetched, listed, is_teaser,"
    " hash, text_hash, title_key, text",
    "status": "article_id, read, starred",
    "feed_article": "feed_id, guid, article_id, hash, owns",
    "mention": "article_id, in_title, start, end, label, entity_id, form_id",
    "storyline": "id, title_id, articles, last",
    "storyline_article": "article_id, storyline_id, listed",
    "neighbour": "a, b, score, reasons",
    "naming": "entity_id, listed, article_id, dated, n, in_title, salience",
}


class Press:
    """Writes the drafts of a stock into an empty cache."""

    def __init__(self, db: sqlite3.Connection, stock: Stock) -> None:
        self._db, self._stock = db, stock
        self._articles, self._mentions = Counter[int](), Counter[int]()

    def print_all(self, drafts: Iterator[Draft]) -> None:
        self._db.execute("CREATE TEMP TABLE naming AS SELECT * FROM article_entity")
        while batch := list(islice(drafts, BATCH)):
            rows: dict[str, list[Row]] = {table: [] for table in _TABLES}
            for draft in batch:
                self._facts(draft, rows)
                self._names(draft, rows)
                self._story(draft, rows)
            for table, columns in _TABLES.items():
                self._insert(table, columns, rows[table])
        self._db.execute("INSERT INTO article_entity SELECT * FROM naming ORDER BY entity_id, listed DESC, article_id")
        self._db.execute("DROP TABLE naming")
        self._entities()
        self._feeds()

    def _insert(self, table: str, columns: str, rows: list[Row]) -> None:
        marks = ",".join("?" * (columns.count(",") + 1))
        self._db.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)

    def _facts(self, draft: Draft, rows: dict[str, list[Row]]) -> None:
        number, guid, moment = draft.number, f"mass:{draft.number}", draft.published
        digest = number.to_bytes(16, "big")
        source, url = f"Source {draft.feed}", f"https://news.example/{number}"
        rows["article"].append(
            (number, draft.feed, guid, url, draft.title, "[]", source, None, "en", moment, moment, moment, 0,
             digest, digest, draft.title.lower(), draft.text)
        )  # fmt: skip
        if number % 3 or number % 199 == 0:
            rows["status"].append((number, int(number % 3 > 0), int(number % 199 == 0)))
        rows["feed_article"].append((draft.feed, guid, number, digest, 1))

    def _names(self, draft: Draft, rows: dict[str, list[Row]]) -> None:
        number, names, moment = draft.number, self._stock.names, draft.published
        found, titled = Counter[int](), {entity for _, _, entity in draft.in_title}
        for in_title, places in ((0, draft.in_text), (1, draft.in_title)):
            rows["mention"] += [
                (number, in_title, start, end, names[entity - 1][1], entity, entity) for start, end, entity in places
            ]
        found.update(entity for _, _, entity in draft.in_text)
        self._mentions.update(found)
        everyone = found.keys() | titled
        self._articles.update(everyone)
        rows["naming"] += [
            (entity, moment, number, 1, found[entity], int(entity in titled), round(1 / (1 + rank), 4))
            for rank, entity in enumerate(sorted(everyone, key=lambda each: (each not in titled, -found[each], each)))
        ]

    def _story(self, draft: Draft, rows: dict[str, list[Row]]) -> None:
        members = draft.story
        if len(members) < 2:
            return
        if draft.number == members[-1]:
            rows["storyline"].append((members[0], draft.number, len(members), draft.published))
        rows["storyline_article"].append((draft.number, members[0], draft.published))
        rows["neighbour"] += [
            (draft.number, other, round(0.9 - 0.05 * abs(draft.number - other), 2), "[[1,2],[],0]")
            for other in members
            if other != draft.number
        ]

    def _entities(self) -> None:
        self._db.executemany(
            "INSERT INTO term VALUES (?, 2)", [(everyday.number(word),) for word in ("talks", "minis")]
        )
        for number, (name, label) in enumerate(self._stock.names, start=1):
            counts = self._articles[number], self._mentions[number]
            self._db.execute(
                "INSERT INTO entity (id, name, label, articles, mentions) VALUES (?, ?, ?, ?, ?)",
                (number, name, label, *counts),
            )
            self._db.execute("INSERT INTO alias VALUES (?, ?, 'name')", (name.lower(), number))
            self._db.execute("INSERT INTO form VALUES (?, ?, ?, ?)", (number, number, name, counts[1]))

    def _feeds(self) -> None:
        self._db.executemany(
            "INSERT INTO feed (id, url, title, folder, added, next_fetch)"
            " VALUES (?, ?, ?, ?, '2020-01-01T00:00:00Z', '2999-01-01T00:00:00Z')",
            [
                (feed, f"https://news.example/{feed}.xml", f"Source {feed}", f"Folder {feed % FOLDERS}")
                for feed in range(1, FEEDS + 1)
            ],
        )


def fill(path: Path, articles: int, mentions: int = 20) -> None:
    """Make a cache of so many articles with about so many mentions each at `path`, where there is none yet."""
    with Library.open(path):
        pass
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")
        db.execute("PRAGMA cache_size = -400000")
        aside = db.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
        ).fetchall()
        for kind, name, _ in aside:
            db.execute(f"DROP {kind} {name}")
        db.execute("BEGIN")
        stock = Stock(articles)
        Press(db, stock).print_all(stock.drafts(articles, mentions))
        for statement in FILL:
            db.execute(statement)
        db.execute("COMMIT")
        for _, _, sql in aside:
            db.execute(sql)
        db.execute("INSERT INTO article_fts (article_fts) VALUES ('rebuild')")
        db.execute("PRAGMA journal_mode = WAL")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--mentions", type=int, default=20)
    options = parser.parse_args()
    if options.file.exists():
        parser.error(f"{options.file} is there already")
    started = time.perf_counter()
    fill(options.file, options.articles, options.mentions)
    size = options.file.stat().st_size / 1e6
    print(f"{options.articles:,} articles, {size:,.0f} MB, in {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
