"""The reader's own marks: read and starred."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library import Library
from reader.model.article import ArticleRow

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen


def _marked(screen: MainScreen) -> int | None:
    """The article a mark is for: the one under the cursor in the list, else the open one."""
    row: ArticleRow | None = screen.list_pane.current if screen.arrangement.current == "list" else None
    return row.id if row else screen.article


def star(screen: MainScreen, _number: int) -> None:
    article_id = _marked(screen)
    if article_id is None:
        return

    def toggle(library: Library) -> str:
        starred = not library.article(article_id).row.starred
        library.set_starred([article_id], starred)
        return "Starred" if starred else "Star taken away"

    screen.app.mark(toggle)


def read(screen: MainScreen, _number: int) -> None:
    article_id = _marked(screen)
    if article_id is None:
        return

    def toggle(library: Library) -> str:
        is_read = not library.article(article_id).row.read
        library.set_read([article_id], is_read)
        return "Marked as read" if is_read else "Marked as unread"

    screen.app.mark(toggle)


HANDLERS = {"star": star, "read": read}
