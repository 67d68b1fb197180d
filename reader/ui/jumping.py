"""Letters over what is on the screen: each leads to one pane, row, entity or link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from reader.ui.panes import NAMES
from reader.ui.widgets.pane import LinePane

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen

LETTERS = "asdfghjklqwertyuiopzxcvbnm"


@dataclass(frozen=True, slots=True)
class Goal:
    """What letters lead to: a place in a pane, x and y in its content, and what is done there.

    A goal without a place is the pane itself.
    """

    pane: LinePane
    place: tuple[int, int] | None
    go: Callable[[], object]


def goals(screen: MainScreen) -> dict[str, Goal]:
    """All that can be gone to, by its letters: the panes first, then what stands in them."""
    panes = [screen.query_one(f"#{name}", LinePane) for name in NAMES]
    shown = [pane for pane in panes if pane.display]
    found = [Goal(pane, None, lambda name=pane.id: screen.show_pane(name or "")) for pane in shown]  # type: ignore[misc]
    found += [Goal(pane, (x, y), go) for pane in shown for x, y, go in pane.spots()]
    return dict(zip(letters(len(found)), found, strict=False))


def letters(count: int) -> list[str]:
    """As many different names: one letter each, as far as these go, and two for the rest; none begins another."""
    if count <= len(LETTERS):
        return list(LETTERS[:count])
    leading = -(-(count - len(LETTERS)) // (len(LETTERS) - 1))
    if leading >= len(LETTERS):
        return ["".join(pair) for pair in product(LETTERS, LETTERS)][:count]
    single, first = LETTERS[: len(LETTERS) - leading], LETTERS[len(LETTERS) - leading :]
    return [*single, *("".join(pair) for pair in product(first, LETTERS))][:count]
