"""What the sidebar needs, read from the library."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.model.entity import Mention, MentionContext
from reader.model.spans import sentence_around
from reader.ui.sidebar import ArticleSide, EntitySide

if TYPE_CHECKING:
    from reader.library import Library

ELSEWHERE_READ = 120


def article_side(library: Library, article_id: int) -> ArticleSide:
    """The entities and related stories of an article."""
    row = library.article(article_id).row
    return ArticleSide(row, library.entities_in(article_id), library.stories.related(article_id))


def entity_side(
    library: Library, entity_id: int, article_id: int | None, mentions: Sequence[Mention], at: int | None
) -> EntitySide:
    """An entity's card, its mentions in the open article and elsewhere, and the related stories that name it.

    `mentions` are those of the open article, of all entities; `at` is the index among them where the reader is.
    """
    contexts = library.mentions_of(entity_id, limit=ELSEWHERE_READ)
    card = library.entity(entity_id)
    here = _here(library, entity_id, article_id, card.entity.name)
    own = [index for index, mention in enumerate(mentions) if mention.entity_id == entity_id]
    return EntitySide(
        card=card,
        here=here,
        elsewhere=[context for context in contexts if context.article_id != article_id],
        relations=[] if article_id is None else library.stories.through(article_id, entity_id),
        at=own.index(at) if at in own else None,
    )


def _here(library: Library, entity_id: int, article_id: int | None, name: str) -> list[MentionContext]:
    if article_id is None:
        return []
    article = library.article(article_id)
    found = []
    for mention in library.mentions(article_id):
        if mention.entity_id != entity_id:
            continue
        left, right = sentence_around(article.text, mention.start, mention.end)
        found.append(
            MentionContext(
                article_id=article_id,
                article_title=article.title,
                published=article.row.published,
                mention=mention,
                text=article.text[mention.start : mention.end],
                context=article.text[left:right],
                offset=mention.start - left,
                entity=name,
            )
        )
    return found
