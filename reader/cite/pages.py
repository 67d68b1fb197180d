"""Page numbers and ranges as styles print them: B3-B4, 101-108 and 12-14, 20."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_LABEL = re.compile(r"^(?:pp?\.|pages?)\s+", re.I)
_PIECE = re.compile(r"(\s*(?:,|&|;|\band\b)\s*)")
_RANGE = re.compile(r"([^\W\d_]*)(\d+)\s*[-–—]\s*([^\W\d_]*)(\d+)")


@dataclass(frozen=True, slots=True)
class PageRules:
    """`one` and `many` stand before the pages, `dash` within a range.

    `second`: how much of a range's second number is printed: as it came, in full ("expanded"), only what differs
    from the first ("minimal"), or that and never less than two digits ("minimal-two").
    """

    one: str = ""
    many: str = ""
    dash: str = "–"
    second: Literal["", "expanded", "minimal", "minimal-two"] = ""


PLAIN_PAGES = PageRules()


def format_pages(page: str, rules: PageRules) -> str:
    """Print the pages of an item; nothing where there are none."""
    page = _LABEL.sub("", page)
    if not page:
        return ""
    pieces = _PIECE.split(page)
    printed = [_range(piece, rules) for piece in pieces]
    several = len(pieces) > 1 or printed != pieces or rules.dash in page
    return (rules.many if several else rules.one) + "".join(printed)


def _range(piece: str, rules: PageRules) -> str:
    found = _RANGE.fullmatch(piece)
    if not found:
        return piece
    letters, first, again, second = found.groups()
    if again not in ("", letters):
        return f"{letters}{first}{rules.dash}{again}{second}"
    if rules.second and len(second) < len(first):
        second = first[: len(first) - len(second)] + second
    if rules.second in ("minimal", "minimal-two") and len(first) == len(second):
        least = 2 if rules.second == "minimal-two" else 1
        same = next((at for at, pair in enumerate(zip(first, second, strict=True)) if pair[0] != pair[1]), 0)
        return letters + first + rules.dash + second[min(same, max(len(second) - least, 0)) :]
    return letters + first + rules.dash + again + second
