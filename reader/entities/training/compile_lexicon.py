"""From lists of names and much text to the hashed lexicon that the pipeline carries."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from spacy.strings import get_string_id

from reader.entities.lexicon import LONGEST_PHRASE, Kind, Lexicon, join
from reader.entities.training.edits import listed

_CLASSES = {
    "c": (Kind.CITY, Kind.PLACE_PHRASE),
    "k": (Kind.COUNTRY, Kind.PLACE_PHRASE),
    "multi": (Kind.CITY, Kind.PLACE_PHRASE),
    "n": (Kind.DEMONYM, None),
    "f": (Kind.FIRST, None),
    "l": (Kind.LAST, None),
    "t": (Kind.TITLE, None),
    "o": (Kind.ORG_WORD, None),
    "g": (Kind.ORG, Kind.ORG_PHRASE),
    "G": (Kind.ORG, Kind.ORG_PHRASE),
    "organisations": (Kind.ORG, Kind.ORG_PHRASE),
    "products": (Kind.PRODUCT, Kind.PRODUCT),
    "places": (Kind.CITY, Kind.PLACE_PHRASE),
    "works": (Kind.WORK, Kind.WORK),
    "events": (Kind.EVENT, Kind.EVENT),
    "laws": (Kind.LAW, Kind.LAW),
    "facilities": (Kind.SITE, Kind.SITE),
    "regions": (Kind.REGION, Kind.REGION),
    "given": (Kind.FIRST, None),
    "surnames": (Kind.LAST, None),
    "small": (Kind.COMMON, None),
}
OWN_NAMES = Path(__file__).parent / "names"
_NAMES = Kind.COUNTRY | Kind.DEMONYM | Kind.CITY | Kind.FIRST
_SMALL_WORD = re.compile(r"(?<![\w'’@#./-])[a-z]{2,}(?![\w@-]|['’][a-z]{2})")
_CAPITAL_WORD = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?![\w-])")
_UNEDITED = frozenset({"btc_g", "uner_ewt", "masc_other"})


def compile_lexicon(data: Path, nlp: Any) -> Lexicon:
    """The classes of `gaz.json` and of our own lists, and the words that all the texts in DATA write small.

    Everything is keyed as the tokenizer parts it.
    """
    common = frozenset(json.loads((data / "case_lexicon.json").read_text(encoding="utf-8")))
    words: Counter[int] = Counter()
    phrases: Counter[int] = Counter()
    for kinds, entries in _lists(data, common):
        single, joined = kinds
        for entry in entries:
            hashes = [get_string_id(token.lower_) for token in nlp.tokenizer(entry)]
            if len(hashes) == 1:
                words[hashes[0]] |= single
            elif joined and len(hashes) <= LONGEST_PHRASE:
                phrases[phrase_hash(hashes)] |= joined
    for word in common:
        words[get_string_id(word)] |= Kind.COMMON
    for word in small_words(data):
        if not words[get_string_id(word)] & _NAMES:
            words[get_string_id(word)] |= Kind.COMMON
    return Lexicon({key: kind for key, kind in words.items() if kind}, dict(phrases))


def _lists(data: Path, common: frozenset[str]) -> Iterator[tuple[tuple[int, int | None], list[str]]]:
    """Each list's classes and entries; acronyms that are common words too (WHO, IS) would do harm in headlines."""
    for name, entries in json.loads((data / "gaz.json").read_text(encoding="utf-8")).items():
        yield _CLASSES[name], [entry.strip("_") for entry in entries]
    for path in sorted(OWN_NAMES.glob("*.txt")):
        entries = [entry for entry in listed(path) if not (entry.isupper() and entry.lower() in common)]
        yield _CLASSES[path.stem], entries


def small_words(data: Path) -> Iterator[str]:
    """Words that edited texts write in lower case, at least four times as often as with a capital within sentences."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    edited = [path for path in sorted((data / "train").glob("*.jsonl")) if path.stem not in _UNEDITED]
    for text in _texts([data / "text_public_domain.jsonl", *edited]):
        small.update(_SMALL_WORD.findall(text))
        capital.update(word.lower() for word in _CAPITAL_WORD.findall(text))
    for word in sorted(small):
        if small[word] >= 4 * capital[word]:
            yield word


def _texts(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]


def phrase_hash(words: list[int]) -> int:
    """The key of a phrase from the hashes of its words."""
    chain = np.array(words[:1], np.uint64)
    for word in words[1:]:
        chain = join(chain, np.array([word], np.uint64))
    return int(chain[0])
