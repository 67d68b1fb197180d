"""Which words of the open article are marked: whole sentences by key, or any words by the mouse."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from reader.model.spans import sentences

Span = tuple[int, int]


class Marking:
    """Half-open offsets into one text; `span` is what is marked, None where nothing is.

    `quoting` tells sentences marked by key, which the moving keys extend, from words selected by the mouse.
    """

    def __init__(self, text: str = "") -> None:
        self._text = text
        self._sentences: list[Span] = []
        self._anchor = self._head = 0
        self._pressed: int | None = None
        self._words: Span | None = None
        self.quoting = False

    @property
    def span(self) -> Span | None:
        if self._words is not None or not self.quoting:
            return self._words
        first, last = sorted((self._anchor, self._head))
        return self._sentences[first][0], self._sentences[last][1]

    @property
    def words(self) -> str:
        """The marked words; empty where there are none."""
        return "" if self.span is None else self._text[slice(*self.span)]

    @property
    def head(self) -> Span:
        """The sentence that the moving keys are at; the selected words where those are marked."""
        return self._words or self._sentences[self._head]

    @property
    def count(self) -> int:
        """How many sentences are marked; 0 where they are words selected by the mouse."""
        return 0 if self._words or not self.quoting else abs(self._anchor - self._head) + 1

    def begin(self, offset: int) -> None:
        """Mark the sentence at an offset; while sentences are marked, only the one that the keys are at.

        Words selected by the mouse are marked as they are.
        """
        if not self._sentences:
            self._sentences = sentences(self._text)
        if not self._sentences:
            return
        if not self.quoting:
            starts = [start for start, _ in self._sentences]
            at = self._words[0] if self._words else offset
            self._head = max(0, bisect_right(starts, at) - 1)
        self._anchor = self._head
        self.quoting = True

    def extend(self, step: int) -> None:
        """Take in the next sentence, or the one before; back over the first one turns the direction."""
        self._words = None
        self._head = min(max(self._head + step, 0), len(self._sentences) - 1)

    def press(self, offset: int | None) -> None:
        """The mouse goes down; what was selected by it is let go."""
        self.release()
        self._pressed = offset

    def drag(self, offset: int | None) -> bool:
        """The mouse moves with its button down; True where that selects words, whole ones."""
        if self._pressed is None or offset is None or offset == self._pressed:
            return False
        start, end = sorted((self._pressed, offset))
        while start > 0 and not self._text[start - 1].isspace():
            start -= 1
        while end < len(self._text) and not self._text[end].isspace():
            end += 1
        self._words = (start, end)
        return True

    def release(self) -> None:
        """Let go of all."""
        self._words = self._pressed = None
        self.quoting = False


def overlaid(pieces: Sequence[tuple[str, str]], start: int, span: Span | None, style: str) -> list[tuple[str, str]]:
    """Pieces of a line that begins at offset `start`, with a style added to what lies within a span."""
    if span is None:
        return [*pieces]
    cut: list[tuple[str, str]] = []
    for text, name in pieces:
        a, b = (min(max(edge - start, 0), len(text)) for edge in span)
        cut += [(text[:a], name), (text[a:b], f"{name} {style}".strip()), (text[b:], name)]
        start += len(text)
    return [piece for piece in cut if piece[0]]
