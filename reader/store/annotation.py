"""What the worker found in an article, stored in one piece."""

from __future__ import annotations

from collections.abc import Sequence

from reader.model.entity import ResolvedEntity
from reader.store.database import Connection, guarded, transaction
from reader.store.naming import replace_naming
from reader.store.neighbours import renew_neighbours
from reader.store.outbox import PendingArticle
from reader.store.profiles import store_profile


@guarded
def save(db: Connection, article: PendingArticle, resolved: Sequence[ResolvedEntity]) -> bool:
    """Replace an article's mentions, entities, terms and relations, and let it wait no longer.

    False, with nothing written, where the article has changed or gone since it was read from the outbox.
    """
    with transaction(db):
        current = db.execute(
            "DELETE FROM outbox WHERE article_id = ? AND token = ?", (article.id, article.token)
        ).rowcount
        if not current:
            return False
        db.execute("DELETE FROM failure WHERE article_id = ?", (article.id,))
        replace_naming(db, article, resolved)
        renew_neighbours(db, store_profile(db, article))
    return True
