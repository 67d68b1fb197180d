"""The work itself: pending articles are recognised, resolved and stored, a few with one commit."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import Enum
from functools import partial
from itertools import chain
from pathlib import Path

from reader.annotator.ahead import Ahead, Named
from reader.annotator.pipelines import Watch
from reader.annotator.prepared import read_tables
from reader.annotator.protocol import AHEAD, CHUNK, Annotated, Failed, Left
from reader.annotator.recognition import Recognition, opened
from reader.entities.resolve import identify
from reader.errors import CacheError, PipelineError
from reader.store import annotation, outbox, pipelines
from reader.store.connection import Connection
from reader.store.database import connect
from reader.store.relating import late, settling
from reader.store.sql import parts
from reader.store.transactions import LOCK, grouped

Outcome = Annotated | Failed | Left
ROUND = 50
_FAR = 2 * AHEAD  # nobody waits for a certain article


def annotate(db: Connection, ahead: Ahead, ids: Sequence[int]) -> Iterator[list[Outcome]]:
    """Annotate those of a few articles that are pending; their outcomes come in order, after each commit.

    An article that fails is recorded with its error and the others go on; CacheError ends the work.
    """
    todo = deque(ahead.names(ids))  # all of them before the first is stored: nobody is to wait under a lock
    while todo:
        outcomes = _store_some(db, ahead.name, todo)
        for _ in outcomes:
            todo.popleft()
        yield outcomes


def _store_some(db: Connection, by: str, todo: Iterable[Named]) -> list[Outcome]:
    """Store the first of these articles, and more with the same commit as long as that keeps nobody waiting."""
    until = time.monotonic() + LOCK
    outcomes: list[Outcome] = []
    try:
        with grouped(db):
            for each in todo:
                if outcomes and time.monotonic() >= until:
                    break
                outcomes.append(_store(db, by, each))
    except CacheError:  # one of them failed, and none is stored
        return [_store(db, by, next(iter(todo)))]
    return outcomes


def _store(db: Connection, by: str, named: Named) -> Outcome:
    article, found = named.article, named.found
    if article is None or found is None:
        return Left(named.id)
    try:
        if isinstance(found, PipelineError):
            raise found
        ident = by if found.by is None else found.by
        count = annotation.save(db, article, partial(identify, found.named), ident, found.lang, found.words)
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
        db.annotates = True
        with opened(recogniser, wanted) as recognition:
            read_tables()  # while the pipelines load, as what follows
            late.expect(db)
            watch = Watch(db, on_notice)
            watch.look(recognition.state)
            _ask(db, recognition, again)
            tally = _annotate_all(db, Ahead(db, recognition, _FAR), on_progress)
            watch.look(recognition.state)
        settle_all(db)
        return tally


def settle_all(db: Connection) -> None:
    """Look at storylines as a whole wherever articles have come."""
    while settling.settle(db):
        pass


def _ask(db: Connection, recognition: Recognition, again: Again) -> None:
    if again is not Again.NO:
        outbox.ask_again(db)
    if again is Again.OUTDATED:
        pipelines.ask_outdated(db, recognition.plan.idents(pipelines.languages(db)))
    elif again is Again.ALL:
        pipelines.ask_all(db)


def _annotate_all(db: Connection, ahead: Ahead, on_progress: Callable[[int, int], None] | None) -> Tally:
    todo = outbox.pending_count(db)
    last: dict[int, type[Outcome]] = {}  # an article that is read anew, for a name that came later, counts once
    while ids := outbox.pending_ids(db, ROUND):
        for some in parts(ids, CHUNK):
            for article, outcome in zip(some, chain.from_iterable(annotate(db, ahead, some)), strict=True):
                last[article] = type(outcome)
                if on_progress is not None:
                    on_progress(len(last), max(todo, len(last)))
        if all(last[each] is Left for each in ids):
            break  # another process has these articles in hand
    counts = Counter(last.values())
    return Tally(counts[Annotated], counts[Failed])
