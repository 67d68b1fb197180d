"""A figure that a benchmark found, with what it should be and what others take for the same; and figures as a table."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table of figures; smaller is better, unless `higher`.

    `value` is a median and `p95` its spread, both in `unit`; `target` and `target_p95` what is to be reached, in the
    same unit, or as a ratio to `floor` where `relative`. `floor` is what the bare library underneath takes for the same
    (Textual, SQLite, spaCy: `bare` says which), `other` what newsboat does.
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
    higher: bool = False
    bare: str = "Textual"

    @property
    def ratio(self) -> float | None:
        """How many times the floor."""
        return self.value / self.floor if self.floor else None

    @property
    def beside(self) -> float | None:
        """How many times what newsboat takes."""
        return self.value / self.other if self.other else None

    @property
    def reached(self) -> bool | None:
        """Whether every target is reached; None where there is none."""
        asked = self.ratio if self.relative else self.value
        pairs = [(asked, self.target), (self.p95, self.target_p95)]
        known = [(value, target) for value, target in pairs if value is not None and target is not None]
        sign = -1 if self.higher else 1
        return all(sign * value <= sign * target for value, target in known) if known else None


def spread(samples: Sequence[float]) -> tuple[float, float]:
    """The median and the 95th percentile."""
    ordered = sorted(samples)
    return statistics.median(ordered), ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


COLUMNS = ("what", "x floor", "x newsboat", "median", "p95", "unit", "to reach", "floor", "newsboat")
WIDTHS = (46, 8, 11, 10, 10, 9, 14, 18, 10)
HEAD = "".join(f"{name:<{width}}" if at == 0 else f"{name:>{width}}" for at, (name, width) in
               enumerate(zip(COLUMNS, WIDTHS, strict=True)))  # fmt: skip


def cells(figure: Figure) -> tuple[str, ...]:
    """A figure as the cells of its line; one that misses its target has an exclamation mark behind it."""
    target = "" if figure.target is None else f"{figure.target:g}{' x' if figure.relative else ''}"
    target += "" if figure.target_p95 is None else f" / {figure.target_p95:g}"
    mark = " !" if figure.reached is False else ""
    floor = "" if figure.floor is None else f"{figure.bare} {_number(figure.floor)}"
    return (
        figure.name, _number(figure.ratio, 2), _number(figure.beside, 2), _number(figure.value), _number(figure.p95),
        figure.unit, target + mark, floor, _number(figure.other),
    )  # fmt: skip


def line(figure: Figure) -> str:
    """A figure as a line under HEAD."""
    first, *rest = cells(figure)
    return f"{first:<{WIDTHS[0]}}" + "".join(f"{cell:>{width}}" for cell, width in zip(rest, WIDTHS[1:], strict=True))


def show(figures: Iterable[Figure]) -> None:
    """Print figures as they come."""
    print(HEAD)
    for figure in figures:
        print(line(figure), flush=True)


def as_json(figure: Figure) -> str:
    """A figure as one line of JSON, with its ratios and whether it reaches its target."""
    found = {name: value for name, value in asdict(figure).items() if value is not None}
    return json.dumps(found | {"ratio": figure.ratio, "beside": figure.beside, "reached": figure.reached})


def as_markdown(figures: Iterable[Figure]) -> str:
    """Figures as a table for the documents."""
    rows = [COLUMNS, ("---",) * len(COLUMNS), *map(cells, figures)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _number(value: float | None, digits: int | None = None) -> str:
    """A number in at most four digits, or in as many decimals as are asked for; "" for none."""
    if value is None:
        return ""
    if digits is None:
        digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 3 if abs(value) < 1 else 2
    return format(value, f",.{digits}f")
