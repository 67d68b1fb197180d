"""Waits for the letters of a goal while they stand over the panes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from textual import events

from reader.ui.jumping import Goal
from reader.ui.screens.window import Window
from reader.ui.widgets.pane import LinePane

_ESCAPES: Final = ("escape", "backspace")


class JumpScreen(Window[Goal | None]):
    """Returns the goal whose letters were typed; any key that leads nowhere leaves."""

    def __init__(self, goals: Mapping[str, Goal]) -> None:
        super().__init__()
        self._goals = goals
        self._typed = ""
        self._titles = {goal.pane: goal.pane.title for goal in goals.values()}
        self._lettered: dict[LinePane, str] = {}

    def on_mount(self) -> None:
        self._show()

    def on_resize(self) -> None:
        """What the letters stand over has moved."""
        if self._typed or self.size != self.app.size:
            self._leave(None)

    def on_key(self, event: events.Key) -> None:
        event.stop()
        typed = self._typed + (event.character or "")
        left = [name for name in self._goals if name.startswith(typed)] if event.character else []
        if typed in self._goals:
            self._leave(self._goals[typed])
        elif left and event.key not in _ESCAPES:
            self._typed = typed
            self._show()
        else:
            self._leave(None)

    def on_click(self) -> None:
        self._leave(None)

    def _show(self) -> None:
        """Draw what is still to be typed of each name."""
        hints: dict[LinePane, dict[int, list[tuple[int, str]]]] = {pane: {} for pane in self._titles}
        for name, goal in self._goals.items():
            rest = name.removeprefix(self._typed) if name.startswith(self._typed) else ""
            if goal.place is None:
                title = self._titles[goal.pane]
                self._lettered[goal.pane] = f"{rest} · {title}" if rest else title
                goal.pane.set_title(self._lettered[goal.pane])
            elif rest:
                hints[goal.pane].setdefault(goal.place[1], []).append((goal.place[0], rest))
        for pane, lines in hints.items():
            pane.show_hints(lines)

    def _leave(self, goal: Goal | None) -> None:
        for pane, title in self._titles.items():
            if pane.title == self._lettered.get(pane):  # else it says something newer by now
                pane.set_title(title)
            pane.show_hints({})
        self.dismiss(goal)
