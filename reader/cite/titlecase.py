"""Headline capitals as MLA and Chicago want them, for English titles."""

from __future__ import annotations

import re

from reader.cite.markup import KEEP_OFF, KEEP_ON

# Always articles, conjunctions or prepositions: a headline set in capitals loses them there.
_ALWAYS_MINOR = "a an and as at but by for from in into nor of on onto or per than the to upon via with"
_OFTEN_MINOR = (
    "about above across after against al along alongside amid amidst among amongst around aside astride atop "
    "barring before behind below beneath beside besides between beyond ca circa de despite down during et except "
    "given inside lest like n near next notwithstanding off out over plus pro qua sans since so through throughout "
    "till toward towards under underneath until unto up v van versus von vs within without yet"
)
_CERTAIN = frozenset(_ALWAYS_MINOR.split())
_SMALL = _CERTAIN.union(_OFTEN_MINOR.split())
_WORD = re.compile(r"[^\W_](?:[\w.'’´&+]*\w)?")
_LOWER_BEFORE_HYPHEN = re.compile(r"[a-z]|al|el")  # e-bike, x-ray, al-Qaeda
_AFTER_COLON = re.compile(r"(:\s+[\"'“‘(\[]*)([^\W\d_])(?![^\W\d_]*[A-Z])")
_NEW_START = re.compile(r"[\"'”’)\]]*[:?!][\"'”’)\]]*\s")


def titlecase(title: str, *, lower: bool = True) -> str:
    """Capitalise every word but articles, conjunctions and prepositions; those too where a title or a part of it
    (before and after a colon) begins or ends.

    Words with a capital inside (iPhone, NATO, S-400s) stay as they are; so do all letters but a word's first. `lower`
    takes the capitals of minor words from a title that is a headline in capitals already.
    """
    words = list(_WORD.finditer(title))
    lowered = _to_lower([word.group() for word in words]) if lower else frozenset()
    pieces, end = [], 0
    for number, word in enumerate(words):
        gap = title[end : word.start()]
        ends = bool(_NEW_START.match(title, word.end()))
        chief = ends or number in (0, len(words) - 1) or bool(_NEW_START.search(gap))
        compound = title[word.end() : word.end() + 1] == "-" and gap != "-"
        kept = compound and number > 0 and bool(_LOWER_BEFORE_HYPHEN.fullmatch(word.group()))
        kept |= title.rfind(KEEP_ON, 0, word.start()) > title.rfind(KEEP_OFF, 0, word.start())
        pieces += [gap, word.group() if kept else _cased(word.group(), chief or compound, lowered)]
        end = word.end()
    return "".join(pieces) + title[end:]


def capital_after_colon(title: str) -> str:
    """Sentence case as APA has it: what follows a colon begins with a capital, names like iPhone excepted."""
    return _AFTER_COLON.sub(lambda found: found[1] + found[2].upper(), title)


def is_minor(word: str) -> bool:
    """Whether a word is an article, a conjunction or a preposition."""
    return word.lower() in _SMALL


def is_english(language: str | None) -> bool:
    """Whether a title counts as English; one of unknown language does."""
    return language is None or language.lower().split("-")[0].split("_")[0] == "en"


def _cased(word: str, chief: bool, lowered: frozenset[str]) -> str:
    if any(letter.isupper() for letter in word[1:]):
        return word
    folded = word.lower()
    if chief or folded not in _SMALL:
        return word[0].upper() + word[1:]
    return folded if folded in lowered else word


def _to_lower(words: list[str]) -> frozenset[str]:
    """The minor words that lose the capitals of a headline set in them; none where the title is no such headline.

    A "The" beside minor words in small letters is meant (a trip to The Hague).
    """
    chief = [word for word in words[1:] if word.lower() not in _SMALL and word[0].isalpha()]
    if len(chief) < 2 or not all(word[0].isupper() for word in chief):
        return frozenset()
    return _CERTAIN - {"the"} if any(word in _CERTAIN for word in words) else _CERTAIN
