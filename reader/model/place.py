"""Finding quoted words again in a text that has been edited since."""

from __future__ import annotations

import re

AROUND = 80  # characters kept on either side of quoted words, to tell one occurrence from another

_ALIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "\u202f": " "})


def find_again(text: str, words: str, *, before: str = "", after: str = "", near: int = 0) -> tuple[int, int] | None:
    """Where the words stand in the text, as half-open offsets; None where it does not hold them.

    White space and the shape of quotation marks and dashes may differ. Of several places the one with the most of
    `before` and `after` around it is meant, then the nearest to the offset `near`.
    """
    tokens = words.translate(_ALIKE).split()
    if not tokens:
        return None
    plain = text.translate(_ALIKE)
    found = [match.span() for match in re.finditer(r"\s+".join(map(re.escape, tokens)), plain)]
    left, right = _squeezed(before), _squeezed(after)

    def likeness(span: tuple[int, int]) -> tuple[int, int]:
        here = _same_end(_squeezed(plain[max(0, span[0] - 2 * AROUND) : span[0]]), left)
        there = _same_end(_squeezed(plain[span[1] : span[1] + 2 * AROUND])[::-1], right[::-1])
        return here + there, -abs(span[0] - near)

    return max(found, key=likeness, default=None)


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a stretch of the text."""
    return text[max(0, start - AROUND) : start], text[end : end + AROUND]


def _squeezed(text: str) -> str:
    return "".join(text.translate(_ALIKE).split())


def _same_end(one: str, other: str) -> int:
    """How many characters two texts share at their ends."""
    count = 0
    for first, second in zip(reversed(one), reversed(other), strict=False):
        if first != second:
            break
        count += 1
    return count
