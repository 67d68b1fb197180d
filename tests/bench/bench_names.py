"""How well names are resolved: `python tests/bench/bench_names.py RELATED_DIR` (alias_dev.jsonl, meantime_*.jsonl).

Prints what compare_names finds of the pairs, BCubed and pairwise F of the named mentions of MEANTIME resolved in
order of arrival, and the time an article takes. `--errors` lists the pairs and the greatest confusions.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from reader.entities import compare_names
from reader.entities.directory import MemoryDirectory
from reader.entities.resolve import resolve
from reader.model.entity import Label, Mention, Recognised

_LABELS = {"PER": Label.PERSON, "ORG": Label.ORG, "LOC": Label.GPE, "PRO": Label.PRODUCT, "FIN": Label.ORG}


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def bcubed(gold: Mapping[int, Hashable], found: Mapping[int, Hashable]) -> tuple[float, float, float]:
    """Precision, recall and F, each mention counting once."""
    true, guessed = defaultdict(set), defaultdict(set)
    for item in gold:
        true[gold[item]].add(item)
        guessed[found[item]].add(item)
    precision = recall = 0.0
    for item in gold:
        shared = len(true[gold[item]] & guessed[found[item]])
        precision += shared / len(guessed[found[item]])
        recall += shared / len(true[gold[item]])
    return _scores(precision / len(gold), recall / len(gold))


def pairwise(gold: Mapping[int, Hashable], found: Mapping[int, Hashable]) -> tuple[float, float, float]:
    """Precision, recall and F over pairs of mentions."""
    right = _pairs(Counter((gold[item], found[item]) for item in gold))
    return _scores(
        right / max(1, _pairs(Counter(found[item] for item in gold))),
        right / max(1, _pairs(Counter(gold.values()))),
    )


def _pairs(counts: Counter[Any]) -> float:
    return sum(n * (n - 1) / 2 for n in counts.values())


def _scores(precision: float, recall: float) -> tuple[float, float, float]:
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def placed(document: dict[str, Any], mentions: list[dict[str, Any]]) -> tuple[str, list[tuple[int, Mention]]]:
    """The document's text and its mentions found in it again, each with its number."""
    text = "\n".join(document["sents"])
    starts = [0]
    for sentence in document["sents"]:
        starts.append(starts[-1] + len(sentence) + 1)
    found, used = [], set()
    for mention in mentions:
        low = starts[mention["sent"]] if mention["sent"] < len(document["sents"]) else 0
        span = _located(text, mention["mention"], low, used) or _located(text, mention["mention"], 0, used)
        if span is None:
            continue
        used.add(span)
        found.append((mention["mention_id"], Mention(*span, _LABELS[mention["type"]])))
    return text, found


def _located(text: str, words: str, low: int, used: set[tuple[int, int]]) -> tuple[int, int] | None:
    """The first free stretch from `low` that reads like the words, which come with spaces around every mark."""
    pattern = r"\s*".join(re.escape(word) for word in words.replace("``", '"').split())
    spans = (found.span() for found in re.finditer(pattern, text[low:]))
    return next(((a + low, b + low) for a, b in spans if (a + low, b + low) not in used), None)


def meantime(folder: Path) -> tuple[dict[int, str], dict[int, Hashable], dict[int, str], list[float]]:
    """Gold entity, found entity and surface of each named mention, and seconds per article."""
    by_document: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for mention in rows(folder / "meantime_mentions.jsonl"):
        if mention["named"]:
            by_document[mention["doc"]].append(mention)
    gold = {m["mention_id"]: m["entity"] for each in by_document.values() for m in each}
    surface = {m["mention_id"]: m["mention"] for each in by_document.values() for m in each}
    found: dict[int, Hashable] = {number: ("unplaced", number) for number in gold}
    directory, times = MemoryDirectory(), []
    for document in rows(folder / "meantime_docs.jsonl"):
        text, mentions = placed(document, by_document[document["id"]])
        start = time.process_time()
        entities = resolve("", text, Recognised(text=tuple(mention for _, mention in mentions)), directory)
        times.append(time.process_time() - start)
        where: dict[tuple[int, int], int] = {}
        for entity in entities:
            entity_id = directory.add(entity)
            where |= {(mention.start, mention.end): entity_id for mention in entity.text}
        for number, mention in mentions:
            found[number] = where.get((mention.start, mention.end), ("lost", number))
    return gold, found, surface, times


def alias(folder: Path) -> Iterator[tuple[dict[str, str], str]]:
    for pair in rows(folder / "alias_dev.jsonl"):
        yield pair, compare_names(pair["a"], pair["b"])


def report_alias(folder: Path, errors: bool) -> None:
    results = list(alias(folder))
    total = Counter(pair["rel"] for pair, _ in results)
    right = Counter(pair["rel"] for pair, found in results if found == pair["rel"])
    false = sum(1 for pair, found in results if found == "same" and pair["rel"] != "same")
    print(
        "alias_dev:",
        ", ".join(f"{kind} {right[kind]}/{total[kind]}" for kind in sorted(total)),
        f"false merges {false}",
    )
    for pair, answer in results if errors else ():
        if answer != pair["rel"]:
            print(f"  {pair['a']} / {pair['b']}: {pair['rel']}, found {answer}")


def report_meantime(folder: Path, errors: bool) -> None:
    gold, found, surface, times = meantime(folder)
    for name, score in (("BCubed", bcubed(gold, found)), ("pairwise", pairwise(gold, found))):
        print(f"MEANTIME {name}: P {score[0]:.3f} R {score[1]:.3f} F {score[2]:.3f}  ({len(gold)} mentions)")
    print(f"resolve: {1000 * sum(times) / len(times):.2f} ms of CPU an article, at most {1000 * max(times):.2f} ms")
    if errors:
        _confusions(gold, found, surface)


def _confusions(gold: Mapping[int, str], found: Mapping[int, Hashable], surface: Mapping[int, str]) -> None:
    split, merged = defaultdict(lambda: defaultdict(Counter)), defaultdict(lambda: defaultdict(Counter))
    for item in gold:
        split[gold[item]][found[item]][surface[item]] += 1
        merged[found[item]][gold[item]][surface[item]] += 1
    for title, groups in (("split", split), ("merged", merged)):
        worst = sorted(groups.values(), key=_strays, reverse=True)
        for parts in worst[:40]:
            if len(parts) > 1:
                print(" ", title, " || ".join(str(dict(part)) for part in parts.values()))


def _strays(parts: Mapping[Hashable, Counter[str]]) -> int:
    """How many mentions lie outside the largest part."""
    sizes = [_size(part) for part in parts.values()]
    return sum(sizes) - max(sizes)


def _size(part: Counter[str]) -> int:
    return sum(part.values())


if __name__ == "__main__":
    given = [each for each in sys.argv[1:] if not each.startswith("--")]
    if not given:
        sys.exit(__doc__)
    report_alias(Path(given[0]), "--errors" in sys.argv)
    report_meantime(Path(given[0]), "--errors" in sys.argv)
