"""The work itself: pending articles are recognised, resolved and stored, one commit an article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotator.protocol import Annotated, Failed, Left
from reader.entities.resolve import resolve
from reader.errors import CacheError, PipelineError
from reader.model.entity import Recognised
from reader.store import annotation, outbox
from reader.store.database import Connection, connect
from reader.store.outbox import PendingArticle

if TYPE_CHECKING:
    from reader.entities.protocol import Recogniser

Outcome = Annotated | Failed | Left
ROUND = 50
FAKE = "fake"


def load_pipeline(name: str | None) -> Recogniser:
    """The pipeline of that name, the best one for None; the fake one comes without spaCy. PipelineError."""
    if name == FAKE:
        from reader.entities.fake import FakeRecogniser

        return FakeRecogniser()
    from reader.entities.recognise import load_recogniser

    return load_recogniser(name)


def annotate(db: Connection, recogniser: Recogniser, ids: Sequence[int]) -> Iterator[Outcome]:
    """Annotate those of the articles that are pending; each outcome is yielded after its commit, in order.

    An article that fails is recorded with its error and the others go on; CacheError ends the work.
    """
    pending = {article.id: article for article in outbox.load(db, ids)}
    articles = [pending[article_id] for article_id in ids if article_id in pending]
    found = recognise_each(recogniser, [(article.title, article.text) for article in articles])
    for article_id in ids:
        if article_id in pending:
            yield _store(db, pending[article_id], next(found))
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


def _store(db: Connection, article: PendingArticle, found: Recognised | Exception) -> Outcome:
    try:
        if isinstance(found, Exception):
            raise found
        count = annotation.save(db, article, partial(resolve, article.title, article.text, found))
        return Left(article.id) if count is None else Annotated(article.id, count)
    except CacheError:
        raise
    except Exception as error:  # noqa: BLE001 - an article that cannot be annotated must not stop the others
        reason = str(error) if isinstance(error, PipelineError) else f"{type(error).__name__}: {error}"
        outbox.record_failure(db, article.id, article.token, reason)
        return Failed(article.id, reason)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many articles were annotated, and how many could not be."""

    annotated: int = 0
    failed: int = 0


def ask_again(cache: Path) -> int:
    """Let the articles that failed wait once more; how many there were."""
    with closing(connect(cache, create=False)) as db:
        return outbox.ask_again(db)


def annotate_pending(
    cache: Path, recogniser: str | None, on_progress: Callable[[int, int], None] | None = None
) -> Tally:
    """Annotate in this process all that is pending.

    The pipeline is loaded only where something is pending. `on_progress` is told the articles done and how many
    there are to do. Raises PipelineError and CacheError.
    """
    with closing(connect(cache, create=False)) as db:
        todo = outbox.pending_count(db)
        if not todo:
            return Tally()
        pipeline = load_pipeline(recogniser)
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
