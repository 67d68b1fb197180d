"""Which language an article is in, as far as that matters for finding names in it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from reader.entities.words import lines

ENGLISH = "en"
UNKNOWN = "und"  # no language that is known here: source code, tables, rare languages

_SMALL_WORD = re.compile(r"(?<![\w'’])[^\W\d_]+(?![^\W_])")
_NOT_LATIN = re.compile(r"[^\W\d_A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_LETTER = re.compile(r"[^\W\d_]")
_ENOUGH = 30  # small words; fewer of them cannot tell
_DIFFERENT = 8
_SAMPLE = 20_000
_SHARE = 8  # in news one small word in two to four is of the commonest; one in eight is enough to know a language
_SURE = 2  # small words that settle the language of a headline
_SUBTAG = re.compile(r"[a-zA-Z]{2,3}(?![a-zA-Z])")
_SAME = {"no": "nb", "nn": "nb", "iw": "he", "in": "id", "sh": "hr", "bs": "hr", "eng": "en"}
# The scripts that one language of ours is written in; Cyrillic and Greek words are told apart by the table.
_SCRIPTS = {
    "HIRAGANA": "ja", "KATAKANA": "ja", "CJK": "zh", "HANGUL": "ko", "ARABIC": "ar", "HEBREW": "he", "THAI": "th",
    "DEVANAGARI": "hi", "BENGALI": "bn", "TAMIL": "ta", "GEORGIAN": "ka", "ARMENIAN": "hy", "GREEK": "el",
}  # fmt: skip


def language_of(title: str, text: str, declared: str | None = None) -> str:
    """The code of an article's language ("en", "de"), or "und" where it is none that is known here.

    A text with words enough speaks for itself; a short one is believed its publisher's `declared` tag ("de-AT"), then
    its script and its few small words, and is English where all of these are silent.
    """
    sample = text[:_SAMPLE]
    foreign = _script(sample) if sample.strip() else _script(title)
    if foreign is not None and foreign != "CYRILLIC":
        return foreign
    words = _small_words(sample)
    if len(words) >= _ENOUGH and len(set(words)) >= _DIFFERENT:
        return _best(words) or _declared_other(declared)
    tag = subtag(declared)
    return tag or _of_few(_small_words(f"{title}\n{sample}")) or (UNKNOWN if foreign else ENGLISH)


def is_english(text: str) -> bool:
    """Whether a text is English; what is too short to tell is taken for it."""
    return language_of("", text) == ENGLISH


def subtag(tag: str | None) -> str | None:
    """The language of a tag: "en" of "en-US", "nb" of "no"; None of what is no tag."""
    found = _SUBTAG.match((tag or "").strip())
    code = found.group().lower() if found else None
    return None if code is None or code in ("und", "mul", "zxx") else _SAME.get(code, code)


def _script(sample: str) -> str | None:
    """The language, or "CYRILLIC", of the script that most letters have; None for Latin letters and for none."""
    others = [] if sample.isascii() else _NOT_LATIN.findall(sample, 0, 2000)
    if not others or 2 * len(others) <= len(_LETTER.findall(sample, 0, 2000)):
        return None
    scripts = Counter(unicodedata.name(letter, "").partition(" ")[0] for letter in others)
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > len(others) // 20:
        return "ja"
    script = max(scripts, key=lambda each: scripts[each])
    return script if script == "CYRILLIC" else _SCRIPTS.get(script, UNKNOWN)


def _small_words(sample: str) -> list[str]:
    """Words in lower case: names and the nouns of German are left out, unless all is in capitals."""
    sample = sample.lower() if sample.isupper() else sample
    return [word for word in _SMALL_WORD.findall(sample) if word.islower()]


def _best(words: list[str]) -> str | None:
    """The language whose commonest words make up enough of these; English where it does, whatever else would."""
    shares = _counts(words)
    if shares[ENGLISH] * _SHARE >= len(words) and shares[ENGLISH] * 2 > max(shares.values()):
        return ENGLISH
    best = max(shares, key=lambda lang: shares[lang])
    return best if best != ENGLISH and shares[best] * _SHARE >= len(words) else None


def _declared_other(declared: str | None) -> str:
    """What a publisher says of a text that is none of the languages known here; English it is not."""
    tag = subtag(declared)
    return UNKNOWN if tag in (None, ENGLISH) else str(tag)


def _of_few(words: list[str]) -> str | None:
    """The language that the few small words of a headline speak for, and English ones do not."""
    telling = {word for word in words if len(word) > 1 and word in _languages_by_word()}
    counts = _counts(list(telling))
    best = max(counts, key=lambda lang: (counts[lang], lang == ENGLISH))
    return best if counts[best] >= max(_SURE, 3 * counts[ENGLISH]) else None


def _counts(words: list[str]) -> Counter[str]:
    known = _languages_by_word()
    counts: Counter[str] = Counter({ENGLISH: 0})
    for word, times in Counter(words).items():
        for lang in known.get(word, ()):
            counts[lang] += times
    return counts


@cache
def _languages_by_word() -> dict[str, tuple[str, ...]]:
    """For each small word the languages that have it."""
    found: dict[str, list[str]] = {}
    for line in lines("languages.txt"):
        lang, _, words = line.partition(":")
        for word in dict.fromkeys(words.split()):
            found.setdefault(word, []).append(lang)
    return {word: tuple(langs) for word, langs in found.items()}
