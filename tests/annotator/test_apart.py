"""Names found in a process of their own: ahead of what is stored, and never in its way when one of both ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from annotator_kit import LIMIT, ids, pending

from reader.annotator import apart as apart_room
from reader.annotator import work
from reader.annotator.ahead import Ahead
from reader.annotator.apart import CAN_DOUBLE, Apart, Pair, RecogniserEndedError
from reader.annotator.child import environment
from reader.annotator.prepared import Prepared, prepare
from reader.annotator.protocol import AHEAD, CHUNK
from reader.annotator.recognition import Here
from reader.annotator.steady import Steady
from reader.annotator.texts import Names, State, decode_documents, decode_names, encode_documents, encode_names
from reader.entities.fake import FakeRecogniser
from reader.entities.protocol import Document
from reader.errors import PipelineError
from reader.model.entity import Label, Mention, Recognised
from reader.store.database import connect
from reader.store.outbox import READ_AGAIN

TEXTS = [Document("", f"Turkey and Russia met in Ankara for round {number}.") for number in range(3)]

needs_doubling = pytest.mark.skipif(not CAN_DOUBLE, reason="needs a system that copies processes")


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
    names = Recognised((Mention(0, 5, Label.ORG),), (Mention(5, 14, Label.PERSON),), "x 1", "en")
    found = (prepare(documents[0], names), PipelineError("Too hard."))
    said = decode_names(encode_names(Names(found, State("x", {"y 2": "It is broken."}, ("It is told.",)))))
    assert said.found[0] == found[0] and str(said.found[1]) == "Too hard."
    assert said.state == State("x", {"y 2": "It is broken."}, ("It is told.",))


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


def test_a_library_without_room_is_told_as_want_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    program = (
        "from reader.annotator import pipelines, recogniser\n"
        "def load(*_): raise ImportError('blis.so: failed to map segment from shared object')\n"
        "pipelines.load_pipeline = load\n"
        "recogniser.main([])"
    )
    monkeypatch.setattr(apart_room, "_command", lambda *_, **__: [sys.executable, "-c", program])
    with closing(Apart(None, None)) as apart, pytest.raises(PipelineError, match="not enough memory"):
        _ = apart.state


def test_its_death_is_told_with_how_it_came_about(apart: Apart) -> None:
    assert apart.state.name == "fake"
    os.kill(apart.pid, signal.SIGKILL)
    for _ in range(3):
        apart.ask(TEXTS)
    with pytest.raises(RecogniserEndedError, match="killed") as told:
        apart.answer()
    assert told.value.status == 128 + signal.SIGKILL


@pytest.fixture
def pair(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pair]:
    monkeypatch.setattr(apart_room, "_COPIED", LIMIT)
    with closing(Pair("fake", None)) as found:
        yield found


@needs_doubling
def test_two_answer_in_the_order_of_the_questions(pair: Pair) -> None:
    questions = [[Document("", f"{name} met Russia.")] for name in ("Turkey", "Greece", "Cyprus", "Syria")]
    here = Here(FakeRecogniser())
    assert pair.state == here.state and pair._second is not None
    for question in questions:
        pair.ask(question)
        here.ask(question)
    assert [each is pair._second for each in pair._open] == [False, True, False, True]
    assert [pair.answer() for _ in questions] == [here.answer() for _ in questions]
    assert pair.state == here.state


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="needs signals that can be held back")
def test_it_is_deaf_to_ctrl_c_from_its_first_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    argv = [sys.executable, "-c", "import signal; print(signal.SIGINT in signal.pthread_sigmask(0, []), flush=True)"]
    monkeypatch.setattr(apart_room, "_command", lambda *_, **__: argv)
    with closing(Apart(None, None)) as apart:
        assert apart._answers.readline() == b"True\n"
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


@needs_doubling
def test_the_second_ends_with_the_first(pair: Pair) -> None:
    assert pair._second is not None and pair._second.state == pair.state
    os.kill(pair._first.pid, signal.SIGKILL)
    assert pair._second._answers.readline() == b""


NO_ROOM = """
import os, sys
from reader.annotator import recogniser
def fork():
    raise BlockingIOError
