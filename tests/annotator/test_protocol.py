"""What one side says the other one understands, and nothing else is understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotator.protocol import (
    MAX_ERROR,
    Annotate,
    Annotated,
    Done,
    Failed,
    Left,
    Message,
    Notice,
    Ready,
    Trouble,
    decode,
    encode,
)
from reader.errors import PipelineError

MESSAGES: list[Message] = [
    Annotate((3, 1, 2)),
    Annotate(()),
    Ready("embedded"),
    Notice("It is broken. The embedded one is used instead."),
    Annotated(7, 12),
    Failed(7, "ValueError: Ä\n“x”"),
    Left(7),
    Done(2),
    Trouble("The pipeline is not installed."),
]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_every_message_is_one_line_and_comes_back(message: Message) -> None:
    line = encode(message)
    assert line.endswith(b"\n") and line.count(b"\n") == 1
    assert decode(line) == message


def test_the_lines_are_those_that_others_may_write() -> None:
    assert decode(b'{"annotate": [1, 2]}\n') == Annotate((1, 2))
    assert encode(Annotated(1, 5)) == b'{"annotated": 1, "entities": 5}\n'
    assert encode(Ready("fake")) == b'{"ready": "fake"}\n'


def test_a_long_error_is_cut() -> None:
    told = decode(encode(Failed(1, "x" * 10_000)))
    assert isinstance(told, Failed)
    assert len(told.error) == MAX_ERROR


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{}",
        b"[1]",
        b"null",
        b'{"annotate": 5}',
        b'{"annotate": ["1"]}',
        b'{"annotated": 1}',
        b'{"left": true}',
        b'{"left": 1, "more": 2}',
        b'{"ready": 1}',
        b"\xff",
        b"[" * 100000,
    ],
)
def test_nonsense_is_refused(line: bytes) -> None:
    with pytest.raises(PipelineError):
        decode(line)


@given(st.binary())
def test_no_bytes_break_it(line: bytes) -> None:
    try:
        decode(line)
    except PipelineError as error:
        assert "nobody understands" in str(error)
