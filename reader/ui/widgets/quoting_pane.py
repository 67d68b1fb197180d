"""The reading pane with words that can be marked and quoted, and a bar beside those that are kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events

from reader.model.article import Article
from reader.ui.marking import Marking, overlaid
from reader.ui.widgets.pane import Piece
from reader.ui.widgets.reading_pane import ReadingPane

BAR = "▎"


class QuotingPane(ReadingPane):
    """Sentences are marked by key, words by dragging the mouse over them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"pane--quoted"}
    ALLOW_SELECT = False  # Textual's own selection knows the screen but not the article's text

    def __init__(self, *, measure: int = 72, id: str = "article") -> None:  # noqa: A002
        super().__init__(measure=measure, id=id)
        self.marking = Marking()
        self._kept: tuple[tuple[int, int], ...] = ()

    def show(self, article: Article, byline: str, *, note: str = "") -> None:
        """Show an article from its top; nothing of it is marked."""
        self.marking, self._kept = Marking(article.text), ()
        super().show(article, byline, note=note)

    def keep(self, spans: Sequence[tuple[int, int]]) -> None:
        """Show at the margin which stretches of the text are kept as quotations."""
        self._kept = tuple(spans)
        self.refresh()

    def mark_sentences(self) -> None:
        """Begin to mark sentences, at the mention where the reader is, else at the top; again: begin anew here."""
        top, bottom = self.in_view
        here = self.mentions[self.mention].start if self.mention is not None else -1
        self.marking.begin(here if top <= here < bottom else top)
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

    def pieces(self, row: int) -> Sequence[Piece]:
        pieces = super().pieces(row)
        line = self.line(row)
        if line is None or line.start < 0:
            return pieces
        margin, lead, *text = pieces
        text = overlaid(text, line.start, self.marking.span, "quoted")
        if any(start < line.end and line.start < end for start, end in self._kept):
            return ((" " * (self.left - 2), ""), (BAR, "accent"), (" ", ""), lead, *text)
        return (margin, lead, *text)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if event.button == 1:
            self.marking.press(self.offset_under(event))
            self.refresh()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if event.button == 1 and self.marking.drag(self.offset_under(event)):
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """The end of a drag selects no entity."""
        if self.marking.span is not None:
            event.prevent_default()

    def _show_marked(self) -> None:
        if self.marking.span is not None:
            self.reveal(*self.marking.head)
        self.refresh()
