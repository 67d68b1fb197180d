"""Pipelines that outlive their process: it is started again, and an article that ends it twice is given up."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence

from reader.annotator.apart import Apart, Pair, RecogniserEndedError
from reader.annotator.texts import Found, State
from reader.entities.plan import Plan
from reader.entities.protocol import Document
from reader.errors import PipelineError

_ENOUGH = 3  # articles at the head of a request that are all given up: then it is not they that are to blame
_DEADLY = "The process that finds the names stopped twice while it worked on this article."


class Steady:
    """`first`, and where its process ends without a word, a new one by `again`.

    Nothing that was asked is lost: the articles of the request that waits longest are tried one by one, as one of them
    may have ended the process, and those behind it are asked for once more. RecogniserEndedError where a new process
    ends while it loads, or nothing survives in it.
    """

    def __init__(self, first: Apart | Pair, again: Callable[[], Apart]) -> None:
        self._now = first
        self._again = again
        self._open: deque[Sequence[Document]] = deque()

    @property
    def plan(self) -> Plan:
        _ = self.state
        return self._now.plan

    @property
    def state(self) -> State:
        try:
            return self._now.state
        except RecogniserEndedError:
            self._start_again()
            return self._now.state

    def ask(self, documents: Sequence[Document]) -> None:
        """Hand over articles."""
        self._open.append(documents)
        self._now.ask(documents)

    def answer(self) -> tuple[Found, ...]:
        """What was found in the articles of the earliest open request, a PipelineError for one that was given up."""
        documents = self._open.popleft()
        try:
            return self._now.answer()
        except RecogniserEndedError as error:
            self._start_again()
            return self._one_by_one(documents, error)

    def _start_again(self) -> None:
        """Begin anew, with nothing asked; one that ends while it loads will always do so."""
        self._now.close()
        self._now = self._again()
        _ = self._now.state

    def _one_by_one(self, documents: Sequence[Document], error: RecogniserEndedError) -> tuple[Found, ...]:
        found: list[Found | None] = []
        for document in documents:
            found.append(self._tried(document))
            if len(found) == _ENOUGH and not any(found):
                raise error
        for waiting in self._open:
            self._now.ask(waiting)
        return tuple(each or PipelineError(_DEADLY) for each in found)

    def _tried(self, document: Document) -> Found | None:
        """What is found in an article that is alone with the process; nothing where it ends that twice."""
        for _ in range(2):
            try:
                self._now.ask([document])
                (found,) = self._now.answer()
            except RecogniserEndedError:
                self._start_again()
            else:
                return found
        return None

    def close(self) -> None:
        """End the process at once."""
        self._now.close()
