"""Who may ask now: a few requests a server, some more in all, and nobody held up by a slow answer."""

from __future__ import annotations

import asyncio
from collections import Counter, deque

TOTAL, PER_HOST = 16, 2
PATIENCE = 0.7  # seconds after which a request no longer counts against those that wait
MOST_SLOW = 48


class Gate:
    """Lets requests through in order, at most two at a time to one host and sixteen in all.

    A request that takes long stops counting, so that a server which answers a byte a second holds up neither its own
    other feeds nor anybody else's; at most 48 such requests are open beside the others.
    """

    def __init__(self, *, total: int = TOTAL, per_host: int = PER_HOST, patience: float = PATIENCE) -> None:
        self._total, self._per_host, self._patience = total, per_host, patience
        self._running: Counter[str] = Counter()
        self._slow = 0
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}  # by host, that whose turn is next first

    def permit(self, host: str) -> Permit:
        """A permit to ask a host, to be used as `async with`."""
        return Permit(self, host)

    async def enter(self, host: str) -> None:
        if self._room(host) and host not in self._waiting:
            self._running[host] += 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(host, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.leave(host)
            raise

    def leave(self, host: str) -> None:
        self._running[host] -= 1
        self._admit()

    def slow(self, host: str) -> bool:
        """Let a running request stop counting; False where there are too many such already."""
        if self._slow >= MOST_SLOW:
            return False
        self._slow += 1
        self.leave(host)
        return True

    def slow_done(self) -> None:
        self._slow -= 1

    @property
    def patience(self) -> float:
        return self._patience

    def _room(self, host: str) -> bool:
        return self._running[host] < self._per_host and self._running.total() < self._total

    def _admit(self) -> None:
        for host in list(self._waiting):
            turns = self._waiting.pop(host)
            while turns and self._room(host):
                turn = turns.popleft()
                if not turn.done():
                    self._running[host] += 1
                    turn.set_result(None)
            if turns:
                self._waiting[host] = turns
            if self._running.total() >= self._total:
                return


class Permit:
    """Held while a request runs."""

    def __init__(self, gate: Gate, host: str) -> None:
        self._gate, self._host = gate, host
        self._slow = False
        self._timer: asyncio.TimerHandle | None = None

    async def __aenter__(self) -> Permit:
        await self._gate.enter(self._host)
        self._timer = asyncio.get_running_loop().call_later(self._gate.patience, self._grow_slow)
        return self

    def _grow_slow(self) -> None:
        self._slow = self._gate.slow(self._host)

    def answered(self) -> None:
        """The answer has come, so that whatever takes long from now on is not the server's doing."""
        if self._timer is not None:
            self._timer.cancel()

    async def __aexit__(self, *_: object) -> None:
        self.answered()
        if self._slow:
            self._gate.slow_done()
        else:
            self._gate.leave(self._host)
