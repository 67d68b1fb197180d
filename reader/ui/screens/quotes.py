"""The quotations that the reader keeps, the last first: go to one, copy it again, let it go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from reader.model.quote import Quote
from reader.ui.citations import format_for, printed
from reader.ui.screens.listed import ListScreen
from reader.ui.widgets.rows import Row
from reader.ui.wording import short_day

if TYPE_CHECKING:
    from reader.library import Library


class QuotesScreen(ListScreen[Quote]):
    """Returns the quotation that is to be shown where it stands, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c,y", "copy", "Copy it again"),
        Binding("d", "remove", "Let go of it"),
        Binding("V", "close", "Close", show=False),
    ]
    heading = "Quotations"
    keys: ClassVar[str] = "enter show · c copy · d let go · esc close"
    empty: ClassVar[str] = (
        "None yet: v marks sentences in an article, j takes in more of them, y copies and keeps them."
    )

    def __init__(self) -> None:
        super().__init__()
        self._quotes: dict[str, Quote] = {}

    def rows(self) -> Sequence[Row]:
        self._quotes = {str(each.id): each for each in self.app.library.quotes.listed()}
        return [self._row(each) for each in self._quotes.values()]

    def _row(self, each: Quote) -> Row:
        citation, _ = self.app.library.quotes.source(each)
        issued, now = citation.issued or (), self.app.now()
        published = short_day(date(*issued), now.year) if len(issued) == 3 else "".join(map(str, issued[:1]))
        facts = " · ".join(filter(None, (citation.container_title, published)))
        return Row(str(each.id), citation.plain_title, facts, f"“{' '.join(each.words.split())}”")

    @property
    def _here(self) -> Quote | None:
        return None if self.chosen is None else self._quotes.get(self.chosen)

    def choose(self, row_id: str) -> None:
        each = self._quotes[row_id]
        if each.span is None:
            gone = "These words do not stand in the article any more" if each.article_id else "The article is gone"
            self.note(f"{gone} · c copies them all the same")
        else:
            self.dismiss(each)

    def action_copy(self) -> None:
        each = self._here
        if each is None:
            return
        citation, address = self.app.library.quotes.source(each)
        wanted = self.app.citation_format if each.article_id is None else format_for(self.app, each.article_id)
        self.app.copy(printed(citation, each.words, address, wanted), "Quotation")
        self.note("Copied; the line at the foot says by which way")

    def action_remove(self) -> None:
        each = self._here
        if each is None:
            return

        def remove(library: Library) -> str:
            library.quotes.remove(each.id)
            self.app.undo.push("a quotation let go", lambda again: again.quotes.put_back(each))
            return "Gone · U brings it back"

        text = self.write(remove)
        self.fill()
        self.note(text)
