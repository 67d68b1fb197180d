"""Keys one after the other: each waits until what the one before asked for stands on the screen.

Textual hands keys on as they come. What is typed in one go with the key that opens a line would reach the panes, or a
window that has no line yet, and be lost or run as commands.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import TYPE_CHECKING

from textual.events import Key, Paste
from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from textual.app import App
    from textual.dom import DOMNode

PATIENCE = 0.5  # seconds; a key that has not moved on in that time, twice over, is not waited for any longer
HELD = 3.0  # seconds in which what is looked up must be there

Typed = Key | Paste


class Typing:
    """What was typed and not yet handed on; `hand_on` is Textual's own way of doing that.

    `moves` are keys that only move in a pane of the first screen: what follows goes the same way, behind them.
    """

    def __init__(self, app: App[None], hand_on: Callable[[Typed], Awaitable[None]], moves: Collection[str]) -> None:
        self._app, self._hand_on, self._moves = app, hand_on, frozenset(moves)
        self._waiting: deque[Typed] = deque()
        self._turn = 0
        self._hops = 0
        self._under_way = False
        self._limit: asyncio.TimerHandle | None = None  # of what is held

    @property
    def busy(self) -> bool:
        """Whether the last key is still under way, or what it asked for is being looked up."""
        return self._under_way or self._limit is not None

    async def take(self, event: Typed) -> None:
        """Hand it on, now or in its turn; what is pasted becomes one clean line, since a line shows it as it is."""
        self._waiting.append(_cleaned(event) if isinstance(event, Paste) else event)
        if not self._under_way:
            await self._next()

    def put_back(self, key: Key) -> None:
        """Type a key again that closed a window, before those that were typed after it."""
        self._waiting.appendleft(Key(key.key, key.character))

    def hold(self) -> None:
        """Hand nothing on until `go_on`: what the last key asked for is still being looked up."""
        self._release()
        self._limit = asyncio.get_running_loop().call_later(HELD, self.go_on)

    def _release(self) -> None:
        if self._limit is not None:
            self._limit.cancel()  # or it would cut short what is held next
            self._limit = None

    def go_on(self) -> None:
        """Hand on what was held, when what has just been done is on the screen."""
        if self._limit is not None and self._app.screen_stack:
            self._release()
            self._under_way = True
            self._turn += 1
            self._watch(self._turn)
            self._trip()

    async def _next(self) -> None:
        while self._waiting and self._is_move(self._waiting[0]):
            await self._hand_on(self._waiting.popleft())
        # Without a screen the program is being left.
        self._under_way = bool(self._waiting and self._app.screen_stack and self._limit is None)
        if not self._under_way:
            return
        self._turn += 1
        self._watch(self._turn)
        at = self._here
        await self._hand_on(self._waiting.popleft())
        # Up to the app, which runs the commands; then once more, for what the command or a line said because of it.
        self._hop(self._turn, [*at.ancestors_with_self], self._trip)

    def _is_move(self, event: Typed) -> bool:
        return isinstance(event, Key) and event.key in self._moves and len(self._app.screen_stack) == 1

    @property
    def _here(self) -> DOMNode:
        return self._app.focused or self._app.screen

    def _trip(self) -> None:
        """Go from what has the focus to the screen, and then behind the answer of a window that was closed."""
        if self._app.screen_stack:
            turn, at = self._turn, self._here
            self._hop(turn, at.ancestors_with_self[:-1], lambda: self._app.call_next(self._arrived, turn, at))

    def _hop(self, turn: int, path: Sequence[MessagePump], then: Callable[[], object]) -> None:
        """Go the way of a key: each on it has done with all that came before this when it comes to this."""
        self._hops += 1
        if turn != self._turn:
            return
        for place, pump in enumerate(path):
            if pump.call_later(self._hop, turn, path[place + 1 :], then):
                return
        then()

    async def _arrived(self, turn: int, at: DOMNode) -> None:
        """Go again where a window was opened or closed meanwhile, until it is set up and has its focus."""
        if turn != self._turn or not self._app.screen_stack:
            return
        if self._here is at:
            await self._next()
        else:
            self._trip()

    def _watch(self, turn: int, hops: int = -1, idle: int = 0) -> None:
        """Let the next key go where nothing has moved for a while, so that the keyboard never stays dead.

        Twice, because this is also called late where the program was busy.
        """
        if turn != self._turn or not self._under_way:
            return
        idle = idle + 1 if hops == self._hops else 0
        if idle < 2:
            asyncio.get_running_loop().call_later(PATIENCE, self._watch, turn, self._hops, idle)
        else:
            self._turn += 1
            self._app.call_later(self._next)


def _cleaned(paste: Paste) -> Paste:
    from reader.ingest.clean import clean_line  # nothing is pasted before the first frame

    return Paste(clean_line(paste.text))
