"""What an article is about, as weighted terms."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from reader.relate.stopwords import STOP_WORDS

KEPT_TERMS = 80
QUERY_TERMS = 16
TITLE_WEIGHT = 3
COMMON_SHARE = 0.05
COMMON_FROM = 200  # articles; in a smaller collection even its main subject is in more than 5 % of them
_READ = 200_000  # characters; what a longer text is about has been said by then
_STEM = 5  # letters: fewer confuse words, more keep "attacker" and "attacks" apart
_POSSESSIVE = re.compile(r"['’]s?$")
_WORD = re.compile(r"[^\W_]{2,40}(?:['’][^\W_]+)?")


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of an article with their weights by frequency, and for each a spelling that stands in the text."""

    weights: Mapping[str, float]
    spelling: Mapping[str, str]


def extract(title: str, text: str) -> Terms:
    """Terms without stop words; one in the title counts as three in the text."""
    counts: Counter[str] = Counter()
    spelling: dict[str, str] = {}
    for part, weight in ((title, TITLE_WEIGHT), (text[:_READ], 1)):
        for word, count in Counter(_WORD.findall(part.lower())).items():
            term = stem(word)
            if word not in STOP_WORDS and term not in STOP_WORDS:
                counts[term] += weight * count
                spelling.setdefault(term, _POSSESSIVE.sub("", word))
    return Terms({term: 1.0 + math.log(count) for term, count in counts.items()}, spelling)


def stem(word: str) -> str:
    """A lower-case word without its possessive and plural endings, cut to what its relatives share with it."""
    word = word.partition("'")[0].partition("’")[0] or word
    if len(word) >= 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        if word.endswith("ies") and len(word) > 4:
            word = f"{word[:-3]}y"
        elif word.endswith(("sses", "shes", "ches", "xes")):
            word = word[:-2]
        else:
            word = word[:-1]
    return word[:_STEM]


def idf(articles: int, total: int) -> float:
    """How much a term or entity says that `articles` of `total` articles use."""
    return math.log(1.0 + total / (articles + 0.5))


def telling(weights: Mapping[str, float], articles: Mapping[str, int], total: int, count: int) -> list[str]:
    """The terms that say most about their article, the most telling first."""
    order = sorted(weights, key=lambda term: (-weights[term] * idf(articles.get(term, 0), total), term))
    return order[:count]


def query_terms(ranked: list[str], articles: Mapping[str, int], total: int) -> list[str]:
    """Of ranked terms those to look for candidates by; what is in many articles finds too much to be worth it."""
    if total >= COMMON_FROM:
        ranked = [term for term in ranked if articles.get(term, 0) <= COMMON_SHARE * total]
    return ranked[:QUERY_TERMS]
