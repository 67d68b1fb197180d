"""Related stories and storylines as the program finds them, beside plain FTS5 and exact tf-idf on the same data.

    python -m tests.bench.bench_related DATA [--pool FILE] [--sets ecb noisy titles stream] [--recogniser NAME]

DATA holds `ecbplus_stories.jsonl` and `score.py`; FILE (lines with "doc" and "text") fills the pool of the first set up
to 10,000 articles. All figures come from the commands `import --jsonl`, `annotate`, `related --all --json` and
`storylines --json`, with one setting for all sets:

    ecb      the articles among 10,000, storylines among themselves
    noisy    a part of each text between other articles' sentences and boilerplate, with dates over 40 days
    titles   their headlines alone, among 6,363
    stream   the headlines, with times within a day and a half

The sets but the first are made here from the same articles, with a fixed seed.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from reader.relate.stopwords import STOP_WORDS
from tests.bench.figures import Figure, show

Row = dict[str, Any]
RELATED = {("ecb", "ndcg5"): 0.965, ("ecb", "map"): 0.938, ("noisy", "ndcg5"): 0.8}
STORYLINES = {("ecb", "b3_f1"): 0.92, ("ecb", "pair_f1"): 0.88}
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n")
_WORD = re.compile(r"[^\W_]{2,}")
_BOILERPLATE = (
    "Sign up for our newsletter", "Follow us", "Read more", "Share this article", "All rights reserved.",
    "Comments are closed", "Advertisement", "Related stories",
)  # fmt: skip


def read(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def write(path: Path, rows: Iterable[Row]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def moment(day: int, minutes: float) -> str:
    day += int(minutes) // 1440
    return f"2013-{3 + day // 28:02}-{1 + day % 28:02}T{int(minutes) // 60 % 24:02}:{int(minutes) % 60:02}:00Z"


def articles(stories: Sequence[Row]) -> list[Row]:
    return [{"id": row["id"], "title": row["title"], "text": row["text"]} for row in stories]


def filler(pool: Sequence[Row], count: int) -> list[Row]:
    """Articles that belong to no story."""
    found = []
    for row in pool:
        first, *rest = [part for part in _SENTENCE.split(row["text"]) if part.strip()]
        found.append({"id": row["doc"], "title": first[:200], "text": "\n".join(rest)})
        if len(rest) > 4:
            half = len(rest) // 2
            found.append({"id": f"{row['doc']}+", "title": rest[half][:200], "text": "\n".join(rest[half + 1 :])})
    return found[:count]


def noisy(stories: Sequence[Row], pool: Sequence[Row], chance: random.Random) -> list[Row]:
    sentences = [part for row in pool for part in _SENTENCE.split(row["text"])] or list(_BOILERPLATE)
    begins: dict[str, float] = {}
    rows = []
    for row in stories:
        topic = begins.setdefault(row["topic"], chance.uniform(0, 30 * 1440))
        begin = begins.setdefault(row["cluster"], topic + chance.uniform(0, 10 * 1440))
        parts = _SENTENCE.split(row["text"])
        kept = parts[: max(1, int(len(parts) * chance.uniform(0.3, 1)))]
        noise = [chance.choice(sentences) for _ in range(chance.randint(0, 12))]
        noise += [chance.choice(stories)["title"] for _ in range(chance.randint(0, 5))]
        noise += chance.sample(_BOILERPLATE, 4)
        at = chance.randint(0, len(noise) // 3)
        text = "\n".join([*noise[:at], *kept, *noise[at:]])
        published = moment(0, begin + chance.expovariate(1 / 2160))
        rows.append({"id": row["id"], "title": row["title"], "text": text, "published": published})
    return rows


def titles(stories: Sequence[Row], others: Sequence[Row], chance: random.Random) -> list[Row]:
    rows = [
        {"id": row["id"], "title": row["title"][:110], "text": "", "published": moment(9, chance.uniform(0, 2160))}
        for row in [*stories, *others]
    ]
    chance.shuffle(rows)
    return rows


class Program:
    """The program on a cache of its own; `run` gives what a command prints."""

    def __init__(self, folder: Path, recogniser: str | None) -> None:
        self._start = [sys.executable, "-m", "reader", "--cache", str(folder / "cache.db"), "--quiet"]
        self._start += ["--recogniser", recogniser] if recogniser else []

    def run(self, *arguments: str) -> list[Row]:
        done = subprocess.run([*self._start, *arguments, "--json"], capture_output=True, text=True, check=True)
        return [json.loads(line) for line in done.stdout.splitlines()]


def ours(rows: Sequence[Row], recogniser: str | None) -> tuple[list[Row], list[Row]]:
    """The ranking of every article, and the storyline of those that are in one."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder / "docs.jsonl", rows)
        program = Program(folder, recogniser)
        program.run("import", "--jsonl", str(folder / "docs.jsonl"))
        program.run("annotate")
        related, storylines = program.run("related", "--all"), program.run("storylines")
    ranking = [{"id": row["guid"], "ranked": [each["guid"] for each in row["related"]]} for row in related]
    return ranking, [{"id": each["guid"], "cluster": row["id"]} for row in storylines for each in row["articles"]]


