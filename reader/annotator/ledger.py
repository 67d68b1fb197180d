"""What the client has asked of a worker, and whom to suspect when that worker dies."""

from __future__ import annotations

from collections.abc import Sequence

from reader.annotator.protocol import AHEAD, CHUNK

MAX_RESTARTS = 3
# What is at work may stand behind a request that has just been sent, and behind what waits to be stored.
SUSPECTS = 2 * CHUNK + AHEAD


class Ledger:
    """The articles in a worker's hands, in the order in which it takes them.

    When a worker dies, the articles it may have been at are asked about again one at a time; one that it dies on
    when alone is to blame, but has one chance more where the worker was killed from outside. More than three deaths
    without an article done in between are the worker's own fault.
    """

    def __init__(self) -> None:
        self._in_hand: list[int] = []
        self._suspects: list[int] = []
        self._alone: int | None = None
        self._deaths = 0
        self._spared: set[int] = set()

    @property
    def idle(self) -> bool:
        return not self._in_hand

    @property
    def trying_one(self) -> bool:
        """Whether a suspect is being tried, so that nothing else may be asked meanwhile."""
        return self._alone is not None

    @property
    def exhausted(self) -> bool:
        return self._deaths > MAX_RESTARTS

    def next_suspect(self) -> int | None:
        """The article that has to be asked about alone now, if there is one."""
        return self._suspects[0] if self._suspects else None

    def asked(self, ids: Sequence[int]) -> None:
        """Note a request; the worker takes the latest one first."""
        self._in_hand[:0] = [article_id for article_id in ids if article_id not in self._in_hand]
        if self._suspects and list(ids) == self._suspects[:1]:
            self._alone = self._suspects.pop(0)

    def answered(self, article_id: int, *, done: bool) -> None:
        """Note an answer; `done` says that something was achieved, not merely left."""
        if article_id in self._in_hand:
            self._in_hand.remove(article_id)
        if article_id == self._alone:
            self._alone = None
        if done:
            self._deaths = 0

    def died(self, *, blameless: bool = False, killed: bool = False) -> int | None:
        """Note a worker's death; returns the article that is to blame.

        `blameless`: it gave another reason. `killed`: somebody ended it, which may be the system for want of memory.
        """
        self._deaths += 1
        culprit = None
        if self._alone is not None and (blameless or (killed and self._alone not in self._spared)):
            self._suspects.insert(0, self._alone)
            self._spared.add(self._alone)
        elif self._alone is not None:
            culprit = self._alone
        elif not blameless:
            self._suspects = [*self._in_hand[:SUSPECTS], *self._suspects]
        self._alone = None
        self._in_hand.clear()
        return culprit
