"""Lines of the sidebar, and where they lead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.typeset.cells import cells, fit
from reader.ui.widgets.pane import Piece, aligned

if TYPE_CHECKING:
    from reader.model.entity import Label

INDENT = "  "


@dataclass(frozen=True, slots=True)
class Target:
    """Where a line leads: an entity, a place in an article with its entity, an article, or a whole storyline.

    `card` is a line of the card of the entity itself, which leads to what can be set right about it.
    """

    entity_id: int | None = None
    article_id: int | None = None
    start: int | None = None
    storyline_id: int | None = None
    card: bool = False


@dataclass(frozen=True, slots=True)
class SidebarLine:
    """One line; lines of one item share a target and are marked together."""

    pieces: tuple[Piece, ...] = ()
    target: Target | None = None


def heading(text: str, width: int, note: str = "", target: Target | None = None) -> SidebarLine:
    """A heading with a note at its right."""
    return SidebarLine(tuple(aligned([(text, "heading")], [(note, "muted")] if note else [], width)), target)


def two_lines(text: str, width: int) -> tuple[str, str]:
    """A text broken at a space into two lines at most, the second one cut where it is too long."""
    if cells(text) <= width:
        return text, ""
    words = text.split(" ")
    first = ""
    while words and cells(f"{first} {words[0]}".strip()) <= width:
        first = f"{first} {words.pop(0)}".strip()
    return (first, fit(" ".join(words), width)) if first else (fit(text, width), "")


def muted(text: str, width: int) -> list[SidebarLine]:
    """A remark on one or two lines."""
    return [SidebarLine(((part, "muted"),)) for part in two_lines(text, width) if part]


def style_of(label: Label) -> str:
    """The style name of an entity."""
    return label.value.lower().replace("_", "-")
