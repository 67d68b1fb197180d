"""What the sidebar needs, read from the library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.model.entity import Mention, MentionContext
from reader.model.spans import sentence_around
from reader.ui.sidebar import ELSEWHERE_SHOWN, ENTITIES_SHOWN, ArticleSide, EntitySide

if TYPE_CHECKING:
    from reader.library import Library
    from reader.model.article import Article


def article_side(library: Library, article_id: int) -> ArticleSide:
    """The entities and related stories of an article."""
    row = library.article(article_id).row
    entities = library.entities_in(article_id, limit=ENTITIES_SHOWN, aliases=False)
    return ArticleSide(row, entities, library.stories.related(article_id))


def entity_side(
    library: Library, entity_id: int, article: Article | None, mentions: Sequence[Mention], at: int | None
) -> EntitySide:
    """An entity's card, its mentions in the open article and elsewhere, and the related stories that name it.

    `mentions` are those of the open article, of all entities; `at` is the index among them where the reader is.
    """
    article_id = None if article is None else article.row.id
    elsewhere, more = library.newest_naming(entity_id, ELSEWHERE_SHOWN, besides=article_id)
    card = library.entity(entity_id)
    own = [mention for mention in mentions if mention.entity_id == entity_id]
    return EntitySide(
        card=card,
        here=[] if article is None else [_context(article, mention, card.entity.name) for mention in own],
        elsewhere=elsewhere,
        more=more,
        relations=[] if article_id is None else library.stories.through(article_id, entity_id),
        at=_place(entity_id, mentions, at),
    )


class EntitySides:
    """The side of the entity that is followed: from one of its mentions to the next only the place in it is another.

    It is read again where the entity, the article or its mentions are others, or something was written to the cache.
    """

    def __init__(self) -> None:
        self._of: object = None
        self._side: EntitySide | None = None

    def side(
        self, library: Library, entity_id: int, article: Article | None, mentions: Sequence[Mention], at: int | None
    ) -> EntitySide:
        """As `entity_side`."""
        asked = (entity_id, article, mentions, library.stories.written())
        if self._side is None or asked != self._of:
            self._side, self._of = entity_side(library, entity_id, article, mentions, at), asked
        return replace(self._side, at=_place(entity_id, mentions, at))


def _place(entity_id: int, mentions: Sequence[Mention], at: int | None) -> int | None:
    """Where the reader is among the mentions of the entity, given the place among those of all."""
    if at is None or mentions[at].entity_id != entity_id:
        return None
    return sum(mention.entity_id == entity_id for mention in mentions[:at])


def _context(article: Article, mention: Mention, name: str) -> MentionContext:
    left, right = sentence_around(article.text, mention.start, mention.end)
    return MentionContext(
        article_id=article.row.id,
        article_title=article.title,
        published=article.row.published,
        mention=mention,
        text=article.text[mention.start : mention.end],
        context=article.text[left:right],
        offset=mention.start - left,
        entity=name,
    )
