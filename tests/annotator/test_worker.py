"""The worker as a process of its own, spoken to by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from annotator_kit import ids, pending

from reader.annotator.process import worker_command
from tests.patience import LIMIT

ROOT = Path(__file__).parents[2]


def start(*argv: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        argv,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def talk(cache: Path, *lines: object, recogniser: str = "fake") -> tuple[list[dict[str, object]], str, int]:
    """Say all lines, end the input when every request is done, and take what comes back."""
    worker = start(*worker_command(cache, recogniser, idle=True))
    assert worker.stdin is not None and worker.stdout is not None
    worker.stdin.write(
        b"".join((line if isinstance(line, str) else json.dumps(line)).encode() + b"\n" for line in lines)
    )
    worker.stdin.flush()
    answers, open_requests = [], sum(isinstance(line, dict) for line in lines)
    while open_requests and (line := worker.stdout.readline()):
        answers.append(json.loads(line))
        open_requests -= "done" in answers[-1]
    rest, log = worker.communicate(timeout=LIMIT)
    return answers + [json.loads(line) for line in rest.splitlines()], log.decode(), worker.returncode


def test_ids_go_in_and_outcomes_come_out(cache: Path) -> None:
    first, second, third = ids(cache)[:3]
    answers, log, status = talk(cache, {"annotate": [first, third]})
    assert answers[0] == {"ready": "fake"}
    assert [answer.get("annotated") for answer in answers[1:3]] == [first, third]
    assert all(answer["entities"] for answer in answers[1:3])
    assert answers[3:] == [{"done": 2}]
    assert (status, log) == (0, "")
    assert second in pending(cache) and first not in pending(cache)


def test_the_end_of_input_ends_it(cache: Path) -> None:
    answers, _, status = talk(cache)
    assert (answers, status) == ([{"ready": "fake"}], 0)
    assert len(pending(cache)) == 12


def test_nonsense_is_logged_and_the_rest_is_done(cache: Path) -> None:
    target = ids(cache)[0]
    answers, log, status = talk(cache, "nonsense", {"annotate": [target]}, recogniser="fake")
    assert {"done": 1} in answers
    assert "nonsense" in log and "Traceback" not in log
    assert status == 0


@pytest.mark.parametrize(("recogniser", "file"), [("no_such_pipeline", "cache.db"), ("fake", "none.db")])
def test_what_it_cannot_do_it_says_in_a_sentence(cache: Path, recogniser: str, file: str) -> None:
    answers, log, status = talk(cache.with_name(file), recogniser=recogniser)
    assert list(answers[-1]) == ["error"]
    assert str(answers[-1]["error"]).endswith(".")
    assert status == 1 and "Traceback" not in log


def test_a_reader_that_goes_away_ends_it_quietly(cache: Path) -> None:
    worker = start(*worker_command(cache, "fake", idle=False))
    assert worker.stdin is not None and worker.stdout is not None and worker.stderr is not None
    worker.stdout.readline()
    worker.stdout.close()
    worker.stdin.write(json.dumps({"annotate": ids(cache)}).encode() + b"\n")
    worker.stdin.close()
    assert worker.wait(LIMIT) == 0
    assert worker.stderr.read() == b""
    worker.stderr.close()


def test_it_takes_no_modules_from_the_folder_one_stands_in() -> None:
    assert worker_command(Path("c.db"), None, idle=False)[:3] == (sys.executable, "-P", "-m")
