"""Names found in a process of their own: ahead of what is stored, and never in its way when one of both ends."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from annotator_kit import LIMIT, ids, pending

from reader.annotator import recognition, work
from reader.annotator.ahead import Ahead
from reader.annotator.process import environment
from reader.annotator.protocol import AHEAD, CHUNK
from reader.annotator.recognition import MANY, Apart, Here, RecogniserEndedError, Several
from reader.annotator.texts import Names, State, decode_documents, decode_names, encode_documents, encode_names
from reader.entities.fake import FakeRecogniser
from reader.entities.protocol import Document
from reader.errors import PipelineError
from reader.model.entity import Label, Mention, Recognised
from reader.store.database import connect

TEXTS = [Document("", f"Turkey and Russia met in Ankara for round {number}.") for number in range(3)]


@pytest.fixture
def apart() -> Iterator[Apart]:
    with closing(Apart("fake", None)) as found:
        yield found


def test_texts_and_names_pass_through_lines() -> None:
    documents = [Document("Tïtle\n", "lone \ud800 surrogate", "de-AT"), Document("", "")]
    line = encode_documents(documents)
    assert line.count(b"\n") == 1 and line.isascii()
    assert decode_documents(line) == documents
    assert [each.lang for each in decode_documents(line)] == ["de-AT", None]
    found = (Recognised((Mention(0, 4, Label.ORG),), (), "x 1", "en"), PipelineError("Too hard."))
    names = decode_names(encode_names(Names(found, State("x", {"y 2": "It is broken."}, ("It is told.",)))))
    assert names.found[0] == found[0] and str(names.found[1]) == "Too hard."
    assert names.state == State("x", {"y 2": "It is broken."}, ("It is told.",))


@pytest.mark.parametrize("line", [b"nonsense\n", b"[]\n", b'{"found": 1, "state": ["x", {}, []]}\n', b"{}\n"])
def test_what_is_no_answer_is_told_in_a_sentence(line: bytes) -> None:
    with pytest.raises(PipelineError, match="nobody understands"):
        decode_names(line)


def test_another_process_finds_what_this_one_would(apart: Apart) -> None:
    here = Here(FakeRecogniser())
    for found in (apart, here):
        found.ask(TEXTS[:2])
        found.ask(TEXTS[2:])
    assert apart.state == here.state and apart.plan.english == here.plan.english
    assert [apart.answer(), apart.answer()] == [here.answer(), here.answer()]


def test_requests_far_larger_than_a_pipe_holds_keep_nobody_waiting(apart: Apart) -> None:
    large = [Document("", "Turkey and Russia met in Ankara. " * 5_000)] * 2
    for _ in range(6):
        apart.ask(large)
    assert all(len(apart.answer()) == 2 for _ in range(6))


def test_a_missing_pipeline_is_told_by_its_own_sentence() -> None:
    with closing(Apart("no_such_pipeline", None)) as apart:
        apart.ask(TEXTS)
        with pytest.raises(PipelineError, match="no_such_pipeline"):
            apart.answer()


def test_its_death_is_told_with_how_it_came_about(apart: Apart) -> None:
    assert apart.state.name == "fake"
    os.kill(apart.pid, signal.SIGKILL)
    for _ in range(3):
        apart.ask(TEXTS)
    with pytest.raises(RecogniserEndedError, match="killed") as told:
        apart.answer()
    assert told.value.status == 128 + signal.SIGKILL


def test_two_answer_in_the_order_of_the_questions() -> None:
    questions = [[Document("", f"{name} met Russia.")] for name in ("Turkey", "Greece", "Cyprus", "Syria")]
    with closing(Several(lambda: Apart("fake", None), 2)) as both:
        both.ask(TEXTS * MANY)
        assert len(both._all) == 2 and both.answer()
        select.select([both._all[1]._process.stdout], [], [], LIMIT)  # it has loaded
        for question in questions:
            both.ask(question)
        assert len({id(each) for each in both._open}) == 2
        here = Here(FakeRecogniser())
        for question in questions:
            here.ask(question)
            assert both.answer() == here.answer()
        assert both.state == here.state


def test_a_second_one_that_cannot_begin_is_done_without() -> None:
    started = iter(["fake", "no_such_pipeline"])
    with closing(Several(lambda: Apart(next(started), None), 2)) as found:
        found.ask(TEXTS * MANY)
        assert len(found.answer()) == len(TEXTS) * MANY
        select.select([found._all[1]._process.stdout], [], [], LIMIT)
        for _ in range(3):
            found.ask(TEXTS)
        assert [len(found.answer()) for _ in range(3)] == [3, 3, 3]
        assert len(found._all) == 1


def test_it_ends_with_its_input_and_is_deaf_to_ctrl_c() -> None:
    argv = recognition._command("fake", None, idle=True)
    with subprocess.Popen(
        argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        assert decode_names(process.stdout.readline()).found == ()
        process.send_signal(signal.SIGINT)
        process.stdin.write(encode_documents(TEXTS))
        process.stdin.flush()
        assert len(decode_names(process.stdout.readline()).found) == 3
        rest, log = process.communicate(timeout=LIMIT)
    assert (rest, log, process.returncode) == (b"", b"", 0)


@pytest.mark.skipif(sys.platform != "linux", reason="Linux ends a process with its parent")
def test_one_that_hangs_does_not_outlive_who_started_it(tmp_path: Path) -> None:
    # It holds Python's lock and so never learns that its input has ended.
    read, write = os.pipe()
    hanging = (
        "import os, re, reader.annotator.recogniser as recogniser\n"
        f"recogniser._serve = lambda *_: (os.write({write}, b'x'), re.match('(a+)+b', 'a' * 64))\n"
        "recogniser.main()"
    )
    parent = (
        "import os, subprocess, sys\n"
        f"subprocess.Popen([sys.executable, '-c', {hanging!r}], stdin=subprocess.PIPE, pass_fds=[{write}])\n"
        f"os.close({write})\n"
        "sys.stdin.read()"
    )
    argv = [sys.executable, "-c", parent]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, pass_fds=[write], env=environment()) as process:
        os.close(write)
        assert os.read(read, 1) == b"x"
        process.kill()
    assert os.read(read, 1) == b"", "it holds its end of the pipe still"
    os.close(read)


class Watched(Here):
    """Writes down what it was asked."""

    def __init__(self) -> None:
        super().__init__(FakeRecogniser())
        self.asked: list[list[str]] = []

    def ask(self, documents: Sequence[Document]) -> None:
        self.asked.append([title for title, _ in documents])
        super().ask(documents)


def test_what_waits_next_is_asked_before_it_is_wanted_and_once(cache: Path) -> None:
    watched = Watched()
    with closing(connect(cache)) as db:
        ahead = Ahead(db, watched)
        newest = ids(cache)
        list(ahead.names(newest[:4]))
        list(ahead.names(newest[4:8]))
        list(ahead.names(newest[8:]))
    assert [len(asked) for asked in watched.asked] == [4, 8]
    assert len({title for asked in watched.asked for title in asked}) == 12 <= CHUNK + AHEAD


def test_what_is_asked_alone_is_recognised_alone(cache: Path) -> None:
    watched = Watched()
    with closing(connect(cache)) as db:
        list(Ahead(db, watched).names(ids(cache)[5:6]))
    assert len(watched.asked) == 1 and len(watched.asked[0]) == 1


def test_an_article_that_changes_after_it_was_read_ahead_is_read_again(cache: Path) -> None:
    watched = Watched()
    with closing(connect(cache)) as db:
        ahead = Ahead(db, watched)
        newest = ids(cache)
        list(ahead.names(newest[:4]))
        db.execute("UPDATE article SET text = 'All is new in Berlin.' WHERE id = ?", (newest[5],))
        (named,) = ahead.names([newest[5]])
    assert named.found is not None and isinstance(named.found, Recognised)
    assert named.article is not None and named.article.text == "All is new in Berlin."
    assert [each.end - each.start for each in named.found.text][-1] == len("Berlin")
    assert len(watched.asked) == 3


class Failing(FakeRecogniser):
    def recognise(self, documents: Iterable[tuple[str, str]]) -> Iterator[Recognised]:
        raise MemoryError
        yield


def test_where_memory_is_wanting_each_article_is_told_of(cache: Path) -> None:
    with closing(connect(cache)) as db:
        outcomes = [each for some in work.annotate(db, Ahead(db, Here(Failing())), ids(cache)[:2]) for each in some]
    assert [type(outcome).__name__ for outcome in outcomes] == ["Failed", "Failed"]
    assert len(pending(cache)) == 10
