"""Connections that go to the very number that was looked up and allowed, so that no second look-up can change it."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import socket
import ssl
import threading
from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any

import httpcore

from reader.errors import FetchError
from reader.net.policy import Place, Policy, choose, is_number

RESOLVE = 10.0  # seconds
current_policy: ContextVar[Policy] = ContextVar("current_policy")


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Looks names up, asks the policy of the running request, and connects to a number."""

    def __init__(self) -> None:
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        place = Place("https" if port == 443 else "http", host, port)
        addresses = choose(current_policy.get(), place, await _look_up(host, port))
        errors: list[Exception] = []
        for address in addresses[:3]:
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as refused:
                errors.append(refused)
        if errors and all(map(_leads_nowhere, errors)):
            raise FetchError(f"{host} cannot be reached: there seems to be no network.", offline=True)
        raise errors[-1] if errors else httpcore.ConnectError("no address")

    async def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
        raise FetchError("Sockets of this machine are not fetched from.")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


def _leads_nowhere(error: BaseException | None) -> bool:
    """Whether no way led out of this machine; what the system said lies below what the libraries say."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in (errno.ENETUNREACH, errno.ENETDOWN):
            return True
        error = error.__cause__ or error.__context__
    return False


async def _look_up(host: str, port: int) -> list[str]:
    """The numbers of a host; looked up in a thread that nothing waits for, since a look-up cannot be stopped."""
    if is_number(host):
        return [host]
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[str]] = loop.create_future()

    def settle(found: list[str] | Exception) -> None:
        if answer.done():
            return
        if isinstance(found, Exception):
            answer.set_exception(found)
        else:
            answer.set_result(found)

    def look() -> None:
        found: list[str] | Exception
        try:
            found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except (OSError, UnicodeError) as error:
            found = _unknown(host, error)
        with contextlib.suppress(RuntimeError):  # the loop may have ended
            loop.call_soon_threadsafe(settle, found)

    threading.Thread(target=look, daemon=True).start()
    try:
        async with asyncio.timeout(RESOLVE):
            return await answer
    except TimeoutError:
        raise FetchError(f"The name {host} could not be looked up in time.", offline=True) from None


def _unknown(host: str, error: Exception) -> FetchError:
    """What a look-up that failed means: nobody has the name, or nobody could be asked."""
    if isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN:
        return FetchError(f"The name {host} cannot be looked up now; there may be no network.", offline=True)
    return FetchError(f"No server is called {host}.")


class Pool:
    """Connections kept for reuse, apart by what the reader typed, so that none serves a request it was not allowed for.

    What TLS needs is made when the first https address is fetched.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._pools: dict[tuple[str, Place | None], httpcore.AsyncConnectionPool] = {}

    def of(self, scheme: str, policy: Policy) -> httpcore.AsyncConnectionPool:
        """The connections for addresses of this scheme under this policy."""
        key = scheme, policy.typed
        if key not in self._pools:
            context = ssl.create_default_context() if scheme == "https" else None
            self._pools[key] = httpcore.AsyncConnectionPool(
                ssl_context=context,
                max_connections=self._size,
                max_keepalive_connections=self._size // 2,
                keepalive_expiry=20,
                http2=scheme == "https",
                network_backend=GuardedBackend(),
            )
        return self._pools[key]

    async def close(self) -> None:
        for pool in self._pools.values():
            with contextlib.suppress(Exception):
                await pool.aclose()


def acknowledge(stream: httpcore.AsyncNetworkStream | None) -> None:
    """Confirm at once what has come: many a server sends a body only then, and a system waits 40 ms with it."""
    bare = stream.get_extra_info("socket") if stream is not None else None
    if bare is not None and hasattr(socket, "TCP_QUICKACK"):
        with contextlib.suppress(OSError):  # the server may have closed it, with all said
            bare.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
