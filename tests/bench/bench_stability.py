"""How little the order of arrival matters: `python -m tests.bench.bench_stability [--rounds 20] [--fake]`.

The sample edition is annotated through the program in chronological order, then in shuffled ones; every mention is
compared by the entity that it belongs to in the end.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from reader.annotator.ahead import Ahead
from reader.annotator.pipelines import load_pipeline
from reader.annotator.recognition import Here
from reader.annotator.work import annotate
from reader.entities.fake import FakeRecogniser
from reader.entities.protocol import Recogniser
from reader.ingest.seed import parse_seed
from reader.model.entity import Recognised
from reader.paths import seeds_dir
from reader.store import outbox
from reader.store.arrival import intake
from reader.store.connection import Connection
from reader.store.database import connect

SEED = 2019
WORK: Counter[str] = Counter()
Place = tuple[str, int, int, int]
Clustering = Mapping[Place, tuple[int, str]]


class Remembered(FakeRecogniser):
    """What a pipeline found, found again without it: recognising does not depend on the order."""

    def __init__(self, recogniser: Recogniser) -> None:
        self._recogniser = recogniser
        self._found: dict[tuple[str, str], Recognised] = {}

    def recognise(self, documents: Iterable[tuple[str, str]]) -> Iterator[Recognised]:
        for document in documents:
            key = (document[0], document[1])
            if key not in self._found:
                (self._found[key],) = self._recogniser.recognise([document])
            yield self._found[key]


def clustering(recogniser: Remembered, order: random.Random | None) -> Clustering:
    """Every mention of the edition with its entity's id and name, after annotating in one order."""
    articles = [parse_seed(file.read_bytes()) for file in sorted(seeds_dir().glob("*.txt"))]
    with tempfile.TemporaryDirectory() as folder, closing(connect(Path(folder) / "cache.db")) as db:
        articles.sort(key=lambda article: article.published or "")
        if order is not None:
            order.shuffle(articles)
        ahead = Ahead(db, Here(recogniser))
        for article in articles:
            intake.add(db, [article])
            while ids := outbox.pending_ids(db, 50):
                WORK["articles"] += sum(map(len, annotate(db, ahead, ids)))
        return _mentions(db)


def _mentions(db: Connection) -> Clustering:
    rows = db.execute(
        "SELECT a.guid, m.in_title, m.start, m.end, e.id, e.name FROM mention m"
        " JOIN article a ON a.id = m.article_id JOIN entity e ON e.id = m.entity_id"
    )
    return {(guid, in_title, start, end): (entity, name) for guid, in_title, start, end, entity, name in rows}


def pairwise(one: Clustering, other: Clustering) -> float:
    """F of the pairs of mentions that are held for one entity."""
    both = Counter((one[place][0], other[place][0]) for place in one.keys() & other.keys())
    left, right = Counter(entity for entity, _ in one.values()), Counter(entity for entity, _ in other.values())
    return 2 * _pairs(both.values()) / max(1, _pairs(left.values()) + _pairs(right.values()))


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def bcubed(one: Clustering, other: Clustering) -> float:
    """BCubed F: for each mention, how much of its entity is the same in both."""
    left, right = _members(one), _members(other)
    precision = recall = 0.0
    for place in one:
        if place in other:
            mine, theirs = left[one[place][0]], right[other[place][0]]
            shared = len(mine & theirs)
            precision += shared / len(theirs)
            recall += shared / len(mine)
    return 2 * precision * recall / max(1e-9, (precision + recall) * max(len(one), len(other)))


def _members(found: Clustering) -> dict[int, set[Place]]:
    members: dict[int, set[Place]] = defaultdict(set)
    for place, (entity, _) in found.items():
        members[entity].add(place)
    return members


def main() -> None:
    """Print for each order how alike the entities are to those of the chronological one, then what differs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--fake", action="store_true", help="with the recogniser of the tests")
    asked = parser.parse_args()
    recogniser = Remembered(load_pipeline("fake" if asked.fake else "embedded"))
    base = clustering(recogniser, None)
    order = random.Random(SEED)
    names: Counter[tuple[str, str, str]] = Counter()
    scores = []
    for number in range(1, asked.rounds + 1):
        found = clustering(recogniser, order)
        scores.append((pairwise(base, found), bcubed(base, found)))
        differing = {place for place in base if base[place][1] != found.get(place, (0, ""))[1]}
        names.update((place[0], base[place][1], found.get(place, (0, "—"))[1]) for place in differing)
        sys.stdout.write(
            f"{number:3}  pairwise F {scores[-1][0]:.4f}  BCubed F {scores[-1][1]:.4f}  {len(differing)}\n"
        )
    sys.stdout.write(
        f"{len(base)} mentions, {len(_members(base))} entities, {asked.rounds} orders:"
        f" pairwise F mean {sum(s for s, _ in scores) / len(scores):.4f} least {min(s for s, _ in scores):.4f},"
        f" BCubed F mean {sum(s for _, s in scores) / len(scores):.4f} least {min(s for _, s in scores):.4f}\n"
    )
    sys.stdout.write(f"{WORK['articles'] / (len(scores) + 1):.1f} articles annotated an order\n")
    for (guid, name, other), times in names.most_common(40):
        sys.stdout.write(f"{times:5}  {name} | {other} | {guid[-60:]}\n")


if __name__ == "__main__":
    main()
