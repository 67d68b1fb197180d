"""Which words of the open article are marked: whole sentences by key, or any words by the mouse."""

from __future__ import annotations

from bisect import bisect_right

from reader.model.spans import sentence_around, sentences

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
    def pressed(self) -> bool:
        """Whether the mouse went down on the text and has not come up."""
        return self._pressed is not None

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
        from reader.typeset.words import stretched

        self._words = stretched(self._text, *sorted((self._pressed, offset)))
        return True

    def lift(self) -> None:
        """The mouse goes up: moving it selects nothing any more."""
        self._pressed = None

    def take_word(self, offset: int) -> None:
        """Mark the word at an offset, as a double click does."""
        from reader.typeset.words import word_at

        self.release()
        self._words = word_at(self._text, offset)

    def take_sentence(self, offset: int) -> None:
        """Mark the sentence at an offset, as a third click does."""
        self.release()
        self._words = sentence_around(self._text, offset, offset)

    def take(self, span: Span) -> None:
        """Mark a stretch of the text."""
        self.release()
        self._words = span

    def release(self) -> None:
        """Let go of all."""
        self._words = self._pressed = None
        self.quoting = False
