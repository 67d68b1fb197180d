"""Whether a text is English, as far as that matters for finding names in it."""

from __future__ import annotations

import re

_SMALL_WORD = re.compile(r"(?<![^\W_])[a-zß-ÿ]+(?![^\W_])")
_FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        "the of and to in a that is was for on with as by it at from be are were has have had he she his her "
        "they not but an this which who will would been its or their said after about up out than more when "
        "over one we you i do if",
    )
)
_ENOUGH = 30
_DIFFERENT = 8
_SAMPLE = 20_000


def is_english(text: str) -> bool:
    """Whether the small words of a text are English ones; what has too few of them to tell is taken for English.

    Another language has fewer than one in ten, source code hardly any; English news has two to four.
    """
    sample = text[:_SAMPLE]
    words = _SMALL_WORD.findall(sample.lower() if sample.isupper() else sample)
    if len(words) < _ENOUGH or len(set(words)) < _DIFFERENT:
        return True
    return sum(word in _FUNCTION_WORDS for word in words) * 8 >= len(words)
