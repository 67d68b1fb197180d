"""What the reader has done to articles, so that it can be taken back, step by step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.library import Library

LEVELS = 1000


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was done: what it is called, and how it is taken back."""

    said: str
    take_back: Callable[[Library], object]


class Undo:
    """The steps, the last one on top; used from the thread that writes, so that it follows the order of writing."""

    def __init__(self) -> None:
        self._steps: list[Step] = []

    def push(self, said: str, take_back: Callable[[Library], object]) -> None:
        self._steps.append(Step(said, take_back))
        del self._steps[:-LEVELS]

    def take_back(self, library: Library) -> str:
        """Take the last step back, and say so; where the cache refuses, the step is kept."""
        if not self._steps:
            return "There is nothing to undo"
        step = self._steps[-1]
        step.take_back(library)
        self._steps.pop()
        return f"Undone: {step.said}" + (f" · {len(self._steps)} more" if self._steps else "")
