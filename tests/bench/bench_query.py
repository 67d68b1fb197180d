"""What the filter language costs in a cache of 100,000 articles: the count and the first rows, as a search paints them.

    python -m tests.bench.bench_query [--articles 100000] [--cache FILE]

The cache is filled by the generator of bench_store; FILE is kept, and used again where it is there. Medians of CPU
milliseconds, with the number of articles found; `rows` is the window at the top, `snippets` the words around each.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from pathlib import Path

from reader.library import Library
from reader.model.article import ListQuery
from reader.query import parse
from tests.bench.bench_store import Press, fill, median

WINDOW = 64


def lines(library: Library) -> list[str]:
    """Queries with words of every frequency that the cache has."""
    words = Counter(
        word for row in library.rows(ListQuery(), 0, 300) for word in set(library.article(row.id).text.split())
    )
    ordered = [word.strip(".,") for word, _ in words.most_common()]
    common, middle, rare = ordered[0], ordered[len(ordered) // 20], ordered[-1]
    return [
        rare,
        middle,
        common,
        f"{common} {middle}",
        f'"{common} {ordered[1]}"',
        f"{middle[:3]}*",
        f"{common} -{ordered[1]}",
        f"{common} OR {rare}",
        f"{common} source:7 is:unread after:2020-06",
        f"{common} source:7 OR {rare}",
        "is:unread",
        "is:starred",
        "source:7",
        "author:nobody",
        "has:quote",
        "on:2020-03",
        f"{common} sort:oldest",
        f"{common} sort:rank",
        f"{middle} sort:rank",
    ]


def bench(library: Library) -> None:
    print(f"{library.count():,} articles\n{'query':45}{'found':>8}{'count':>13}{'rows':>13}{'snippets':>13}")
    for line in lines(library):
        query = ListQuery(filter=parse(line))
        ids = [row.id for row in library.rows(query, 0, WINDOW)]
        figures = [
            median(lambda _, query=query: library.count(query), 7),
            median(lambda _, query=query: library.rows(query, 0, WINDOW), 7),
            median(lambda _, query=query, ids=ids: library.finding.snippets(query, ids), 7),
        ]
        print(f"{line:45}{library.count(query):>8}" + "".join(f"{figure:>13}" for figure in figures), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--cache", type=Path, help="keep the cache in this file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cache = options.cache or Path(folder) / "cache.db"
        with Library.open(cache) as library:
            if not library.count():
                print(f"filled at {fill(library, list(Press(options.articles).write(options.articles))).strip()}")
            bench(library)


if __name__ == "__main__":
    main()
