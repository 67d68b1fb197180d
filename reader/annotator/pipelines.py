"""The pipelines of an annotator: loaded, watched, and compared with those that annotated what is in the cache."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from reader.entities.plan import make_plan
from reader.model.pipeline import FAKE_NAME
from reader.store import outbox, pipelines
from reader.store.connection import Connection
from reader.store.database import connect

if TYPE_CHECKING:
    from reader.annotator.texts import State
    from reader.entities.protocol import Pipelines


def load_pipeline(recogniser: str | None = None, wanted: str | None = None) -> Pipelines:
    """The pipelines of all languages; the fake one comes without spaCy.

    `recogniser` must be there (PipelineError), `wanted` may be missing, of which `notices` speak; the best is used
    where neither is given.
    """
    if (recogniser or wanted) == FAKE_NAME:
        from reader.entities.fake import FakeRecogniser

        return FakeRecogniser()
    from reader.entities.multilingual import load_pipelines

    return load_pipelines(recogniser, wanted)


class Watch:
    """Tells, each once, which pipelines could not be loaded, and keeps a note of them in the cache."""

    def __init__(self, db: Connection, on_notice: Callable[[str], None] | None) -> None:
        self._db = db
        self._on_notice = on_notice
        self._told: set[str] = set()

    def look(self, found: State) -> None:
        """To be called after loading and now and then: a pipeline is loaded with the first article of its language."""
        pipelines.record_broken(self._db, found.broken)
        for notice in found.notices:
            if notice not in self._told and self._on_notice is not None:
                self._on_notice(notice)
            self._told.add(notice)


def outdated(cache: Path, recogniser: str | None = None, wanted: str | None = None) -> int:
    """How many articles another pipeline annotated than the one that is now chosen for their language."""
    with closing(connect(cache, create=False)) as db:
        return pipelines.outdated(db, _chosen(db, recogniser or wanted))


def ask_again(cache: Path, recogniser: str | None = None, wanted: str | None = None) -> int:
    """Let these articles, and those that failed, wait once more; how many there were."""
    with closing(connect(cache, create=False)) as db:
        return pipelines.ask_outdated(db, _chosen(db, recogniser or wanted)) + outbox.ask_again(db)


def _chosen(db: Connection, wanted: str | None) -> dict[str, str]:
    """For each language in the cache the ident of its pipeline, as far as that can be known without loading any."""
    return make_plan(wanted, broken=pipelines.broken(db)).idents(pipelines.languages(db))