def fts5(rows: Sequence[Row], wanted: set[str]) -> list[Row]:
    """Plain FTS5: the words of the title, by its own rank."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE f USING fts5 (title, text, tokenize = 'porter unicode61')")
    db.executemany("INSERT INTO f VALUES (?, ?)", [(row["title"], row["text"]) for row in rows])
    found = []
    for row in rows:
        words = list(dict.fromkeys(_WORD.findall(row["title"].lower())))
        if row["id"] in wanted and words:
            match = " OR ".join(f'"{word}"' for word in words)
            hits = db.execute("SELECT rowid FROM f WHERE f MATCH ? ORDER BY rank LIMIT 31", (match,))
            found.append({"id": row["id"], "ranked": [rows[hit - 1]["id"] for (hit,) in hits]})
    return found


def tf_idf(rows: Sequence[Row], wanted: set[str]) -> list[Row]:
    """Exact tf-idf: the cosine of every wanted article with every other."""
    counts = [
        Counter(word for word in _WORD.findall(f"{row['title']} {row['title']} {row['text']}".lower())) for row in rows
    ]
    users = Counter(word for each in counts for word in each)
    vectors = []
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, each in enumerate(counts):
        vector = {
            word: (1 + math.log(count)) * math.log(1 + len(rows) / (users[word] + 0.5))
            for word, count in each.items()
            if word not in STOP_WORDS
        }
        length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
        vectors.append({word: value / length for word, value in vector.items()})
        for word, value in vectors[-1].items():
            postings[word].append((number, value))
    found = []
    for number, row in enumerate(rows):
        if row["id"] in wanted:
            scores: Counter[int] = Counter()
            for word, value in vectors[number].items():
                for other, weight in postings[word]:
                    scores[other] += value * weight  # type: ignore[assignment]
            scores.pop(number, None)
            found.append({"id": row["id"], "ranked": [rows[other]["id"] for other, _ in scores.most_common(30)]})
    return found


def score(scorer: Path, kind: str, gold: Sequence[Row], run: Sequence[Row]) -> Row:
    with tempfile.TemporaryDirectory() as name:
        files = [Path(name) / "gold.jsonl", Path(name) / "run.jsonl"]
        write(files[0], gold)
        write(files[1], run)
        done = subprocess.run(
            [sys.executable, str(scorer), kind, *map(str, files)], capture_output=True, text=True, check=True
        )
    figures: Row = json.loads(done.stdout)
    return figures


def figures(
    name: str, rows: Sequence[Row], gold: Sequence[Row], scorer: Path, recogniser: str | None
) -> Iterator[Figure]:
    """How right related stories and storylines of one set are, beside FTS5 and exact tf-idf."""
    wanted = {row["id"] for row in gold}
    ranking, storylines = ours(rows, recogniser)
    found, plain, exact = (
        score(scorer, "rank", gold, run) for run in (ranking, fts5(rows, wanted), tf_idf(rows, wanted))
    )
    for key, title in (("ndcg5", "nDCG@5"), ("map", "MAP"), ("r10", "R@10")):
        target = RELATED.get((name, key))
        label = f"related, {name} {len(rows):,}, {title}"
        yield Figure(label, found[key], "", target, floor=exact[key], bare="tf-idf", higher=True)
        yield Figure(f"{label}, FTS5 alone", plain[key], "", higher=True)
    together = score(scorer, "cluster", gold, [row for row in storylines if row["id"] in wanted])
    for key, title in (("b3_f1", "BCubed F"), ("pair_f1", "pairwise F")):
        target = STORYLINES.get((name, key))
        yield Figure(f"storylines, {name} {len(rows):,}, {title}", together[key], "", target, higher=True)


def sets(data: Path, pool: Sequence[Row]) -> dict[str, Callable[[], list[Row]]]:
    """What makes the articles of each set."""
    gold = read(data / "ecbplus_stories.jsonl")
    return {
        "ecb": lambda: [*articles(gold), *filler(pool, 10_000 - len(gold))],
        "alone": lambda: articles(gold),
        "noisy": lambda: noisy(gold, pool, random.Random(7)),
        "titles": lambda: titles(gold, filler(pool, 6_363 - len(gold)), random.Random(7)),
        "stream": lambda: titles(gold, [], random.Random(7)),
    }


def measured(
    data: Path, names: Sequence[str], source: Path | None = None, recogniser: str | None = None
) -> Iterator[Figure]:
    """The figures of some sets; the pool is filled from `source`, else from what lies beside the development sets."""
    gold = read(data / "ecbplus_stories.jsonl")
    beside = data.parent / "ner" / "text_public_domain.jsonl"
    source = source or (beside if beside.exists() else None)
    making = sets(data, read(source) if source else [])
    for name in names:
        rows = [row for row in making[name]() if row["title"] or row["text"]]
        yield from figures(name, rows, gold, data / "score.py", recogniser)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--pool", type=Path)
    parser.add_argument("--sets", nargs="+", default=["ecb", "noisy", "titles", "stream"])
    parser.add_argument("--recogniser")
    asked = parser.parse_args()
    show(measured(asked.data, asked.sets, asked.pool, asked.recogniser))


if __name__ == "__main__":
    main()
