"""A screen over the main one."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

Result = TypeVar("Result")


class Window(ModalScreen[Result]):
    """Closes once: for the second click of two, or another key of a burst, Textual would close what lies below.

    A key of a burst may also come before it stands, or after it was closed; then it does nothing.
    """

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.is_current and self.is_mounted and super().check_action(action, parameters)

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        return super().dismiss(result) if self.is_current else AwaitComplete()
