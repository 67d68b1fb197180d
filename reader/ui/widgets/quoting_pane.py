"""The reading pane with words that can be marked, quoted and looked for, and a bar beside those that are kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual import events

from reader.model.article import Article
from reader.ui.marking import Marking
from reader.ui.painting import Layer
from reader.ui.widgets.pane import Piece
from reader.ui.widgets.reading_pane import ReadingPane

if TYPE_CHECKING:
    from reader.ui.finding import Found

BAR = "▎"


class QuotingPane(ReadingPane):
    """Sentences are marked by key, words by dragging the mouse over them or by a double click."""

    ALLOW_SELECT = False  # Textual's own selection knows the screen but not the article's text

    def __init__(self, *, measure: int = 72, id: str = "article") -> None:  # noqa: A002
        super().__init__(measure=measure, id=id)
        self.marking = Marking()
        self.found: Found | None = None
        self._kept: tuple[tuple[int, int], ...] = ()

    def show(self, article: Article, byline: str, *, note: str = "") -> None:
        """Show an article from its top; nothing of it is marked."""
        self.marking, self.found, self._kept = Marking(article.text), None, ()
        super().show(article, byline, note=note)

    def keep(self, spans: Sequence[tuple[int, int]]) -> None:
        """Show at the margin which stretches of the text are kept as quotations."""
        self._kept = tuple(spans)
        self.refresh()

    def show_found(self, found: Found | None) -> None:
        """Show what was found in the text, and bring the place where the reader is into view."""
        self.found = found
        if found is not None and found.here is not None:
            self.reveal(*found.here)
        self.refresh()

    def mark_sentences(self) -> None:
        """Begin to mark sentences, at the mention where the reader is, else at the top; again: begin anew here."""
        top, bottom = self.in_view
        here = self.mentions[self.mention].start if self.mention is not None else -1
        self.marking.begin(here if top <= here < bottom else top)
        self._show_marked()

    def mark_words(self, span: tuple[int, int]) -> None:
        """Mark words as a quotation, and bring them into view."""
        self.marking.take(span)
        self.marking.begin(span[0])
        self._show_marked()

    def release_marked(self) -> bool:
        """Let go of what is marked; False where nothing was."""
        held = self.marking.span is not None
        self.marking.release()
        self.refresh()
        return held

    def move(self, step: int) -> None:
        """Move by lines; while sentences are marked, by sentences."""
        if self.marking.quoting:
            self.marking.extend(step)
            self._show_marked()
        else:
            super().move(step)

    def laid(self) -> Iterable[Layer]:
        yield from super().laid()
        if self.marking.span is not None:
            yield Layer([self.marking.span], lambda _: "quoted")
        if self.found is not None:
            yield self.found.layer

    def pieces(self, row: int) -> Sequence[Piece]:
        pieces = super().pieces(row)
        line = self.line(row)
        if line is None or not any(start < line.end and line.start < end for start, end in self._kept):
            return pieces
        return ((" " * (self.left - 2), ""), (BAR, "accent"), (" ", ""), *pieces[1:])

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if event.button == 1:
            self.marking.press(self.offset_under(event, nearest=True))
            self.refresh()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select words; the mouse is followed outside of the pane, and the page moves with it."""
        if event.button != 1 or not self.marking.pressed:
            return
        if self.marking.drag(self.offset_under(event, nearest=True)):
            self.capture_mouse()
            y = event.get_content_offset_capture(self).y
            if y < 0 or y >= self.size.height:
                self.scroll_home_to(self.scroll_offset.y + (-1 if y < 0 else 1))
            self.refresh()

    def on_mouse_up(self) -> None:
        self.marking.lift()
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """The end of a drag selects no entity; a second click takes the word, a third the sentence."""
        place = self.offset_under(event)
        if event.chain > 1 and place is not None:
            take = self.marking.take_word if event.chain == 2 else self.marking.take_sentence
            take(place)
            self.refresh()
        if self.marking.span is not None:
            event.prevent_default()

    def _show_marked(self) -> None:
        if self.marking.span is not None:
            self.reveal(*self.marking.head)
        self.refresh()
