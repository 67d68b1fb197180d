"""Looking something up in the background while one types: the newest wish only, and only its answer is shown."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from reader.errors import QueryError, TidewireError

if TYPE_CHECKING:
    from reader.library import Library
    from reader.ui.screens.listed import ListScreen
    from reader.ui.screens.main import MainScreen

T = TypeVar("T")


class Lookup(Generic[T]):
    """`show` is called in the screen's thread with what the newest wish found, unless `screen` was closed meanwhile.

    No key waits for it.
    """

    def __init__(self, screen: MainScreen | ListScreen[Any], show: Callable[[T], None]) -> None:
        self._screen, self._app = screen, screen.app
        self._show = show
        self._newest = 0

    def want(self, work: Callable[[Library], T]) -> None:
        """Do this instead of what was wanted before."""
        self._newest += 1
        turn = self._newest

        def look(library: Library) -> T | None:
            return work(library) if turn == self._newest else None

        self._app.searches.submit(look).add_done_callback(
            lambda future: self._app.call_later(self._answer, turn, future)
        )

    def over(self) -> None:
        """Show nothing that is found from now on."""
        self._newest += 1

    def _answer(self, turn: int, future: Future[T | None]) -> None:
        closed = not self._app.is_running or self._screen not in self._app.screen_stack
        if closed or turn != self._newest:
            return  # whatever came of it, it was broken off
        error = future.exception()
        if error is not None and not isinstance(error, TidewireError):
            raise error
        if error is not None and not isinstance(error, QueryError):
            self._app.main.say(str(error), error=True)
        found = None if error else future.result()
        if found is not None:
            self._show(found)
