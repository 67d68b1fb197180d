"""The work itself: pending articles are recognised, resolved and stored, one commit an article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotator.pipelines import Watch, load_pipeline
from reader.annotator.protocol import Annotated, Failed, Left
from reader.entities.protocol import Document
from reader.entities.resolve import resolve
from reader.errors import CacheError, PipelineError
from reader.model.entity import Recognised
from reader.store import annotation, outbox, pipelines, settling
from reader.store.database import Connection, connect
from reader.store.outbox import PendingArticle

if TYPE_CHECKING:
    from reader.entities.protocol import Pipelines, Recogniser

Outcome = Annotated | Failed | Left
ROUND = 50


def annotate(db: Connection, recogniser: Recogniser, ids: Sequence[int]) -> Iterator[Outcome]:
    """Annotate those of the articles that are pending; each outcome is yielded after its commit, in order.

    An article that fails is recorded with its error and the others go on; CacheError ends the work.
    """
    pending = {article.id: article for article in outbox.load(db, ids)}
    articles = [pending[article_id] for article_id in ids if article_id in pending]
    found = recognise_each(recogniser, [Document(article.title, article.text, article.lang) for article in articles])
    for article_id in ids:
        if article_id in pending:
            yield _store(db, recogniser, pending[article_id], next(found))
        else:
            yield Left(article_id)


def recognise_each(recogniser: Recogniser, documents: Sequence[tuple[str, str]]) -> Iterator[Recognised | Exception]:
    """What is found in each (title, text), or the error it caused: where a batch breaks, the rest go one by one."""
    answered = 0
    error: Exception = PipelineError("The pipeline gave no answer.")
    try:
        for found in recogniser.recognise(documents):
            yield found
            answered += 1
    except Exception as raised:  # noqa: BLE001 - whatever a pipeline raises belongs to one article
        error = raised
    if answered < len(documents) == 1:
        yield error
        return
    for document in documents[answered:]:
        yield from recognise_each(recogniser, [document])


def _store(db: Connection, recogniser: Recogniser, article: PendingArticle, found: Recognised | Exception) -> Outcome:
    try:
        if isinstance(found, Exception):
            raise found
        by = recogniser.name if found.by is None else found.by
        count = annotation.save(db, article, partial(resolve, article.title, article.text, found), by, found.lang)
        return Left(article.id) if count is None else Annotated(article.id, count)
    except CacheError:
        raise
    except Exception as error:  # noqa: BLE001 - an article that cannot be annotated must not stop the others
        reason = str(error) if isinstance(error, PipelineError) else f"{type(error).__name__}: {error}"
        outbox.record_failure(db, article.id, article.token, reason)
        return Failed(article.id, reason)


class Again(Enum):
    """What is annotated once more: nothing; what failed or another pipeline annotated; everything."""

    NO = 0
    OUTDATED = 1
    ALL = 2


@dataclass(frozen=True, slots=True)
class Tally:
    """How many articles were annotated, and how many could not be."""

    annotated: int = 0
    failed: int = 0


def annotate_pending(
    cache: Path,
    recogniser: str | None,
    on_progress: Callable[[int, int], None] | None = None,
    *,
    wanted: str | None = None,
    again: Again = Again.NO,
    on_notice: Callable[[str], None] | None = None,
) -> Tally:
    """Annotate in this process all that is pending, with what `again` adds to it.

    The pipeline is loaded only where there may be something to do. `on_progress` is told the articles done and how
    many there are to do, `on_notice` which pipeline cannot be used. Raises PipelineError and CacheError.
    """
    with closing(connect(cache, create=False)) as db:
        if again is Again.NO and not outbox.pending_count(db):
            settle_all(db)
            return Tally()
        pipeline = load_pipeline(recogniser, wanted)
        watch = Watch(db, pipeline, on_notice)
        watch.look()
        _ask(db, pipeline, again)
        tally = _annotate_all(db, pipeline, on_progress)
        watch.look()
        settle_all(db)
        return tally


def settle_all(db: Connection) -> None:
    """Look at storylines as a whole wherever articles have come."""
    while settling.settle(db):
        pass


def _ask(db: Connection, pipeline: Pipelines, again: Again) -> None:
    if again is not Again.NO:
        outbox.ask_again(db)
    if again is Again.OUTDATED:
        pipelines.ask_outdated(db, pipeline.plan.idents(pipelines.languages(db)))
    elif again is Again.ALL:
        pipelines.ask_all(db)


def _annotate_all(db: Connection, pipeline: Recogniser, on_progress: Callable[[int, int], None] | None) -> Tally:
    todo = outbox.pending_count(db)
    counts: Counter[type[Outcome]] = Counter()
    while ids := outbox.pending_ids(db, ROUND):
        left_before = counts[Left]
        for outcome in annotate(db, pipeline, ids):
            counts[type(outcome)] += 1
            if on_progress is not None:
                on_progress(counts.total(), max(todo, counts.total()))
        if counts[Left] - left_before == len(ids):
            break  # another process has these articles in hand
    return Tally(counts[Annotated], counts[Failed])
