"""What stands on the lines of the article list, in pieces of styled text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from reader.model.query import Grouping
from reader.typeset.cells import cells, fit
from reader.ui.widgets.pane import Piece, aligned
from reader.ui.wording import excerpt, heading_of, row_age, row_note

if TYPE_CHECKING:
    from reader.model.article import ArticleRow
    from reader.ui.listing import Listing


def heading(listing: Listing, index: int, now: datetime, room: int) -> Sequence[Piece]:
    """What the group is called that begins at a place, and how many articles it has."""
    group = listing.groups.begins(index)
    if group is None:
        return ()
    match group.key:
        case None:
            said = "Without a source" if group.grouping is Grouping.SOURCE else "In no story"
        case int() as storyline:
            said = listing.story_title(storyline)
        case str() as day if group.grouping is Grouping.DAY:
            said = heading_of(date.fromisoformat(day), now)
        case str() as said:
            pass
    return aligned([(said, "heading")], [(f"{group.articles:,}", "muted")], room)


def title(article: ArticleRow, room: int, *, is_open: bool) -> Sequence[Piece]:
    """The first line of an article."""
    mark = ("▸", "accent") if is_open else (" ", "") if article.read else ("●", "unread")
    style = "strong" if is_open else "muted" if article.read else ""
    star = [("★", "accent")] if article.starred else []
    return aligned([mark, (" ", ""), (article.title, style)], star, room)


def note(listing: Listing, article: ArticleRow, now: datetime, room: int) -> Sequence[Piece]:
    """The second line: the words that were looked for, else what is to be said of the article."""
    snippet, lead, room = listing.snippet(article.id), ("  ", ""), max(0, room - 2)
    if any(found for _, found in snippet):
        shown = excerpt(snippet, row_age(article, now), room)
        return [lead, *((text, "accent" if found else "muted") for text, found in shown)]
    said = row_note(article, now, room, listing.groups.grouping)
    tags = fit(" ".join(f"#{name}" for name in listing.tags(article.id)), room // 2)
    if not tags:
        return [lead, (fit(said, room), "muted")]
    return [lead, (tags, "accent"), (fit(f" · {said}", room - cells(tags)), "muted")]
