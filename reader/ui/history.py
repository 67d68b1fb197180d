"""The places one has been, as a browser keeps them."""

from __future__ import annotations

from dataclasses import dataclass

from reader.typeset.page import Anchor


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reader was: the article, the line at the top of the pane, and what was selected there.

    `top` is that line, said so that it is found again at any width; None is the place that was kept of the article, or
    its start. `at` is where the mention of the entity begins.
    """

    article_id: int
    top: Anchor | None = None
    entity_id: int | None = None
    at: int | None = None


class History:
    """Places behind and ahead; going somewhere new forgets those ahead."""

    def __init__(self, limit: int = 500) -> None:
        self._behind: list[Place] = []
        self._ahead: list[Place] = []
        self._limit = limit

    def leave(self, place: Place) -> None:
        """Remember a place that is being left for a new one."""
        self._behind.append(place)
        del self._behind[: -self._limit]
        self._ahead.clear()

    def back(self, here: Place | None) -> Place | None:
        """The place before this one, or None at the beginning."""
        return self._step(self._behind, self._ahead, here)

    def forward(self, here: Place | None) -> Place | None:
        """The place that was last gone back from, or None."""
        return self._step(self._ahead, self._behind, here)

    @staticmethod
    def _step(origin: list[Place], target: list[Place], here: Place | None) -> Place | None:
        if not origin:
            return None
        if here is not None:
            target.append(here)
        return origin.pop()
