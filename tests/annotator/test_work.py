"""The work in this process: all that is pending is done, and what fails fails alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from annotator_kit import add, article, failures, ids, pending

from reader.annotator.ahead import Ahead
from reader.annotator.protocol import Annotated, Failed, Left
from reader.annotator.recognition import Here
from reader.annotator.work import Outcome, Tally, annotate, annotate_pending, settle_all
from reader.entities.fake import FakeRecogniser
from reader.entities.protocol import Pipelines
from reader.errors import CacheError, PipelineError
from reader.library import Library
from reader.model.entity import Recognised
from reader.store.connection import Connection
from reader.store.database import connect
from reader.store.relating import late
from reader.store.relating.profiles import Subject
from reader.store.safety import health


class Choking(FakeRecogniser):
    """Breaks on every text that holds a given word, and then takes the rest of its batch with it."""

    def __init__(self, word: str) -> None:
        self.word = word

    def recognise(self, documents: Iterable[tuple[str, str]]) -> Iterator[Recognised]:
        for title, text in documents:
            if self.word in text:
                raise ValueError("too hard")
            yield from super().recognise([(title, text)])


def annotated(db: Connection, pipelines: Pipelines, ids: Sequence[int]) -> list[Outcome]:
    return [outcome for commit in annotate(db, Ahead(db, Here(pipelines)), ids) for outcome in commit]


def test_all_that_is_pending_is_annotated_newest_first(cache: Path) -> None:
    told: list[tuple[int, int]] = []
    assert annotate_pending(cache, "fake", lambda done, todo: told.append((done, todo))) == Tally(12)
    assert pending(cache) == []
    assert told == [(done, 12) for done in range(1, 13)]
    with Library.open(cache) as library:
        names = {found.entity.name for found in library.entities_in(ids(cache)[0])}
    assert {"Turkey", "Russia", "Ankara", "Recep Tayyip Erdogan"} <= names


@pytest.fixture
def related(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The articles of which the relations were worked out, each time that was done."""
    found: list[int] = []
    renew = late.renew_neighbours

    def noted(db: Connection, subject: Subject) -> None:
        found.append(subject.article_id)
        renew(db, subject)

    monkeypatch.setattr(late, "renew_neighbours", noted)
    return found


def test_a_first_run_relates_each_article_once_although_the_collection_outgrows_the_first(
    cache: Path, related: list[int]
) -> None:
    annotate_pending(cache, "fake")
    assert sorted(related) == sorted(ids(cache))
    with Library.open(cache) as library:
        assert all(len(library.stories.related(each)) == 11 for each in related)
        assert library.stories.unsettled() == 0


def test_a_long_first_run_leaves_no_article_without_relations_meanwhile(
    cache: Path, related: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(late, "_SOON", 11)
    annotate_pending(cache, "fake")
    assert related[:12] == ids(cache) and len(related) > 12


def interrupted(cache: Path) -> set[int]:
    """The articles that are annotated when a run is ended soon."""

    def interrupt(done: int, _: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        annotate_pending(cache, "fake", interrupt)
    return {*ids(cache)} - {*pending(cache)}


def test_a_first_run_counts_the_words_of_all_before_it_relates_the_first(cache: Path, related: list[int]) -> None:
    annotated = interrupted(cache)
    assert annotated == {*related} and len(annotated) < 12
    with closing(connect(cache)) as db:
        assert db.execute("SELECT DISTINCT counted FROM sketch").fetchall() == [(12,)]
        assert {a for (a,) in db.execute("SELECT a FROM neighbour UNION SELECT b FROM neighbour")} == annotated
        assert db.execute(health.COUNTS["articles that are compared"]).fetchone() == (0,)
    annotate_pending(cache, "fake")
    assert sorted(related) == sorted(ids(cache))


def test_the_first_headlines_of_an_interrupted_run_are_related_the_next_time(cache: Path, related: list[int]) -> None:
    with closing(connect(cache)) as db:
        db.execute("UPDATE article SET text = ''")
    annotated = interrupted(cache)
    assert not annotated <= {*related}
    with closing(connect(cache)) as db:
        settle_all(db)
    assert annotated <= {*related}


def test_an_article_that_is_read_anew_counts_once(cache: Path) -> None:
    told: list[int] = []

    def ask_again(done: int, todo: int) -> None:
        told.append(done)
        if len(told) == 12:
            with closing(connect(cache)) as db:
                db.execute("INSERT INTO outbox SELECT id, randomblob(16), listed FROM article WHERE id = 1")

    assert annotate_pending(cache, "fake", ask_again) == Tally(12)
    assert told == [*range(1, 13), 12]


def test_where_nothing_is_pending_no_pipeline_is_loaded(tmp_path: Path) -> None:
    Library.open(tmp_path / "empty.db").close()
    assert annotate_pending(tmp_path / "empty.db", "no_such_pipeline") == Tally()


def test_a_missing_pipeline_and_a_missing_cache_are_told(cache: Path, tmp_path: Path) -> None:
    with pytest.raises(PipelineError):
        annotate_pending(cache, "no_such_pipeline")
    with pytest.raises(CacheError):
        annotate_pending(tmp_path / "none.db", "fake")
    assert len(pending(cache)) == 12


def test_one_failing_article_is_recorded_and_the_others_go_on(cache: Path) -> None:
    newest = ids(cache)
    with closing(connect(cache)) as db:
        outcomes = annotated(db, Choking("round 10."), newest)
    bad = newest[2]
    assert outcomes[2] == Failed(bad, "ValueError: too hard")
    assert [type(outcome) for outcome in outcomes].count(Annotated) == 11
    assert failures(cache) == {bad: "ValueError: too hard"}
    assert pending(cache) == []


def test_an_article_that_changes_meanwhile_waits_for_another_turn(cache: Path) -> None:
    target = ids(cache)[0]

    class Interrupted(FakeRecogniser):
        def recognise(self, documents: Iterable[tuple[str, str]]) -> Iterator[Recognised]:
            for found in super().recognise(documents):
                with Library.open(cache) as library:
                    changed = article(12)
                    library.add([type(changed)(changed.guid, changed.title, "It is all new now in Berlin.")])
                yield found

    with closing(connect(cache)) as db:
        assert annotated(db, Interrupted(), [target]) == [Left(target)]
        assert target in pending(cache)
        assert annotated(db, FakeRecogniser(), [target]) == [Annotated(target, 1)]


def test_what_is_not_pending_is_left_alone(cache: Path) -> None:
    with closing(connect(cache)) as db:
        first = ids(cache)[0]
        assert len(annotated(db, FakeRecogniser(), [first, first, 999_999])) == 3
        assert annotated(db, FakeRecogniser(), [first]) == [Left(first)]


def test_an_error_of_the_cache_is_not_blamed_on_an_article(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise CacheError("The disk is full.")

    monkeypatch.setattr("reader.store.annotation.save", full)
    with pytest.raises(CacheError):
        annotate_pending(cache, "fake")
    assert failures(cache) == {}
    assert len(pending(cache)) == 12


def test_articles_that_another_process_has_in_hand_do_not_keep_this_one(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(cache, range(13, 15))
    monkeypatch.setattr("reader.store.annotation.save", lambda *_: None)
    assert annotate_pending(cache, "fake") == Tally()
