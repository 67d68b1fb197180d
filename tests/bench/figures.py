"""A figure that a benchmark found, with what it should be and what a bare program takes; and figures as a table."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table of figures; smaller is better.

    `value` and `p95` are in `unit`; `target` and `target_p95` what is to be reached, in the same unit, or as a ratio to
    `floor` where `relative`. `floor` is what a bare Textual program takes for the same, `other` what newsboat does.
    """

    name: str
    value: float
    unit: str
    target: float | None = None
    p95: float | None = None
    target_p95: float | None = None
    floor: float | None = None
    other: float | None = None
    relative: bool = False

    @property
    def ratio(self) -> float | None:
        """How many times the floor."""
        return self.value / self.floor if self.floor else None

    @property
    def reached(self) -> bool | None:
        """Whether every target is reached; None where there is none."""
        asked = self.ratio if self.relative else self.value
        pairs = [(asked, self.target), (self.p95, self.target_p95)]
        known = [value <= target for value, target in pairs if value is not None and target is not None]
        return all(known) if known else None


def spread(samples: Sequence[float]) -> tuple[float, float]:
    """The median and the 95th percentile."""
    ordered = sorted(samples)
    return statistics.median(ordered), ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


HEAD = f"{'what':44}{'p50':>10}{'p95':>10} {'unit':6}{'to reach':>14}{'floor':>9}{'ratio':>7}{'newsboat':>10}"


def line(figure: Figure) -> str:
    """A figure as a line under HEAD; one that misses its target ends in an exclamation mark."""
    target = "" if figure.target is None else f"{figure.target:g}{' x' if figure.relative else ''}"
    target += "" if figure.target_p95 is None else f" / {figure.target_p95:g}"
    return (
        f"{figure.name:44}{_number(figure.value)}{_number(figure.p95)} {figure.unit:6}{target:>14}"
        f"{_number(figure.floor, 9)}{_number(figure.ratio, 7, 2)}{_number(figure.other)}"
        f"{' !' if figure.reached is False else ''}"
    )


def show(figures: Iterable[Figure]) -> None:
    """Print figures as they come."""
    print(HEAD)
    for figure in figures:
        print(line(figure), flush=True)


def _number(value: float | None, width: int = 10, digits: int = 1) -> str:
    return f"{'' if value is None else format(value, f',.{digits}f'):>{width}}"
