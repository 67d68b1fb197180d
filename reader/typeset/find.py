"""Finding words in a text as one types them: capitals, accents and the shape of quotation marks do not matter."""

from __future__ import annotations

import re

from reader.model.letters import without_accents

Span = tuple[int, int]

_SAME = str.maketrans(
    {"’": "'", "‘": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "‑": "-", "−": "-"}
)
_OTHER = re.compile(r"[^\x00-\x7f]+")


class Searchable:
    """A text made ready to be searched; what is found are half-open offsets into the text as it was."""

    def __init__(self, text: str) -> None:
        self._folded = text.lower() if text.isascii() else ""
        self._offsets: list[int] | None = None
        if not text.isascii():
            self._fold(text)

    def find(self, words: str) -> list[Span]:
        """Every place of `words`, in order, none within another; blanks stand for any white space, a line's end too."""
        wanted = [re.escape(_folded(word)) for word in words.split()]
        if not any(wanted):
            return []
        found = re.finditer(r"\s+".join(wanted), self._folded)
        if self._offsets is None:
            return [match.span() for match in found]
        return [(self._offsets[match.start()], self._end(match.end())) for match in found]

    def _end(self, end: int) -> int:
        """The end in the text of what ends in the folded one: past all marks of its last character."""
        offsets = self._offsets or []
        return max(offsets[end], offsets[end - 1] + 1)

    def _fold(self, text: str) -> None:
        pieces: list[str] = []
        offsets: list[int] = []
        at = 0
        for match in _OTHER.finditer(text):
            pieces.append(text[at : match.start()].lower())
            offsets += range(at, match.start())
            folded = [_folded(char) for char in match.group()]
            pieces += folded
            offsets += [offset for offset, char in enumerate(folded, match.start()) for _ in char]
            at = match.end()
        pieces.append(text[at:].lower())
        self._offsets = [*offsets, *range(at, len(text) + 1)]
        self._folded = "".join(pieces)


def _folded(text: str) -> str:
    """A text without capitals, accents and the shape of marks; its length may differ."""
    if text.isascii():
        return text.lower()
    return without_accents(text).casefold().translate(_SAME)
