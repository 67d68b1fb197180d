"""What an article is about, as weighted terms."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from reader.relate import everyday
from reader.relate.everyday import number
from reader.relate.stopwords import STOP_WORDS

KEPT_TERMS = 80
QUERY_TERMS = 12
TITLE_WEIGHT = 3
NEWEST_USERS = 2000  # of a term; so a search costs no more in a large collection
COMMON_SHARE = 0.05
COMMON_FROM = 200  # articles; in a smaller collection even its main subject is in more than 5 % of them
_LEAST_TERMS = 4  # to look for, however many articles use them
_EXPECTED = 1500  # articles, each counted once for every term that it shares
_READ = 200_000  # characters; what a longer text is about has been said by then
_SPELT = 5000  # characters in which a word's capitals are looked for
_STEM = 5  # letters: fewer confuse words, more keep "attacker" and "attacks" apart
_POSSESSIVE = re.compile(r"['’]s?$")
_WORD = re.compile(r"[^\W_]{2,40}(?:['’][^\W_]+)?")


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of an article by number, with their weights by frequency and a spelling that stands in the text."""

    weights: Mapping[int, float]
    spelling: Mapping[int, str]


def extract(title: str, text: str) -> Terms:
    """Terms without stop words."""
    counts, spelling = count(title, text)
    return Terms({term: weight(uses) for term, uses in counts.items()}, spelling)


def weight(uses: int) -> float:
    """What a term counts for that an article uses so often."""
    return 1.0 + math.log(uses)


def count(title: str, text: str) -> tuple[dict[int, int], dict[int, str]]:
    """How often an article uses each of its terms, and a spelling of each, in one order.

    One in the title counts as three in the text.
    """
    counts: dict[int, int] = {}
    spelling: dict[int, str] = {}
    for part, worth in ((title, TITLE_WEIGHT), (text[:_READ], 1)):
        for word, uses in Counter(_WORD.findall(part.lower())).items():
            term, plain = _term(word)
            if plain:
                counts[term] = counts.get(term, 0) + worth * uses
                spelling.setdefault(term, plain)
    return counts, spelling


@lru_cache(maxsize=8192)  # most words of an article stood in those before it
def _term(word: str) -> tuple[int, str]:
    """The number of the term that a lower-case word is, and the word without its possessive; "" if it says nothing."""
    term = stem(word)
    return number(term), "" if word in STOP_WORDS or term in STOP_WORDS else _POSSESSIVE.sub("", word)


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


def as_written(word: str, text: str) -> str:
    """A lower-case word with the capitals that a text gives it within its sentences, where it never goes without."""
    text = text[:_SPELT]
    forms = () if f" {word}" in text else (word.capitalize(), word.upper())
    return next((form for form in forms if _stands_within(f" {form}", text)), word)


def _stands_within(form: str, text: str) -> bool:
    place = text.find(form)
    while place >= 0:
        before, after = text[max(0, place - 1) : place], text[place + len(form) : place + len(form) + 1]
        if (before == "," or before.islower()) and not after.isalnum():
            return True
        place = text.find(form, place + 1)
    return False


def idf(articles: int, total: int) -> float:
    """How much an entity says that `articles` of `total` articles name."""
    return math.log(1.0 + total / (articles + 0.5))


def says(users: Mapping[int, int], total: int) -> dict[int, float]:
    """How much each term says (its idf), given how many of `total` articles use it.

    An everyday word counts as no rarer than in all news, as a small collection would take "winter" for a name; the
    larger the collection the less that counts.
    """
    known, most = everyday.shares(), total * everyday.TEXTS / (total + everyday.TEXTS)
    worth = {uses: math.log(1.0 + total / (uses + 0.5)) for uses in set(users.values())}
    found = {term: worth[uses] for term, uses in users.items()}
    for term in users.keys() & known.keys():
        found[term] = min(found[term], math.log(1.0 + total / (most * known[term] + 0.5)))
    return found


def telling(weights: Mapping[int, float], worth: Mapping[int, float], count: int) -> list[int]:
    """The terms that say most about their article, the most telling first; `worth` is their idf."""
    scores = {term: weights[term] * worth[term] for term in sorted(weights)}
    return sorted(scores, key=scores.__getitem__, reverse=True)[:count]


def query_terms(ranked: Sequence[int], articles: Mapping[int, int], total: int) -> list[int]:
    """Of ranked terms those to look for candidates by, the rarest first, until enough articles are to be expected.

    What no other article uses finds nothing; what is in many finds too much to be worth it.
    """
    most = COMMON_SHARE * total if total >= COMMON_FROM else total
    shared = [term for term in ranked if 1 < articles.get(term, 0) <= most][:QUERY_TERMS]
    shared.sort(key=lambda term: articles[term])
    expected = list(accumulate(min(articles[term], NEWEST_USERS) for term in shared))
    return [term for place, term in enumerate(shared) if place < _LEAST_TERMS or expected[place] <= _EXPECTED]
