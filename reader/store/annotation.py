"""What the worker found in an article, stored in one piece."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.errors import PipelineError, TidewireError
from reader.model.entity import ResolvedEntity
from reader.relate.wording import Wording, wording
from reader.store import pipelines
from reader.store.connection import Connection, guarded
from reader.store.outbox import PendingArticle
from reader.store.relating import late
from reader.store.relating.profiles import store_profile
from reader.store.resolving import rereading
from reader.store.resolving.directory import StoreDirectory
from reader.store.resolving.naming import clear_naming, replace_naming
from reader.store.transactions import transaction

Resolve = Callable[[StoreDirectory], Sequence[ResolvedEntity]]


@guarded
def save(
    db: Connection,
    article: PendingArticle,
    resolve: Resolve,
    by: str | None = None,
    lang: str | None = None,
    words: Wording | None = None,
) -> int | None:
    """Replace an article's mentions, entities, terms and relations, and let it wait no longer.

    `resolve` is called within the transaction, so that two annotators at work never create one entity twice.
    `by` is the ident of the pipeline that found the names, `lang` the language that it read;
    `words` is the article's wording where that is known already.
    Returns how many entities there are; None, with nothing written, where the article has changed or gone since it
    was read from the outbox. PipelineError with what `resolve` raises.
    """
    with transaction(db):
        current = db.execute(
            "DELETE FROM outbox WHERE article_id = ? AND token = ?", (article.id, article.token)
        ).rowcount
        if not current:
            return None
        db.execute("DELETE FROM failure WHERE article_id = ?", (article.id,))
        known = rereading.places(db, article.id)
        clear_naming(db, article.id)  # an article is no evidence for how it is to be read itself
        resolved = _resolved(db, resolve)
        asking = not article.read_again
        keys = rereading.keys_of(resolved) if asking else []
        before = rereading.readings(db, keys, set(known.values()))
        replace_naming(db, article, resolved, set(known.values()))
        named = rereading.places(db, article.id)
        rereading.follow(db, known, named)
        if asking:
            rereading.ask_older(db, article.id, before, rereading.readings(db, keys))
        if asking or named != known:  # what was read again and says the same stays related as it is
            relate(db, article, words)
        pipelines.record(db, article.id, by or "", lang or "")
    return len(resolved)


def relate(db: Connection, article: PendingArticle, words: Wording | None = None) -> None:
    """Work out anew what an article is compared by and related to, within the caller's transaction."""
    late.relate(db, store_profile(db, article.id, words or wording(article.title, article.text)))


def _resolved(db: Connection, resolve: Resolve) -> Sequence[ResolvedEntity]:
    """What goes wrong with the names of an article must not be taken for a fault of the cache."""
    try:
        return resolve(StoreDirectory(db))
    except TidewireError:
        raise
    except Exception as error:
        raise PipelineError(f"{type(error).__name__}: {error}") from error
