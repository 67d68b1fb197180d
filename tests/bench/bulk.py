"""A large cache in little time: the rows that annotating every article would leave, written without relating each.

Articles go in through the library, terms and vectors are worked out as the program does, with what the collection
knows so far. What costs the program most is made up in the right amounts: an article is related to its story and to
some that came shortly before it, a story is a storyline, and no text is a copy.
"""

from __future__ import annotations

import random
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from reader.entities.names import fold
from reader.library import Library
from reader.model.entity import Label
from reader.relate.rank import NEIGHBOURS, length, presence
from reader.relate.sketch import SIZE
from reader.relate.terms import KEPT_TERMS, extract, idf, says, telling
from reader.store.connection import Connection
from reader.store.relating.centrality import keep_centrality
from reader.store.relating.circles import renew_circles
from reader.store.transactions import transaction
from tests.bench.bench_store import STORY, Draft, mentions_in

BATCH = 500
Row = tuple[Any, ...]


class Filler:
    """Fills an empty cache that will hold `count` articles."""

    def __init__(self, library: Library, db: Connection, count: int) -> None:
        self._library, self._db, self._count = library, db, count
        self._random = random.Random(count)
        self._users: Counter[int] = Counter()
        self._entities: dict[str, int] = {}
        self._articles: Counter[int] = Counter()
        self._done = 0

    def fill(self, drafts: Iterable[Draft]) -> None:
        self._db.execute("PRAGMA cache_size = -200000")
        drafts = iter(drafts)
        while batch := list(islice(drafts, BATCH)):
            self._library.add([draft.article for draft in batch])
            with transaction(self._db):
                self._annotate(batch)
        with transaction(self._db):
            self._db.executemany(
                "INSERT OR IGNORE INTO term VALUES (?, ?)",
                sorted(self._users.items()),
            )
            self._db.execute("INSERT INTO statistic VALUES ('articles', ?)", (self._done,))

    def _annotate(self, batch: Sequence[Draft]) -> None:
        ids = dict(self._db.execute("SELECT o.article_id, a.guid FROM outbox o JOIN article a ON a.id = o.article_id"))
        by_guid = {draft.article.guid: draft for draft in batch}
        for article_id, guid in sorted(ids.items()):
            self._done += 1
            self._name(article_id, by_guid[guid])
            self._profile(article_id, by_guid[guid])
            self._relate(article_id, self._done - 1)
        self._db.executemany("INSERT INTO recognition VALUES (?, 1, '')", [(article_id,) for article_id in ids])
        self._db.execute("DELETE FROM outbox")

    def _name(self, article_id: int, draft: Draft) -> None:
        rows: list[Row] = []
        for name in draft.names:
            entity = self._entities.get(name) or self._entity(name)
            for in_title, side in ((1, draft.article.title), (0, draft.article.text)):
                rows += [
                    (article_id, in_title, mention.start, mention.end, mention.label, entity, entity)
                    for mention in mentions_in(side, name)
                ]
        self._db.executemany("INSERT INTO mention VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        keep_centrality(self._db, article_id)

    def _entity(self, name: str) -> int:
        entity = self._entities[name] = len(self._entities) + 1
        self._db.execute("INSERT INTO entity (id, name, label) VALUES (?, ?, ?)", (entity, name, Label.ORG))
        self._db.execute("INSERT INTO alias VALUES (?, ?, 'name')", (fold(name), entity))
        self._db.execute("INSERT INTO form (id, entity_id, text) VALUES (?, ?, ?)", (entity, entity, name))
        return entity

    def _profile(self, article_id: int, draft: Draft) -> None:
        terms = extract(draft.article.title, draft.article.text)
        self._users.update(terms.weights.keys())
        worth = says({term: self._users[term] for term in terms.weights}, self._done)
        kept = telling(terms.weights, worth, KEPT_TERMS)
        entities = self._db.execute(
            "SELECT entity_id, salience FROM article_entity WHERE article_id = ?", (article_id,)
        ).fetchall()
        named = []
        for entity, central in entities:
            self._articles[entity] += 1
            named.append(presence(central) * idf(self._articles[entity], self._done))
        own = length(terms.weights[term] * worth[term] for term in kept)
        numbers = array("I", kept).tobytes()
        weights = array("f", [terms.weights[term] for term in kept]).tobytes()
        names = array("I", [entity for entity, _ in entities]).tobytes()
        presences = array("f", [presence(central) for _, central in entities]).tobytes()
        # What is settled was last looked at when the collection was half as large, or later.
        counted = max(self._done, self._random.randint(self._count * 6 // 10, self._count))
        day = str(draft.article.published)[:10]
        vector = (article_id, numbers, weights, own, length(named), counted, day, names, presences)
        self._db.execute("INSERT INTO vector VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", vector)
        unlike = array("I", sorted(self._random.getrandbits(32) for _ in range(SIZE))).tobytes()
        self._db.execute("INSERT INTO sketch VALUES (?, ?, ?)", (article_id, unlike, counted))

    def _relate(self, article_id: int, place: int) -> None:
        """Once a story is whole its articles are related and become a storyline."""
        if place % STORY != STORY - 1:
            return
        story = range(article_id - STORY + 1, article_id + 1)
        self._db.executemany("INSERT INTO neighbour VALUES (?, ?, ?, ?)", self._edges(story))
        renew_circles(self._db, story)
        storyline = self._db.execute("INSERT INTO storyline (title_id) VALUES (?)", (article_id,)).lastrowid
        self._db.executemany(
            "INSERT INTO storyline_article SELECT id, ?, listed FROM article WHERE id = ?",
            [(storyline, member) for member in story],
        )

    def _edges(self, story: range) -> Iterator[Row]:
        earlier = range(max(1, story.start - 4000), story.start)
        for member in story:
            for other in story:
                if other != member:
                    yield member, other, round(self._random.uniform(0.3, 0.6), 4), "[[1,2,3,4],[],0]"
            for other in self._random.sample(earlier, min(len(earlier), NEIGHBOURS - STORY + 1)):
                yield member, other, round(self._random.uniform(0.05, 0.15), 4), "[[1,2],[],0]"
