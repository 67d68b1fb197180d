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


def _toggle(screen: MainScreen, mark: str, said: tuple[str, str]) -> None:
    """Turn a mark around in the background; `said` is what to say of a mark that is set, and of one taken away."""
    article_id = _marked(screen)
    if article_id is None:
        return

    def turn(library: Library) -> str:
        wanted = not getattr(library.article(article_id).row, mark)
        (library.set_starred if mark == "starred" else library.set_read)([article_id], wanted)
        return said[0] if wanted else said[1]

    screen.app.mark(turn)


HANDLERS = {
    "star": lambda screen, _: _toggle(screen, "starred", ("Starred", "Star taken away")),
    "read": lambda screen, _: _toggle(screen, "read", ("Marked as read", "Marked as unread")),
}
