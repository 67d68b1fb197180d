"""Keys of bibliography entries: readable, made of nothing but the item, and never two alike in one list."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

from reader.cite.citation import Citation
from reader.cite.titlecase import is_minor

_UNMARKED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"})
_WORD = re.compile(r"[^\W_]+(?:['’]\w+)?")
_LONGEST = 24  # letters of each part
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def citation_key(citation: Citation) -> str:
    """A key of lower-case letters and digits: author or source, year, and a telling word of the title."""
    first = citation.authors[0] if citation.authors else None
    who = _plain(first.family or first.literal or first.given) if first else ""
    who = who or _plain(citation.container_title or "") or "article"
    year = str(citation.issued[0]) if citation.issued else "nd"
    return who[:_LONGEST] + year + _title_word(citation.plain_title)


def unique_keys(citations: Sequence[Citation], taken: Collection[str] = ()) -> list[str]:
    """A key for each citation, none of them among the `taken` ones.

    Of those that would share a key the earliest keeps it, and every other gets four letters made from what it is:
    so a key stays the same whatever else is in the list, and in whatever order.
    """
    used = {key.casefold() for key in taken}
    keys: dict[int, str] = {}
    for number in sorted(range(len(citations)), key=lambda at: _seniority(citations[at])):
        plain, round_ = citation_key(citations[number]), 0
        key = plain
        while key in used:
            key, round_ = plain + _letters(citations[number], round_), round_ + 1
        used.add(key)
        keys[number] = key
    return [keys[number] for number in range(len(citations))]


def same_item(citation: Citation) -> str:
    """What tells one item from all others: its address, else its title, date and source."""
    return citation.url or "\n".join([citation.plain_title, str(citation.issued), citation.container_title or ""])


def _seniority(citation: Citation) -> tuple[tuple[int, ...], str, str]:
    return citation.issued or (9999,), same_item(citation), citation.id


def _letters(citation: Citation, round_: int) -> str:
    import hashlib  # which a citation without a file of entries does not wait for

    number = int.from_bytes(hashlib.sha256(f"{same_item(citation)}\n{round_ or ''}".encode()).digest()[:4])
    return "".join(_LETTERS[number // 26**place % 26] for place in range(4))


def _title_word(title: str) -> str:
    words = [re.sub(r"['’]\w+$", "", found.group()) for found in _WORD.finditer(title)]
    telling = [word for word in words if len(word) > 2 and word.isalpha() and not is_minor(word)]
    return _plain((telling or words or [""])[0])[:_LONGEST]


def _plain(text: str) -> str:
    """Letters and digits of ASCII, accents taken off."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_UNMARKED))
    return re.sub(r"[^a-z0-9]", "", folded)
