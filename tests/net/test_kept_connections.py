"""Connections that are kept: used again where that is safe, and not missed where the server has closed them."""

import asyncio
import socket
from collections.abc import Iterable

import httpcore
import pytest

from reader.errors import FetchError
from reader.net.connect import Pool, acknowledge
from reader.net.fetch import Answer, Request, fetch
from reader.net.policy import Policy
from tests.loopback import Loopback, Reply

HERE = Policy(allow=("127.0.0.1",))
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody"


async def get_all(requests: Iterable[Request]) -> list[Answer]:
    pool = Pool(4)
    try:
        return [await fetch(pool, request) for request in requests]
    finally:
        await pool.close()


def test_a_connection_is_used_again_whether_there_was_something_new_or_not(server: Loopback):
    server.pages["/feed"] = lambda asked: Reply(status=304) if "if-none-match" in asked else Reply(b"body")
    requests = [Request(f"{server.base}/feed", HERE, etag=etag) for etag in (None, "1", "1", None)]
    answers = asyncio.run(get_all(requests))
    assert [answer.unchanged for answer in answers] == [False, True, True, False]
    assert len(server.callers) == 1


def test_a_number_is_not_looked_up(server: Loopback, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("this was looked up"))
    server.pages["/feed"] = b"body"
    (answer,) = asyncio.run(get_all([Request(f"{server.base}/feed", HERE)]))
    assert answer.body == b"body"


def after(closed: int) -> list[Answer]:
    """Two requests to a server that hangs up in place of an answer, `closed` times, after the first."""

    async def both() -> list[Answer]:
        asked = 0

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            nonlocal asked
            while await reader.readuntil(b"\r\n\r\n"):
                asked += 1
                if 1 < asked <= 1 + closed:
                    break
                writer.write(ANSWER)
            writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        async with server:
            port = server.sockets[0].getsockname()[1]
            return await get_all([Request(f"http://127.0.0.1:{port}/", HERE)] * 2)

    return asyncio.run(both())


def test_a_kept_connection_that_the_server_closes_in_that_moment_is_replaced():
    assert [answer.body for answer in after(closed=1)] == [b"body", b"body"]


def test_an_answer_without_a_body_that_has_one_does_not_spoil_the_next(server: Loopback):
    server.pages["/feed"] = lambda asked: Reply(b"body", status=304 if "if-none-match" in asked else 200)
    requests = [Request(f"{server.base}/feed", HERE, etag=etag) for etag in ("1", None)]
    assert [answer.body for answer in asyncio.run(get_all(requests))] == [b"", b"body"]


def test_a_server_that_goes_on_hanging_up_is_told_of():
    with pytest.raises(FetchError, match="broke off"):
        after(closed=2)


class Stream(httpcore.AsyncNetworkStream):
    def __init__(self, bare: socket.socket) -> None:
        self._bare = bare

    def get_extra_info(self, info: str) -> socket.socket | None:
        return self._bare if info == "socket" else None


@pytest.mark.skipif(not hasattr(socket, "TCP_QUICKACK"), reason="other systems have no such option")
def test_what_has_come_is_confirmed_at_once_and_a_closed_connection_is_no_trouble(server: Loopback):
    with socket.create_connection(("127.0.0.1", int(server.base.rpartition(":")[2]))) as bare:
        bare.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 0)
        acknowledge(Stream(bare))
        assert bare.getsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK) == 1
    acknowledge(Stream(bare))
    acknowledge(None)
