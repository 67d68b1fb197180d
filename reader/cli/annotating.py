"""`tidewire annotate`, and what the commands that show entities do first: annotate what is pending."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar

import click

from reader.cli.options import Command, pass_session
from reader.cli.progress import PassingLine
from reader.cli.session import Session, tell

F = TypeVar("F", bound=Callable[..., Any])
PACE = 0.1  # seconds between two changes of the progress line


def no_annotate_option(command: F) -> F:
    """Let a command be told not to annotate first."""
    option = click.option("--no-annotate", is_flag=True, help="Answer from what is annotated already.")
    return option(command)


@click.command(cls=Command)
@click.option("--jsonl", is_flag=True, help="Annotate the articles on stdin, a JSON object a line; store nothing.")
@click.option("--again", is_flag=True, help="Also what failed, and what another pipeline annotated than the present.")
@click.option("--all", "every", is_flag=True, help="With --again: every article.")
@pass_session
def annotate(session: Session, jsonl: bool, again: bool, every: bool) -> int:
    """Find the entities of all articles that wait for it, and their related stories.

    Stopped at any moment, it goes on from there the next time.
    """
    if every and not again:
        raise click.UsageError("--all says how much is done --again.")
    if jsonl:
        from reader.cli.annotating_lines import annotate_stdin

        return annotate_stdin(session)
    annotated, failed = _annotate(session, again=again, every=every)
    if session.json:
        from reader.cli.output import say_json

        say_json({"annotated": annotated, "failed": failed})
    else:
        session.note(f"{annotated:,} articles annotated.")
    if failed:
        tell(f"{failed:,} articles could not be annotated; `tidewire doctor` says why.")
    return 1 if failed else 0


def annotate_first(session: Session) -> None:
    """Annotate what is pending, so that an answer right after an import is right."""
    with session.open() as library:
        pending, unsettled = library.pending(), library.stories.unsettled()
    if not session.writable:
        if pending:
            session.note(f"{pending:,} articles are not annotated yet, and the cache cannot be written.")
        return
    if not pending and not unsettled:
        return
    _, failed = _annotate(session)
    if failed:
        session.note(f"{failed:,} articles could not be annotated; `tidewire doctor` says why.")


def _annotate(session: Session, *, again: bool = False, every: bool = False) -> tuple[int, int]:
    from reader.annotator.work import Again, annotate_pending

    progress = ProgressLine(session)
    try:
        tally = annotate_pending(
            session.cache_file,
            session.recogniser,
            progress,
            wanted=session.load_config().pipeline,
            again=Again.ALL if every else Again.OUTDATED if again else Again.NO,
            on_notice=tell,
        )
    finally:
        progress.clear()
    return tally.annotated, tally.failed


class ProgressLine:
    """How far the annotation is, on stderr: a line that changes in a terminal, a single one elsewhere."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._line = PassingLine(quiet=session.quiet)
        self._next = 0.0
        self._begun = False

    def __call__(self, done: int, todo: int) -> None:
        if not self._line.alive:
            if not self._begun:
                self._session.note(f"Annotating {todo:,} articles …")
        elif time.monotonic() >= self._next:
            self._next = time.monotonic() + PACE
            self._line.show(f"Annotating {done:,} of {todo:,} articles … ")
        self._begun = True

    def clear(self) -> None:
        self._line.clear()
