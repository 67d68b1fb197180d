"""How one article relates to another, and the storylines that articles belong to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reader.model.article import ArticleRow


class RelationGroup(StrEnum):
    """Under which heading a related story stands.

    `storyline`: of the same event as it unfolds; `related`: of another one; `background`: of another, earlier one;
    `listed`: printed by the publisher under the article.
    """

    STORYLINE = "storyline"
    RELATED = "related"
    BACKGROUND = "background"
    LISTED = "listed"


@dataclass(frozen=True, slots=True)
class Relation:
    """A related story: the other article, a score from 0 to 1, and at most three reasons in words.

    `copy_of` is the id of the article under which this one is folded, as both are versions of one text: another related
    story, or the article itself.
    """

    article: ArticleRow
    score: float
    reasons: tuple[str, ...]
    group: RelationGroup
    copy_of: int | None = None


@dataclass(frozen=True, slots=True)
class Storyline:
    """Articles that tell one event, oldest first; `first` and `last` are when those two were published or came in.

    `size` counts them all, where `articles` may be a part of them.
    """

    id: int
    title: str
    articles: tuple[ArticleRow, ...]
    size: int
    first: str
    last: str
