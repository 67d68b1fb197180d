"""Pipelines at work: what is told of them, what they annotated, and what is annotated again."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from annotator_kit import ids, pending

from reader.annotator import work
from reader.annotator.pipelines import Watch, ask_again, outdated
from reader.annotator.protocol import CHUNK
from reader.annotator.work import Again, Tally, annotate_pending
from reader.entities.fake import FakeRecogniser
from reader.library import Library
from reader.store import pipelines
from reader.store.database import connect
from tests.pipeline_kit import damaged


def names(cache: Path, article_id: int) -> set[str]:
    with Library.open(cache) as library:
        return {found.entity.name for found in library.entities_in(article_id)}


def test_what_one_pipeline_annotated_another_does_again(cache: Path) -> None:
    annotate_pending(cache, "fake")
    assert outdated(cache, "fake") == 0
    assert outdated(cache) == 12
    assert annotate_pending(cache, "fake", again=Again.OUTDATED) == Tally()
    assert annotate_pending(cache, "fake", again=Again.ALL) == Tally(12)
    assert ask_again(cache) == 12
    assert pending(cache) == ids(cache)
    assert ask_again(cache) == 0
    assert annotate_pending(cache, "fake") == Tally(12)


def test_stopped_in_between_it_goes_on_from_there(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "LOCK", 0.0)  # each article is a commit of its own
    annotate_pending(cache, "fake")
    ask_again(cache)

    def stop(done: int, _: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        annotate_pending(cache, "fake", stop)
    assert pending(cache) == ids(cache)[5:]
    assert annotate_pending(cache, "fake") == Tally(7)


def test_stopped_among_articles_of_one_commit_all_or_none_of_these_wait(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "LOCK", 60.0)

    def stop(done: int, _: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        annotate_pending(cache, "fake", stop)
    assert pending(cache) == ids(cache)[CHUNK:]
    assert annotate_pending(cache, "fake") == Tally(12 - CHUNK)


def test_each_trouble_is_told_once_and_noted(cache: Path) -> None:
    class Troubled(FakeRecogniser):
        @property
        def broken(self) -> dict[str, str]:
            return {"x 1": "It is broken."}

        @property
        def notices(self) -> tuple[str, ...]:
            return ("It is broken. The embedded one is used instead.",)

    told: list[str] = []
    with closing(connect(cache)) as db:
        watch = Watch(db, told.append)
        watch.look(Troubled())
        watch.look(Troubled())
        assert pipelines.broken(db) == {"x 1": "It is broken."}
    assert told == ["It is broken. The embedded one is used instead."]


@pytest.mark.pipeline
def test_a_damaged_pipeline_is_told_and_does_not_ask_for_the_same_work_for_ever(
    cache: Path, tiny: Path, tmp_path: Path
) -> None:
    annotate_pending(cache, None)
    before = names(cache, ids(cache)[0])
    folder = str(damaged(tiny, tmp_path / "mine"))
    told: list[str] = []
    assert outdated(cache, None, folder) == 12, "that it is damaged shows when it is loaded"
    assert annotate_pending(cache, None, wanted=folder, again=Again.OUTDATED, on_notice=told.append) == Tally()
    assert len(told) == 1 and "mine cannot be loaded" in told[0] and "embedded" in told[0]
    assert outdated(cache, None, folder) == 0
    assert names(cache, ids(cache)[0]) == before


@pytest.mark.pipeline
def test_the_wanted_pipeline_annotates_again(cache: Path, tiny: Path) -> None:
    annotate_pending(cache, "fake")
    assert "Turkey" in names(cache, ids(cache)[0])
    assert annotate_pending(cache, None, wanted=str(tiny), again=Again.OUTDATED) == Tally(12)
    assert outdated(cache, None, str(tiny)) == 0
    assert "Recep Tayyip Erdogan" not in names(cache, ids(cache)[0])
