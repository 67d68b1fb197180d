"""Articles handed to the pipelines and names taken back: the pipelines work ahead, in a process of their own."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from reader.annotator.apart import CAN_DOUBLE, Apart, Pair
from reader.annotator.recogniser import prepare_each, state
from reader.annotator.steady import Steady
from reader.annotator.texts import Found, State
from reader.entities.plan import Plan
from reader.entities.protocol import Document, Pipelines
from reader.model.pipeline import FAKE_NAME

PROCESSORS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Recognition(Protocol):
    """Pipelines that several requests may be handed to before the names of the first are taken back.

    `plan` says which pipeline reads which language, `state` what else there is to know of them.
    """

    @property
    def plan(self) -> Plan: ...

    @property
    def state(self) -> State: ...

    def ask(self, documents: Sequence[Document]) -> None:
        """Hand over articles."""
        ...

    def answer(self) -> tuple[Found, ...]:
        """What was found in the articles of the earliest open request; PipelineError where there will be no more."""
        ...


class Here:
    """Pipelines in this process: what is asked is done when the answer is wanted."""

    def __init__(self, pipelines: Pipelines) -> None:
        self._pipelines = pipelines
        self._open: deque[Sequence[Document]] = deque()

    @property
    def plan(self) -> Plan:
        return self._pipelines.plan

    @property
    def state(self) -> State:
        return state(self._pipelines)

    def ask(self, documents: Sequence[Document]) -> None:
        self._open.append(documents)

    def answer(self) -> tuple[Found, ...]:
        return tuple(prepare_each(self._pipelines, self._open.popleft()))

    def close(self) -> None:
        """Nothing is held."""


@contextmanager
def opened(recogniser: str | None = None, wanted: str | None = None) -> Iterator[Here | Steady]:
    """Pipelines for as long as a block lasts, on two processors in two processes, started again where they end.

    `recogniser` must be there, `wanted` may be missing; which of both cannot be used is known when `state` is asked.
    The fake one needs no process and no spaCy.
    """
    found = _here(recogniser, wanted) or _steady(recogniser, wanted)
    try:
        yield found
    finally:
        found.close()


@contextmanager
def opened_once(recogniser: str | None, wanted: str | None, *, idle: bool = False) -> Iterator[Here | Apart]:
    """The same in one process, whose end is told: for one that is started again itself, and works beside a reader."""
    found = _here(recogniser, wanted) or Apart(recogniser, wanted, idle=idle)
    try:
        yield found
    finally:
        found.close()


def _here(recogniser: str | None, wanted: str | None) -> Here | None:
    if (recogniser or wanted) != FAKE_NAME:
        return None
    from reader.entities.fake import FakeRecogniser

    return Here(FakeRecogniser())


def _steady(recogniser: str | None, wanted: str | None) -> Steady:
    pair = CAN_DOUBLE and PROCESSORS > 1
    first = Pair(recogniser, wanted) if pair else Apart(recogniser, wanted)
    return Steady(first, lambda: Apart(recogniser, wanted))