os.fork = fork
recogniser.main(["--recogniser", "fake", "--twin", *sys.argv[1:]])
"""


def test_a_second_one_that_cannot_be_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    def command(*_: object, idle: bool, twin: Sequence[int]) -> list[str]:
        return [sys.executable, "-c", NO_ROOM, *map(str, twin)]

    monkeypatch.setattr(apart_room, "_command", command)
    with closing(Pair("fake", None)) as pair:
        assert pair.state.name == "fake"
        for _ in range(3):
            pair.ask(TEXTS)
        assert [len(pair.answer()) for _ in range(3)] == [3, 3, 3]
        assert pair._second is None


def test_what_was_asked_of_a_process_that_is_killed_is_asked_of_a_new_one() -> None:
    first = Apart("fake", None)
    with closing(Steady(first, lambda: Apart("fake", None))) as steady:
        assert steady.state.name == "fake"
        os.kill(first.pid, signal.SIGKILL)
        here = Here(FakeRecogniser())
        for found in (steady, here):
            found.ask(TEXTS[:2])
            found.ask(TEXTS[2:])
        assert [steady.answer(), steady.answer()] == [here.answer(), here.answer()]


DEADLY = """
import os, signal
from reader.annotator import recogniser
from reader.entities.fake import FakeRecogniser
found = FakeRecogniser.recognise
def recognise(self, documents):
    for title, text in documents:
        if DEADLY in text:
            os.kill(os.getpid(), signal.SIGKILL)
        yield from found(self, [(title, text)])
FakeRecogniser.recognise = recognise
recogniser.main(["--recogniser", "fake"])
"""


def deadly(monkeypatch: pytest.MonkeyPatch, word: str) -> Steady:
    """Pipelines whose process does not survive a word."""
    argv = [sys.executable, "-c", DEADLY.replace("DEADLY", repr(word))]
    monkeypatch.setattr(apart_room, "_command", lambda *_, **__: argv)
    return Steady(Apart(None, None), lambda: Apart(None, None))


def test_an_article_that_kills_it_twice_is_given_up_and_the_others_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(deadly(monkeypatch, "round 1.")) as steady:
        steady.ask(TEXTS)
        steady.ask(TEXTS[2:])
        first, second, third = steady.answer()
        assert all(isinstance(each, Prepared) and each.named.clusters() for each in (first, third))
        assert "stopped twice while it worked on this article" in str(second)
        assert steady.answer() == (third,)


def test_where_nothing_survives_the_articles_are_not_to_blame(monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(deadly(monkeypatch, "Turkey")) as steady:
        steady.ask(TEXTS)
        with pytest.raises(RecogniserEndedError, match="killed"):
            steady.answer()


def test_one_that_never_loads_is_started_again_once(monkeypatch: pytest.MonkeyPatch) -> None:
    argv = [sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"]
    monkeypatch.setattr(apart_room, "_command", lambda *_, **__: argv)
    others = iter([Apart(None, None)])
    steady = Steady(Apart(None, None), lambda: next(others))
    with closing(steady), pytest.raises(RecogniserEndedError, match="killed"):
        _ = steady.state
    assert list(others) == []


def test_it_ends_with_its_input_and_is_deaf_to_ctrl_c() -> None:
    argv = apart_room._command("fake", None, idle=True)
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
    assert isinstance(named.found, Prepared)
    assert named.article is not None and named.article.text == "All is new in Berlin."
    assert "berlin" in [key for cluster in named.found.named.clusters() for key in cluster.keys]
    assert len(watched.asked) == 3


def test_an_article_that_a_later_one_has_read_again_is_not_recognised_again(cache: Path) -> None:
    watched = Watched()
    with closing(connect(cache)) as db:
        (one, *_) = ids(cache)
        ahead = Ahead(db, watched)
        (before,) = ahead.names([one])
        db.execute("UPDATE outbox SET token = randomblob(?) WHERE article_id = ?", (READ_AGAIN, one))
        (again,) = ahead.names([one])
        assert again.found == before.found and len(watched.asked) == 1
        db.execute("UPDATE article SET text = 'All is new in Berlin.' WHERE id = ?", (one,))
        db.execute("UPDATE outbox SET token = randomblob(?) WHERE article_id = ?", (READ_AGAIN, one))
        (changed,) = ahead.names([one])
    assert changed.found != before.found and len(watched.asked) == 2


class Failing(FakeRecogniser):
    def recognise(self, documents: Iterable[tuple[str, str]]) -> Iterator[Recognised]:
        raise MemoryError
        yield


def test_where_memory_is_wanting_each_article_is_told_of(cache: Path) -> None:
    with closing(connect(cache)) as db:
        outcomes = [each for some in work.annotate(db, Ahead(db, Here(Failing())), ids(cache)[:2]) for each in some]
    assert [type(outcome).__name__ for outcome in outcomes] == ["Failed", "Failed"]
    assert len(pending(cache)) == 10
