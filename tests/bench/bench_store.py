"""What the cache costs as it grows: storing, listing, searching, annotating, and what the sidebar reads.

    python -m tests.bench.bench_store [--articles 1000 10000] [--annotate N] [--cache FILE]

Articles of about 2.8 kB are made by a seeded generator, in stories of which each has words and names of its own.
Times are medians of CPU milliseconds; `--annotate` bounds how many articles are annotated (default: all).
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from reader.entities.names import fold
from reader.library import Library
from reader.model.article import ListQuery, ParsedArticle
from reader.model.entity import Alias, AliasKind, Label, Mention, ResolvedEntity
from reader.store import annotation, outbox
from reader.store.connection import Connection
from reader.store.database import connect
from reader.store.resolving.directory import StoreDirectory

EVERYTHING = ListQuery()
BATCH = 500
WORDS = 40_000
NAMES = 4_000
STORY = 12  # articles
FIRST_DAY = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Draft:
    """A generated article with the names that were written into it."""

    article: ParsedArticle
    names: tuple[str, ...]


class Press:
    """Writes articles: common words by Zipf's law, and a few words and names that belong to the story."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        syllables = [first + second for first in "bdfgklmnprstvz" for second in ("a", "e", "i", "o", "u", "an", "er")]
        spell = self._random.choice
        self._words = ["".join(spell(syllables) for _ in range(2 + index % 3)) for index in range(WORDS)]
        self._names = ["".join(spell(syllables) for _ in range(3)).title() for _ in range(NAMES)]
        self._word_weights = list(accumulate(1 / (rank + 3) for rank in range(WORDS)))
        self._name_weights = list(accumulate(1 / (rank + 3) for rank in range(NAMES)))

    def write(self, count: int) -> Iterator[Draft]:
        for number in range(count):
            if number % STORY == 0:
                own_words = self._random.choices(self._words, k=25)
                own_names = self._random.choices(self._names, k=5)
            yield self._article(number, count, own_words, own_names)

    def _article(self, number: int, count: int, own_words: Sequence[str], own_names: Sequence[str]) -> Draft:
        words = self._random.choices(self._words, cum_weights=self._word_weights, k=420)
        chosen = self._random.choices(own_names, k=14)
        chosen += self._random.choices(self._names, cum_weights=self._name_weights, k=12)
        for word in self._random.choices(own_words, k=45) + chosen:
            words[self._random.randrange(len(words))] = word
        lines = [" ".join(words[start : start + 70]) + "." for start in range(0, len(words), 70)]
        moment = FIRST_DAY + timedelta(minutes=number * 500_000 // count)
        article = ParsedArticle(
            guid=f"article {number}",
            title=" ".join([chosen[0], *self._random.choices(own_words, k=4), *words[:4]]),
            text="\n".join(line[0].upper() + line[1:] for line in lines),
            source=f"Source {number % 20}",
            published=moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        )
        return Draft(article, tuple(dict.fromkeys(chosen)))


def resolved(draft: Draft, directory: StoreDirectory) -> list[ResolvedEntity]:
    """The names of a draft as the resolver would give them."""
    found = []
    for name in draft.names:
        known = directory.candidates(fold(name))
        sides = [mentions_in(side, name) for side in (draft.article.title, draft.article.text)]
        alias = Alias(fold(name), AliasKind.NAME)
        entity_id = known[0].entity_id if known else None
        found.append(ResolvedEntity(name, Label.ORG, entity_id, sides[0], sides[1], (alias,)))
    return found


def mentions_in(side: str, name: str) -> tuple[Mention, ...]:
    found, start = [], side.find(name)
    while start >= 0:
        found.append(Mention(start, start + len(name), Label.ORG))
        start = side.find(name, start + 1)
    return tuple(found)


def median(call: Callable[[int], object], times: int = 15) -> str:
    """The median of CPU milliseconds; the call is told which time it is."""
    taken = []
    for turn in range(times):
        started = time.process_time()
        call(turn)
        taken.append((time.process_time() - started) * 1000)
    return f"{statistics.median(taken):9.2f} ms"


def fill(library: Library, drafts: Sequence[Draft]) -> str:
    started = time.process_time()
    for start in range(0, len(drafts), BATCH):
        library.add([draft.article for draft in drafts[start : start + BATCH]])
    return f"{len(drafts) / (time.process_time() - started):9.0f} articles/s"


def annotate(db: Connection, drafts: Sequence[Draft], limit: int) -> str:
    """Annotate the newest articles; the cost of the last tenth of them."""
    by_guid = {draft.article.guid: draft for draft in drafts}
    guids = dict(db.execute("SELECT id, guid FROM article").fetchall())
    directory = StoreDirectory(db)
    taken = []
    for article_id in outbox.pending_ids(db, limit):
        (pending,) = outbox.load(db, [article_id])
        entities = resolved(by_guid[guids[article_id]], directory)
        started = time.process_time()
        annotation.save(db, pending, lambda _, entities=entities: entities)
        taken.append((time.process_time() - started) * 1000)
    last = taken[-max(1, len(taken) // 10) :]
    return f"{statistics.fmean(last):9.2f} ms (all {statistics.fmean(taken):.2f}, {len(taken)} articles)"


def reading(library: Library, count: int) -> Iterator[tuple[str, str]]:
    """What the panes ask for."""
    ids = [row.id for row in library.rows(EVERYTHING, 0, 50)]
    entity = library.entities(limit=1)[0]
    middle = library.rows(EVERYTHING, count // 2, 1)[0].id
    yield "rows at the top", median(lambda _: library.rows(EVERYTHING, 0, 64))
    yield "rows in the middle", median(lambda _: library.rows(EVERYTHING, count // 2, 64))
    yield "rows at the end", median(lambda _: library.rows(EVERYTHING, count - 64, 64))
    yield "position in the middle", median(lambda _: library.position(EVERYTHING, middle))
    yield "unread rows in the middle", median(lambda _: library.rows(ListQuery(unread=True), count // 2, 64))
    word = library.article(middle).text.split()[3]
    found = library.count(ListQuery(text=word))
    yield f"search a word of {found} articles", median(lambda _: library.rows(ListQuery(text=word), 0, 64))
    yield "search the commonest name", median(lambda _: library.rows(ListQuery(text=entity.name), 0, 64))
    yield "article", median(lambda turn: library.article(ids[turn]))
    yield "mentions of an article", median(lambda turn: library.mentions(ids[turn]))
    yield "entities of an article", median(lambda turn: library.entities_in(ids[turn]))
    yield "related stories", median(lambda turn: library.stories.related(ids[turn]))
    yield f"card of {entity.articles} articles", median(lambda _: library.entity(entity.id))
    yield "its newest 15 mentions", median(lambda _: library.mentions_of(entity.id, limit=15))
    yield "its articles, a page", median(lambda _: library.rows(ListQuery(entity_id=entity.id), 0, 64))
    yield "next article naming it", median(lambda turn: library.next_naming(entity.id, ids[turn]))
    yield "the 50 most-named entities", median(lambda _: library.entities(limit=50))
    yield "set read", median(lambda turn: library.marks.change([ids[turn]], "read", True))


def bench(count: int, limit: int, path: Path) -> None:
    drafts = list(Press(count).write(count))
    with Library.open(path) as library, closing(connect(path)) as db:
        print(f"\n{count} articles")
        print(f"{'store':30}{fill(library, drafts)}")
        print(f"{'the same again':30}{fill(library, drafts[:2000])}")
        print(f"{'annotate, an article':30}{annotate(db, drafts, limit)}")
        for name, figure in reading(library, count):
            print(f"{name:30}{figure}")
    print(f"{'on disk, an article':30}{path.stat().st_size / count / 1000:9.2f} kB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--annotate", type=int, default=10_000_000)
    parser.add_argument("--cache", type=Path, help="keep the cache in this file")
    options = parser.parse_args()
    for count in options.articles:
        with tempfile.TemporaryDirectory() as folder:
            bench(count, options.annotate, options.cache or Path(folder) / "cache.db")


if __name__ == "__main__":
    main()
