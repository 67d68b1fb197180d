"""How one article relates to another."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reader.model.article import ArticleRow


class RelationKind(StrEnum):
    """Where a relation comes from: computed from the texts, or printed by the publisher under the article."""

    RELATED = "related"
    LISTED = "listed"


@dataclass(frozen=True, slots=True)
class Relation:
    """A related story: the other article, a score from 0 to 1, and at most three reasons in words."""

    article: ArticleRow
    score: float
    reasons: tuple[str, ...]
    kind: RelationKind
